"""What methods do to recorded arrays becomes values and dots; the rest is refused."""

import numpy as np
import pytest

from rnnlib.compiled.recording import Given, Named, Trace
from rnnlib.compiled.values import HEAVIEST, Block, Dot, Unrecordable, Value, loads, number, truth

A, B, Y = Block("a", "H"), Block("b", "H"), Block("y", "O")


@pytest.fixture
def trace():
    return Trace(np.float64)


def load(block):
    return Value("load", (block,), block.size)


@pytest.mark.parametrize(
    "way",
    [
        lambda a, b: np.add(a, b, a),
        lambda a, b: np.add(a, b, out=a),
        lambda a, b: a.__iadd__(b),
        lambda a, b: a.__setitem__(..., a + b),
    ],
)
def test_all_ways_of_writing_say_the_same(way, trace):
    way(Named(trace, [A]), Named(trace, [B]))
    assert trace.now == {A: Value("add", (load(A), load(B)), "H", 3)}


def test_what_is_read_is_what_was_written_before(trace):
    a, b = Named(trace, [A]), Named(trace, [B])
    np.tanh(a, b)
    np.multiply(b, b, a)
    assert trace.now[A] == Value("multiply", (trace.now[B],) * 2, "H", 5)


def test_several_blocks_are_written_one_by_one(trace):
    both = Named(trace, [A, B])
    np.exp(both, both)
    assert list(trace.now) == [A, B]
    assert loads(trace.now[B]) == {B: None}
    with pytest.raises(Unrecordable, match="arrays of different sizes"):
        both + Named(trace, [A, B, Y])
    with pytest.raises(Unrecordable, match="into one of another size"):
        Named(trace, [A]).put(both.values())


def test_a_product_ends_a_stretch(trace):
    a, b, S = Named(trace, [A]), Named(trace, [B]), Given(trace, "S", "S", False)
    np.tanh(a, a)
    assert S.dot(a, b) is b
    np.tanh(b, b)
    trace.end()
    first, dot, last = trace.done
    assert (list(first), dot, list(last)) == ([A], Dot("S", (A,), (B,)), [B])
    assert loads(last[B]) == {B: None}  # what the product wrote


def test_what_is_kept_over_a_product_must_still_be_there(trace):
    a, b, S = Named(trace, [A]), Named(trace, [B]), Given(trace, "S", "S", False)
    from_a, from_b = a * 2, b * 2
    a[...] = 0
    assert (from_a + from_b).values()  # nothing has changed in memory yet
    S.dot(Named(trace, [Y]), b)
    for gone in (from_a, from_b):
        with pytest.raises(Unrecordable, match="until that is another"):
            gone + 1
    assert (a * 2 + b * 2).values()


def test_a_product_may_not_write_into_what_it_reads(trace):
    with pytest.raises(Unrecordable, match="an array that it writes into"):
        Given(trace, "S", "S", False).dot(Named(trace, [A, B]), Named(trace, [B]))


def test_numbers_are_of_the_type_of_the_arrays():
    a = Named(Trace(np.float32), [A])
    for two in (2, 2.0, np.float32(2), np.array(2, np.float32)):
        assert (a * two).values()[0].given[1] == number(2)
    for other in (True, np.float64(2), np.ones(1, np.float32), "2", None, 2j):
        with pytest.raises((Unrecordable, np.exceptions.DTypePromotionError)):
            a * other


def test_a_square_may_be_written_as_a_power(trace):
    a = Named(trace, [A])
    assert (a**2).values() == np.square(a).values()
    np.power(a, 2, a)
    assert trace.now[A] == Value("square", (load(A),), "H", 2)
    with pytest.raises(Unrecordable, match="calls power"):
        a**3


def test_comparisons_are_floats_only_once_they_are_stored(trace):
    """NumPy's sum of two is a logical or, and it has no negative."""
    a, b = Named(trace, [A]), Named(trace, [B])
    positive = a > 0
    assert truth((positive * (a < 1)).values()[0]) and not truth((positive * a).values()[0])
    for refused in (lambda: positive + (b > 0), lambda: -(positive * positive)):
        with pytest.raises(Unrecordable, match="nothing but comparisons"):
            refused()
    b[...] = positive
    assert not truth((b + b).values()[0])


@pytest.mark.parametrize(
    ("does", "says"),
    [
        (lambda a, b: np.log1p(a), "calls log1p"),
        (lambda a, b: np.add.reduce(a), "calls add.reduce"),
        (lambda a, b: a.sum(), "asks an array for its sum"),
        (lambda a, b: a.shape, "asks an array for its shape"),
        (lambda a, b: a.T, "asks an array for its T"),
        (lambda a, b: np.add(a, b, where=True), "calls add with where"),
        (lambda a, b: np.add(a, b, dtype=float), "calls add with dtype"),
        (lambda a, b: np.where(a, a, b), "calls where"),
        (lambda a, b: np.sum(a), "calls sum"),
        (lambda a, b: np.asarray(a), "asks for the numbers"),
        (lambda a, b: 1 if a > 0 else 2, "asks for the numbers"),
        (lambda a, b: float(a), "asks for the numbers"),
        (lambda a, b: list(a), "asks for the numbers"),
        (lambda a, b: len(a), "asks for the numbers"),
        (lambda a, b: a[0], "takes a part"),
        (lambda a, b: a.__setitem__(0, b), "takes a part"),
        (lambda a, b: a + np.ones((3, 1)), r"computes with an array \(3, 1\)"),
        (lambda a, b: a @ b, "calls matmul"),
        (lambda a, b: (a + b).dot(b, a), "multiplies what comes of a step"),
        (lambda a, b: np.add(a, b, a + b), "writes into something"),
    ],
)
def test_what_cannot_be_recorded_says_what_it_is(does, says, trace):
    with pytest.raises(Unrecordable, match=says):
        does(Named(trace, [A]), Named(trace, [B]))


def test_working_matrices_multiply_named_arrays_and_are_not_written(trace):
    S, a, b = Given(trace, "S", "S", True), Named(trace, [A]), Named(trace, [B])
    S.dot(a, out=b)
    assert trace.done == [Dot("S", (A,), (B,), adds=True)]
    with pytest.raises(Unrecordable, match="writes into the working matrix S"):
        S[...] = 0
    for wrong in ((a,), (a + b, b), (a, a + b)):
        with pytest.raises(Unrecordable, match="S.dot is not called with two"):
            S.dot(*wrong)


def test_rows_of_different_sizes_do_not_mix(trace):
    a, y = Named(trace, [A]), Named(trace, [Y])
    with pytest.raises(Unrecordable, match="rows of H and of O"):
        a + y
    with pytest.raises(Unrecordable, match="rows of H into rows of O"):
        y[...] = a


def test_what_grows_without_end_is_refused(trace):
    a = Named(trace, [A])
    with pytest.raises(Unrecordable, match=f"more than {HEAVIEST}"):
        for _ in range(20):
            np.add(a, a, a)
