from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import (
    ANBN_SYMBOLS,
    anbn,
    anbn_accepted,
    anbn_baseline,
    anbn_determined,
    anbn_floor,
    anbn_strings,
)

SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=6)
LETTERS = st.sampled_from([2, 3])


def string_of(n, letters):
    return "S" + "".join(letter * n for letter in "abc"[:letters]) + "T"


def spell(codes):
    return "".join(ANBN_SYMBOLS[code] for code in codes)


def followers(before, sizes, letters):
    """What may come after a prefix, found by trying every string."""
    strings = (string_of(n, letters) for n in sizes)
    return {s[len(before)] for s in strings if s.startswith(before) and len(s) > len(before)}


@settings(deadline=None)
@given(sizes=SIZES, letters=LETTERS)
def test_strings_and_their_next_symbols(sizes, letters):
    x, target, mask = anbn_strings(sizes, letters=letters)
    assert x.shape == target.shape == mask.shape == (letters * max(sizes) + 1, len(sizes))
    assert x.min() >= 0 and max(x.max(), target.max()) < letters + 2
    for b, n in enumerate(sizes):
        whole, real = string_of(n, letters), letters * n + 1
        assert list(mask[:, b]) == [True] * real + [False] * (len(x) - real)
        assert spell(x[:real, b]) == whole[:-1]
        assert spell(target[:real, b]) == whole[1:]


@settings(deadline=None)
@given(sizes=SIZES, letters=LETTERS)
def test_a_step_is_determined_when_one_symbol_alone_may_follow(sizes, letters):
    batch = anbn_strings(sizes, letters=letters)
    determined = anbn_determined(batch)
    for b in range(len(sizes)):
        for t in range(len(batch.x)):
            before = spell(batch.x[: t + 1, b])
            alone = batch.mask[t, b] and len(followers(before, range(1, 20), letters)) == 1
            assert determined[t, b] == alone


@settings(deadline=None)
@given(sizes=SIZES, letters=LETTERS, data=st.data())
def test_accepted_is_right_at_every_real_step(sizes, letters, data):
    batch = anbn_strings(sizes, letters=letters)
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    predicted = batch.target.copy()
    for _ in range(data.draw(st.integers(0, 4))):
        predicted[rng.integers(len(predicted)), rng.integers(len(sizes))] = rng.integers(5)
    accepted = anbn_accepted(predicted, batch)
    for b, n in enumerate(sizes):
        right = True
        for t in range(letters * n + 1):
            may_follow = followers(spell(batch.x[: t + 1, b]), range(1, 20), letters)
            right = right and ANBN_SYMBOLS[predicted[t, b]] in may_follow
        assert accepted[b] == right


def test_always_repeating_the_letter_is_accepted_for_no_string():
    batch = anbn_strings(range(1, 8))
    assert not anbn_accepted(batch.x, batch).any()
    assert anbn_accepted(batch.target, batch).all()


def test_sizes_are_drawn_evenly_from_those_asked_for():
    batch = anbn((3, 5, 20), 3000, rng=np.random.default_rng(0))
    drawn = Counter((batch.mask.sum(axis=0) - 1) // 2)
    assert set(drawn) == {3, 5, 20}
    np.testing.assert_allclose(np.array(list(drawn.values())) / 3000, 1 / 3, atol=0.03)


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = anbn(range(1, 30), 4, rng=rng), anbn(range(1, 30), 4, rng=rng)
    np.testing.assert_array_equal(first.x, anbn(range(1, 30), 4, rng=np.random.default_rng(5)).x)
    assert not np.array_equal(first.mask.sum(axis=0), second.mask.sum(axis=0))


@settings(deadline=None)
@given(sizes=SIZES, letters=LETTERS)
def test_baseline_is_the_best_guess_from_the_current_symbol(sizes, letters):
    pairs = Counter()
    for n in sizes:
        whole = string_of(n, letters)
        pairs.update(zip(whole[:-1], whole[1:], strict=True))
    current = Counter()
    for (u, _), times in pairs.items():
        current[u] += times
    nats = -sum(times * np.log(times / current[u]) for (u, _), times in pairs.items())
    assert anbn_baseline(sizes, letters) == pytest.approx(nats / pairs.total(), abs=1e-12)


@settings(deadline=None)
@given(sizes=SIZES, letters=LETTERS)
def test_floor_is_the_best_guess_from_the_whole_past(sizes, letters):
    after = {}
    for n in sizes:
        whole = string_of(n, letters)
        for t in range(1, len(whole)):
            after.setdefault(whole[:t], Counter())[whole[t]] += 1
    nats = -sum(k * np.log(k / c.total()) for c in after.values() for k in c.values())
    steps = sum(c.total() for c in after.values())
    assert anbn_floor(sizes, letters) == pytest.approx(nats / steps, abs=1e-12)
    assert anbn_floor(sizes, letters) <= anbn_baseline(sizes, letters) + 1e-12


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"sizes": []}, r"sizes: expected a sequence of integers of at least 1, got \[\]"),
        ({"sizes": 5}, "sizes: expected a sequence of integers of at least 1, got 5"),
        ({"sizes": (0, 2)}, r"sizes: expected a sequence .* got \(0, 2\)"),
        ({"sizes": (1.5, 2)}, r"sizes: expected a sequence .* got \(1.5, 2\)"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"letters": 1}, "letters: expected 2 or 3, got 1"),
        ({"rng": 1}, "rng: expected a numpy.random.Generator .* got 1"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        anbn(**{"sizes": (1, 2), "B": 2, "rng": np.random.default_rng(0), **change})


def test_bad_input_to_scorer_and_baselines():
    batch = anbn_strings([2, 3])
    with pytest.raises(ValueError, match=r"^predicted: expected shape \(7, 2\), got \(7,\)"):
        anbn_accepted(np.zeros(7, int), batch)
    for function in (anbn_baseline, anbn_floor):
        with pytest.raises(ValueError, match="^sizes: expected"):
            function([])
        with pytest.raises(ValueError, match="^letters: expected 2 or 3, got 4"):
            function([1], 4)
