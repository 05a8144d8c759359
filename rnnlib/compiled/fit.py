"""Whether the arrays of a run are such as the machine code of a program takes for granted.

NumPy looks at type and shape of every array in every call. Machine code does not look: what it
would read or write wrongly must be found before.
"""

from functools import partial

from rnnlib.compiled.program import read_by, written_by
from rnnlib.compiled.values import Dot, Unrecordable
from rnnlib.workspace import address


def check(record, program):
    """Unrecordable: an array that is not what the program takes it for; NumPy will say what of it.

    ``record`` is the tape or the adjoint of a run of the program.
    """
    rows = partial(_rows, record)
    for step in program.steps:
        if isinstance(step, Dot):
            _check_dot(record, step, rows)
            continue
        for block in {**read_by(step), **dict.fromkeys(written_by(step))}:
            if block.name == "x" and record.symbols:
                raise Unrecordable("step cannot be recorded: it computes with x, which are symbols")
            if record.inside(block.name) is None and block.name in record.given:
                _check_array(record.cell, block.name, record.given[block.name], (rows(block), 1))


def check_inputs(back):
    """The same of what `Cell.input_weights` gives, which dx is computed with."""
    cell = back.cell
    if not back.symbols:
        W = cell.input_weights(back.tape.packed)
        fed = back.inside("dz_" + "".join(cell.inputs or cell.gates))
        _check_array(cell, "W", W, (cell.D, fed.shape[1]))


def _check_dot(record, dot, rows):
    shape = tuple(sum(map(rows, blocks)) for blocks in (dot.out, dot.operand))
    S = record.given[dot.matrix]
    _check_array(record.cell, dot.matrix, getattr(S, "S", S), shape)
    for blocks in (dot.operand, dot.out):
        found = [record.inside(block.name) for block in blocks if rows(block)]
        if len(found) == 1:
            continue
        if any(array is None for array in found):
            raise Unrecordable(f"{dot.matrix}.dot is called with arrays that lie apart")
        for upper, lower in zip(found[:-1], found[1:], strict=True):
            end = address(upper) + upper.shape[1] * upper.strides[1]
            if end != address(lower) or upper.strides != lower.strides:
                raise Unrecordable(f"{dot.matrix}.dot is called with arrays that lie apart")


def _check_array(cell, name, array, shape):
    kind, got = getattr(array, "dtype", type(array).__name__), getattr(array, "shape", ())
    if kind != cell.dtype:
        raise Unrecordable(f"{name} is {kind}, and its arrays are {cell.dtype}")
    if got != shape:
        raise Unrecordable(f"{name} has the shape {got} where {shape} is meant")


def _rows(record, block):
    """How many rows a block has."""
    found = record.inside(block.name)
    if found is not None:
        return found.shape[1]
    cell = record.cell
    return cell.H if block.size == "H" else cell.size(block.size)
