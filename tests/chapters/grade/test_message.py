"""What goes between judge and attempt: data come through as they are, code never."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlib.chapters.grade import message

LEAVES = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.text() | st.just(...)
LEAVES |= st.floats(allow_nan=False) | st.complex_numbers(allow_nan=False)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text() | st.integers(), inner)
    ),
    max_leaves=20,
)


def through(value):
    return message.whole(message.from_json(message.to_json(message.plain(value))))


@given(VALUES)
def test_values_come_through(value):
    came = through(value)
    assert came == value and type(came) is type(value)


@pytest.mark.parametrize("dtype", [bool, np.int8, ">i4", np.float32, float, complex, "U3"])
@pytest.mark.parametrize("shape", [(), (0,), (2, 3), (3, 1, 2)])
def test_arrays_come_through(dtype, shape):
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    came = through(array)
    assert isinstance(came, np.ndarray) and came.dtype == array.dtype and came.shape == shape
    assert np.array_equal(came, array)
    assert np.array_equal(through(array.T), array.T)


def test_an_array_of_objects_comes_as_what_they_are():
    came = through(np.array([[None, 1], ["a", [2]]], object))
    assert came.tolist() == [[None, 1], ["a", [2]]]


def test_of_anything_else_only_its_name_comes():
    class Sly(float):
        def __eq__(self, other):
            return True

    assert type(through(Sly(3.0))) is float
    assert type(through(open)).__name__ == "builtin_function_or_method"
    assert not callable(through(lambda: 1))


def test_no_array_of_objects_is_made_from_bytes():
    sent = {"kind": "array", "value": "AAAAAAAAAAA=", "dtype": "O", "shape": [1]}
    with pytest.raises(ValueError, match="numbers or words"):
        message.whole(sent)


def test_a_message_that_is_too_long_is_not_waited_for():
    with pytest.raises(ValueError, match="expected at most"):
        message.receive(io.BytesIO(b"\xff" * 8))


def test_functions_of_the_judge_stay_there():
    kept = []
    offset = 2
    data = message.dumped({"f": lambda x: x + offset, "np": np.tanh}, kept)
    came = message.loaded(data, lambda number: ("stands for", number))
    assert came == {"f": ("stands for", 0), "np": np.tanh}
    assert kept[0](1) == 3
