"""The algorithmic tasks ask what they say they ask: each is solved here by a program."""

from itertools import pairwise

import numpy as np
import pytest

from rnnlib.tasks.algorithmic import associative_recall, copy_bits, priority_sort, repeat_copy

B = 40
TASKS = {
    copy_bits: (5,),
    repeat_copy: (3, 4),
    associative_recall: (4,),
    priority_sort: (6,),
}


def rng(seed=0):
    return np.random.default_rng(seed)


def test_copy():
    x, target, mask = copy_bits(5, B, rng=rng(), bits=3)
    assert x.shape == (11, B, 4) and target.shape == (11, B, 3) and mask is None
    np.testing.assert_array_equal(target[6:], x[:5, :, :3])
    assert (target[:6] == -1).all() and not x[6:].any()
    np.testing.assert_array_equal(np.argwhere(x[:, :, 3]), [(5, b) for b in range(B)])


@pytest.mark.parametrize(("length", "repeats"), [(1, 1), (3, 4), (4, 10)])
def test_repeat_copy(length, repeats):
    x, target, mask = repeat_copy(length, repeats, B, rng=rng(), bits=3)
    T = length * (repeats + 1) + 2
    assert x.shape == (T, B, 5) and target.shape == (T, B, 4) and mask is None
    for n in range(repeats):
        first = length + 1 + n * length
        np.testing.assert_array_equal(target[first : first + length, :, :3], x[:length, :, :3])
    assert not target[length + 1 : -1, :, 3].any() and (target[-1, :, 3] == 1).all()
    assert (target[: length + 1] == -1).all() and (target[-1, :, :3] == -1).all()
    assert (x[length, :, 3] == 1).all() and not x[length + 1 :].any()
    np.testing.assert_allclose(x[length, :, 4] * 8.25**0.5 + 5.5, repeats)


def test_the_numbers_of_repeats_have_mean_0_and_variance_1():
    shown = [repeat_copy(1, n, 1, rng=rng()).x[1, 0, -1] for n in range(1, 11)]
    assert np.mean(shown) == pytest.approx(0) and np.var(shown) == pytest.approx(1)


@pytest.mark.parametrize(("items", "rows"), [(2, 1), (4, 3), (6, 2)])
def test_associative_recall(items, rows):
    x, target, mask = associative_recall(items, B, rng=rng(), rows=rows)
    assert x.shape == (items * (rows + 1) + 2 * rows + 2, B, 8) and mask is None
    asked_for = set()
    for b in range(B):
        marks, queries = np.flatnonzero(x[:, b, 6]), np.flatnonzero(x[:, b, 7])
        shown = [x[m + 1 : m + 1 + rows, b, :6].tolist() for m in marks]
        assert len(shown) == items and len(queries) == 2
        query, answer = x[queries[0] + 1 : queries[1], b, :6].tolist(), target[-rows:, b].tolist()
        pairs = [list(pair) for pair in pairwise(shown)]
        assert [query, answer] in pairs
        asked_for.add(shown.index(query))
        assert not x[queries[1] + 1 :, b].any() and (target[:-rows, b] == -1).all()
    assert len(asked_for) == items - 1


@pytest.mark.parametrize("keep", [None, 1, 4])
def test_priority_sort(keep):
    x, target, mask = priority_sort(6, B, rng=rng(), keep=keep)
    kept = keep or 6
    assert x.shape == (7 + kept, B, 10) and target.shape == (7 + kept, B, 8) and mask is None
    for b in range(B):
        best = sorted(x[:6, b], key=lambda row: -row[8])[:kept]
        np.testing.assert_array_equal(target[7:, b], np.array(best)[:, :8])
    assert (np.abs(x[:6, :, 8]) <= 1).all() and x[:6, :, 8].std() > 0.4
    assert (x[6, :, 9] == 1).all() and not x[7:].any() and (target[:7] == -1).all()


@pytest.mark.parametrize("task", TASKS)
def test_bits_are_even_and_batches_differ(task):
    source = rng()
    one, other = (task(*TASKS[task], B, rng=source) for _ in range(2))
    again = task(*TASKS[task], B, rng=rng())
    assert not np.array_equal(one.target, other.target)
    np.testing.assert_array_equal(one.x, again.x)
    np.testing.assert_array_equal(one.target, again.target)
    bits = one.target[one.target >= 0]
    assert 0.3 < bits.mean() < 0.6  # the stop's channel is mostly 0


WRONG = {
    "length: expected an integer of at least 1, got 0": lambda: copy_bits(0, 1, rng=rng()),
    "bits: expected an integer of at least 1, got 0": lambda: copy_bits(1, 1, rng=rng(), bits=0),
    "repeats: expected an integer of at least 1, got -1": lambda: repeat_copy(1, -1, 1, rng=rng()),
    "items: expected an integer of at least 2, got 1": lambda: associative_recall(1, 1, rng=rng()),
    "keep: expected at most the 4 vectors that there are, got 5": lambda: priority_sort(
        4, 1, rng=rng(), keep=5
    ),
    "rng: expected a numpy.random.Generator": lambda: priority_sort(4, 1, rng=3),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_wrong_input(sentence):
    with pytest.raises(ValueError) as caught:
        WRONG[sentence]()
    assert str(caught.value).startswith(sentence)
