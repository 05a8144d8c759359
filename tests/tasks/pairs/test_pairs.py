"""Batches of pairs: what is in them, what is padded, and who is in which."""

import numpy as np
import pytest

from rnnlib import Pairs, Vocabulary, repetition, reversal

LETTERS = Vocabulary("abc")
PAIRS = Pairs(["abc", "a", "bb", "ca"], ["c", "cc", "ab", "a"], LETTERS, LETTERS)


def test_one_batch():
    batch = PAIRS.batch(np.array([0, 1]))
    assert batch.x.T.tolist() == [[0, 1, 2], [0, 5, 5]]
    assert batch.mask.T.tolist() == [[True] * 3, [True, False, False]]
    assert batch.target.T.tolist() == [[2, 3, 5], [2, 2, 3]]  # with their stops
    assert batch.target_mask.T.tolist() == [[True, True, False], [True] * 3]


def test_no_mask_where_all_is_real_and_no_more_steps_than_needed():
    batch = PAIRS.batch(np.array([2, 3]))
    assert batch.mask is None and batch.x.shape == (2, 2)
    assert PAIRS.batch(np.array([3])).target.tolist() == [[0], [3]]


def test_all_of_them():
    batch = PAIRS.batch()
    assert batch.x.shape == (3, 4) and batch.mask.sum() == sum(map(len, PAIRS.sources))
    assert [PAIRS[k] for k in range(len(PAIRS))][1] == ("a", "cc")


def test_a_pass_of_buckets_sees_everyone_once_among_their_like():
    rng = np.random.default_rng(0)
    pairs = repetition(60, range(1, 13), rng=rng)
    for _ in range(2):
        seen, waste = [], 0
        for batch in pairs.buckets(10, rng=rng):
            real = np.ones(batch.x.shape, bool) if batch.mask is None else batch.mask
            waste += np.sum(~real)
            seen += [pairs.source.decode(x[m]) for x, m in zip(batch.x.T, real.T, strict=True)]
        assert sorted(seen) == sorted(pairs.sources)
        assert waste < 0.15 * pairs.lengths.sum()


def test_buckets_are_seeded_endless_and_leave_out_others_every_time():
    pairs = repetition(25, range(1, 5), rng=np.random.default_rng(0))
    streams = [pairs.buckets(10, rng=np.random.default_rng(1), endless=True) for _ in range(2)]
    lengths = []
    for _, one, other in zip(range(7), *streams, strict=False):
        np.testing.assert_array_equal(one.x, other.x)
        lengths.append(len(one.x))
    assert len(set(lengths)) > 1
    assert len(list(pairs.buckets(10, rng=np.random.default_rng(1)))) == 2


def test_selected_pairs_are_pairs():
    some = PAIRS.select(PAIRS.lengths == 2)
    assert some.sources == ["bb", "ca"] and some.targets == ["ab", "a"]
    assert PAIRS.select([3, 0]).sources == ["ca", "abc"]


def test_backwards():
    pairs = reversal(20, [1, 4], rng=np.random.default_rng(0))
    assert all(pairs[k][0][::-1] == pairs[k][1] for k in range(20))
    assert set(pairs.lengths) == {1, 4} and set(pairs.target_lengths) == {2, 5}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Pairs([], [], LETTERS, LETTERS), "targets: expected one for each source, and at"),
        (lambda: Pairs(["a"], [], LETTERS, LETTERS), "targets: .* got 0 for 1"),
        (lambda: Pairs(["a"], ["b"], "abc", LETTERS), "source: expected a Vocabulary, got str"),
        (lambda: Pairs(["a"], ["b"], LETTERS, None), "target: expected a Vocabulary, got NoneType"),
        (lambda: Pairs(["", "a"], ["b", "a"], LETTERS, LETTERS), "string: .* one symbol, got none"),
        (lambda: Pairs(["ax"], ["b"], LETTERS, LETTERS), "string: expected only characters of"),
        (lambda: PAIRS.batch(np.array([4])), r"which: expected numbers \(B,\) from 0 to 3"),
        (lambda: PAIRS.batch(np.array([], int)), "which: expected numbers"),
        (lambda: PAIRS.batch([0.5]), "which: expected an array of integers"),
        (lambda: PAIRS.buckets(5, rng=np.random.default_rng(0)), "B: expected at most the 4 pairs"),
        (lambda: PAIRS.buckets(2, rng=0), "rng: expected a numpy.random.Generator, got int"),
        (
            lambda: repetition(2, 0, rng=np.random.default_rng(0)),
            "lengths: expected lengths of one",
        ),
        (lambda: repetition(2, [], rng=np.random.default_rng(0)), "lengths: expected at least one"),
        (lambda: repetition(0, 3, rng=np.random.default_rng(0)), "n: expected an integer of at"),
        (lambda: repetition(2, 3, rng=np.random.default_rng(0), letters=3), "letters: expected a"),
    ],
)
def test_wrong_input(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
