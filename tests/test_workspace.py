"""Memory comes back when nobody holds it, and not before."""

import gc
import threading
import tracemalloc

import numpy as np
import pytest
from kinds import CELLS, layer_of

from rnnlib import workspace

KIND = np.dtype(np.float64)


@pytest.fixture(autouse=True)
def nothing_left():
    gc.collect()
    workspace.release()


def place(array):
    return array.__array_interface__["data"][0]


def test_an_array_begins_where_a_line_of_memory_does():
    for shape in ((3, 5, 1000), (10_001,), (100, 100)):
        array = workspace.room(shape, KIND)
        assert array.shape == shape and array.dtype == KIND
        assert place(array) % 64 == 0 and array.flags.c_contiguous and array.flags.writeable


def test_memory_comes_back_when_the_last_view_is_gone():
    array = workspace.room((10_000,), KIND)
    first, view = place(array), array[5000:].reshape(50, 100).T[3:]
    del array
    other = workspace.room((10_000,), KIND)
    assert place(other) != first  # somebody holds a part of it
    del view
    again = workspace.room((10_000,), KIND)
    assert place(again) == first
    assert place(workspace.room((9_999,), KIND)) != first


def test_an_address_is_that_of_the_first_number_however_an_array_lies():
    array = np.arange(24.0).reshape(2, 3, 4)
    fixed = array.copy()
    fixed.flags.writeable = False
    for one in (array, array[1], array[:, 1:], array.T, array[::-1], array[:0], fixed, fixed[1:]):
        assert workspace.address(one) == place(one)


def test_small_arrays_and_counted_ones_are_plain():
    assert workspace.room((10,), KIND).base is None
    tracemalloc.start()
    try:
        assert workspace.room((10_000,), KIND).base is None
    finally:
        tracemalloc.stop()


def test_not_too_much_is_kept():
    arrays = [workspace.room((2**21 + 100 * n,), KIND) for n in range(12)]  # 16 MiB each
    del arrays
    kept = sum(block.nbytes for blocks in workspace._FREE.values() for block in blocks)
    assert 2**24 <= kept <= workspace.MOST
    workspace.release()
    assert not workspace._FREE


def test_no_run_changes_what_another_one_gave():
    rng = np.random.default_rng(0)
    for kind in CELLS:
        layer = layer_of(kind, 20, 40, rng)
        x = rng.normal(size=(30, 20, 20))
        held = []
        for n in range(4):
            y, tape = layer.forward(x + n)
            dx, first, grads = layer.backward(tape, np.ones_like(y))
            held.append([y, dx, *first, *grads.values(), tape[tape.names[0]][3:]])
            del tape
        for n, arrays in enumerate(held):
            y, tape = layer.forward(x + n)
            dx, first, grads = layer.backward(tape, np.ones_like(y))
            now = [y, dx, *first, *grads.values(), tape[tape.names[0]][3:]]
            for a, b in zip(arrays, now, strict=True):
                np.testing.assert_array_equal(a, b)


def test_two_threads_never_get_the_same_memory():
    wrong = []

    def work(number):
        for _ in range(300):
            array = workspace.room((10_000,), KIND)
            array[:] = number
            if (array != number).any():
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
