"""Where the arrays of a run lie: apart from each other, whole lines each, found by their names."""

import gc
from weakref import ref

import numpy as np
import pytest
from kinds import CELLS, layer_of

from rnnlib import rooms
from rnnlib.notes import Notes
from rnnlib.rooms import Rooms, layout

SHAPES = {"a": (5, 3, 2), "b": (1, 1, 1), "none": (4, 0, 2), "c": (7, 11, 1)}


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_arrays_do_not_touch_and_begin_where_lines_do(monkeypatch, together, dtype):
    monkeypatch.setattr(rooms, "TOGETHER", 2**18 if together else 0)
    found = Rooms(SHAPES, np.dtype(dtype))
    blocks = found.blocks()
    assert len(blocks) == (1 if together else len(SHAPES))
    arrays = {name: found.array(blocks, name) for name in SHAPES}
    for n, (name, array) in enumerate(arrays.items()):
        assert array.shape == SHAPES[name] and array.dtype == dtype and array.flags.c_contiguous
        array[...] = n
        block = blocks[found.places[name][0]]
        start = array.__array_interface__["data"][0] - block.__array_interface__["data"][0]
        assert start % rooms.LINE == 0
    for n, array in enumerate(arrays.values()):
        assert (array == n).all()


def test_a_large_record_is_not_one_block():
    large = {"v": (100, 100, 4), "z": (100, 100, 4)}
    assert len(Rooms(large, np.dtype(np.float64)).blocks()) == 2


@pytest.mark.parametrize("kind", CELLS)
def test_a_run_is_the_same_wherever_its_arrays_lie(monkeypatch, kind):
    rng = np.random.default_rng(0)
    layer = layer_of(kind, 2, 3, rng)
    x = rng.normal(size=(6, 4, 2))

    def run():
        y, tape = layer.forward(x)
        dx, first, grads = layer.backward(tape, np.ones_like(y))
        return [y, dx, *first, *grads.values(), *map(tape.__getitem__, tape.names)]

    one = run()
    monkeypatch.setattr(rooms, "_NOTES", Notes())
    monkeypatch.setattr(rooms, "TOGETHER", 0)
    for a, b in zip(one, run(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_it_is_worked_out_once_for_a_size_and_goes_with_its_cell():
    cell = layer_of(CELLS[0], 2, 3, np.random.default_rng(0)).cell
    first = layout(cell, 5, 4, False)
    assert layout(cell, 5, 4, False) is first
    assert layout(cell, 5, 4, True) is not first and layout(cell, 6, 4, False) is not first
    gone = ref(first)
    for T in range(rooms.MOST + 5):
        layout(cell, T + 10, 4, False)
    assert len(rooms._NOTES.of(cell)) <= rooms.MOST
    del first, cell
    gc.collect()
    assert gone() is None
