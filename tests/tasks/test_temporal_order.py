import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import TEMPORAL_ORDER_SYMBOLS, temporal_order, temporal_order_baseline

# The rules of tasks 6a and 6b; a class is its place in the list.
ORDERS = {
    2: ["XX", "XY", "YX", "YY"],
    3: ["XXX", "XXY", "XYX", "XYY", "YXX", "YXY", "YYX", "YYY"],
}
PAPER_WINDOWS = {2: [(10, 20), (50, 60)], 3: [(10, 20), (33, 43), (66, 76)]}


def spell(x):
    return "".join(TEMPORAL_ORDER_SYMBOLS[code] for code in x)


@settings(deadline=None)
@given(
    L=st.integers(10, 60),
    longer=st.none() | st.integers(0, 12),
    B=st.integers(1, 6),
    marks=st.sampled_from([2, 3]),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_class_is_the_order_of_the_marks(L, longer, B, marks, seed):
    T, shortest = (L, None) if longer is None else (L + longer, L)
    x, target, mask = temporal_order(
        T, B, rng=np.random.default_rng(seed), marks=marks, shortest=shortest
    )
    assert x.shape == (T, B) and target.shape == (B,)
    assert (mask is None) == (shortest is None)
    for b in range(B):
        length = T if mask is None else int(mask[:, b].sum())
        assert L <= length <= T
        if mask is not None:
            assert list(mask[:, b]) == [True] * length + [False] * (T - length)
        string = spell(x[:length, b])
        assert string[0] == "E" and string[-1] == "B"
        assert set(string[1:-1]) <= set("abcdXY")
        seen = [letter for letter in string if letter in "XY"]
        assert len(seen) == marks
        assert ORDERS[marks].index("".join(seen)) == target[b]


@pytest.mark.parametrize("marks", [2, 3])
def test_lengths_and_places_are_those_of_the_paper(marks):
    x, target, mask = temporal_order(
        110, 4000, rng=np.random.default_rng(0), marks=marks, shortest=100
    )
    assert set(mask.sum(axis=0)) == set(range(100, 111))
    places = np.array([[t for t, s in enumerate(spell(column)) if s in "XY"] for column in x.T])
    for place, (first, last) in zip(places.T, PAPER_WINDOWS[marks], strict=True):
        assert set(place) == set(range(first, last + 1))
    share = np.bincount(target) / 4000
    np.testing.assert_allclose(share, np.full(2**marks, 2.0**-marks), atol=0.02)
    letters = "".join(spell(column) for column in x.T)
    among = np.array([letters.count(letter) for letter in "abcd"])
    np.testing.assert_allclose(among / among.sum(), 0.25, atol=0.01)


def test_same_seed_same_batch_and_the_next_batch_differs():
    rng = np.random.default_rng(5)
    first, second = temporal_order(20, 3, rng=rng), temporal_order(20, 3, rng=rng)
    again = temporal_order(20, 3, rng=np.random.default_rng(5))
    np.testing.assert_array_equal(first.x, again.x)
    np.testing.assert_array_equal(first.target, again.target)
    assert not np.array_equal(first.x, second.x)


@pytest.mark.parametrize("marks", [2, 3])
def test_baseline_is_the_entropy_of_the_classes(marks):
    classes = len(ORDERS[marks])
    nats = -sum(np.log(1 / classes) / classes for _ in range(classes))
    assert temporal_order_baseline(marks) == pytest.approx(nats, rel=1e-12)


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"T": 9}, "T: expected an integer of at least 10, got 9"),
        ({"B": 0}, "B: expected an integer of at least 1, got 0"),
        ({"marks": 4}, "marks: expected 2 or 3, got 4"),
        ({"marks": "two"}, "marks: expected 2 or 3, got 'two'"),
        ({"shortest": 5}, "shortest: expected an integer of at least 10, got 5"),
        ({"shortest": 31}, "shortest: expected at most T = 30, got 31"),
        ({"rng": 7}, "rng: expected a numpy.random.Generator .* got 7"),
    ],
)
def test_bad_input(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        temporal_order(**{"T": 30, "B": 2, "rng": np.random.default_rng(0), **change})


def test_bad_input_to_the_baseline():
    with pytest.raises(ValueError, match="^marks: expected 2 or 3, got 1"):
        temporal_order_baseline(1)
