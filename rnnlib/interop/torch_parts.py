"""The parts of a network in PyTorch: which there are by the names of its arrays, and what they are.

A part is a recurrent module, a linear layer or an embedding. Its arrays are those whose names begin
with the part's own, as in a ``state_dict``: "encoder.lstm.weight_ih_l0" belongs to "encoder.lstm".
"""

import re
from collections.abc import Mapping
from itertools import count

import numpy as np

from rnnlib.cells import LSTMCell, ResetAfterGRUCell, VanillaCell, VanillaReLUCell
from rnnlib.edge import brief, expect, mapping
from rnnlib.interop.blocks import (
    cell_of,
    embedding_of,
    linear_of,
    negated,
    network,
    order,
    reordered,
)

# Our cells with their gates in PyTorch's order, in our letters.
GATES = {VanillaCell: "a", VanillaReLUCell: "a", LSTMCell: "ifgo", ResetAfterGRUCell: "run"}
KINDS = {1: VanillaCell, 3: ResetAfterGRUCell, 4: LSTMCell}  # by the number of gates
FIRST = re.compile(r"(?:(.*)\.)?weight_ih(?:_l0)?")
NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
BRIEF = {"|V2": "bfloat16"}  # the only float of two bytes that `pt_file` keeps raw
OWN = re.compile(r"(weight|bias)_(ih|hh|hr)(_l\d+(_reverse)?)?")  # beside it may stand an epoch


def suffix(layer, back):
    """What stands behind the names of one layer in one direction; None is a cell's."""
    return "" if layer is None else f"_l{layer}{'_reverse' if back else ''}"


def flat(source, prefix=""):
    """{dotted name: value} of dicts in dicts, such as checkpoints are."""
    found = {}
    for name, value in mapping("source", source, "a dict of arrays by name").items():
        inner = isinstance(value, Mapping)
        found |= flat(value, f"{prefix}{name}.") if inner else {f"{prefix}{name}": value}
    return found


def recurrent_parts(arrays):
    """The names of all recurrent parts, in their order."""
    return [match[1] or "" for name in arrays if (match := FIRST.fullmatch(name))]


def the_recurrent_part(arrays):
    """The name of the only one; ValueError if there is none, or more."""
    found = recurrent_parts(arrays)
    if len(found) == 1:
        return found[0]
    if not found:
        got = ", ".join(list(arrays)[:6]) or "nothing"
        raise ValueError(f"source: expected arrays of a recurrent network, got {got[:100]}")
    names = ", ".join(map(repr, found))
    raise ValueError(f"name: expected one of {names}, which the source has, got None")


def part_of(arrays, name):
    """The arrays of one part by their names within it; ValueError if there are none."""
    prefix = f"{name}." if name else ""
    own = {k.removeprefix(prefix): v for k, v in arrays.items() if k.startswith(prefix)}
    own = {k: v for k, v in own.items() if "." not in k}
    if any(FIRST.fullmatch(k) for k in own):
        own = {k: v for k, v in own.items() if OWN.fullmatch(k)}
    if own:
        return {k: real(f"{prefix}{k}", value) for k, value in own.items()}
    parts = dict.fromkeys(k.rpartition(".")[0] for k in arrays)
    known = f"one of {', '.join(map(repr, parts))[:200]}"
    raise ValueError(f"name: expected {'none' if [*parts] == [''] else known}, got {brief(name)}")


def real(name, value):
    """A tensor or an array as an array of float32 or float64."""
    if hasattr(value, "detach"):
        kind = str(value.dtype).removeprefix("torch.")
        without = "a tensor on the device meta, which holds none"
        expect(not getattr(value, "is_meta", False), name, "numbers", without)
        array = value.detach().cpu().numpy() if kind in ("float32", "float64") else None
    else:
        kind = getattr(value, "dtype", type(value).__name__)
        array = value if isinstance(value, np.ndarray) else None
    fits = array is not None and array.dtype.kind == "f" and array.dtype.itemsize in (4, 8)
    kind = BRIEF.get(str(kind), str(kind))
    if kind in ("bfloat16", "float16"):
        kind += ", which model.float() makes float32"
    expect(fits, name, "an array or tensor of float32 or float64", kind)
    return array


def recurrent(arrays, relu=False, dropout=0.0):
    """The layer of a recurrent module's arrays, or the cell of a cell's."""
    if "weight_hr_l0" in arrays:
        raise ValueError(
            "proj_size: expected 0, for no cell of rnnlib projects its state, got "
            f"{arrays['weight_hr_l0'].shape[0]}"
        )
    cell = "weight_ih" in arrays
    ways = [False, True] if "weight_ih_l0_reverse" in arrays else [False]
    cells = []
    for layer in [None] if cell else count():
        if f"weight_ih{suffix(layer, False)}" not in arrays:
            break
        cells.append([_cell(arrays, suffix(layer, back), relu) for back in ways])
    return cells[0][0] if cell else network(cells, dropout)


def _cell(arrays, end, relu):
    missing = [n + end for n in NAMES[:2] if n + end not in arrays]
    expect(not missing, "source", f"an array {''.join(missing[:1])!r}", "none")
    W, U, *biases = (arrays.get(name + end) for name in NAMES)
    for name, matrix in zip(NAMES, (W, U), strict=False):
        expect(matrix.ndim == 2 and matrix.size, name + end, "a matrix", f"shape {matrix.shape}")
    gates = len(U) / U.shape[1]
    if gates not in KINDS:
        shapes = "(H, H), (3 H, H) or (4 H, H)"
        raise ValueError(f"weight_hh{end}: expected shape {shapes}, got {U.shape}")
    kind = VanillaReLUCell if gates == 1 and relu else KINDS[gates]
    rows = len(U)
    for name, array, shape in (
        (NAMES[0], W, (rows, W.shape[1])),
        *((n, b, (rows,)) for n, b in zip(NAMES[2:], biases, strict=True) if b is not None),
    ):
        expect(array.shape == shape, name + end, f"shape {shape}", array.shape)
    return cell_of(kind, *(None if a is None else ours(kind, a.T) for a in (W, U, *biases)))


def ours(kind, columns):
    """Columns in PyTorch's order and sense of gates as in rnnlib's."""
    return reordered(negated(columns, GATES[kind], "u"), GATES[kind], order(kind))


def theirs(kind, columns):
    """Columns in rnnlib's order and sense of gates as in PyTorch's."""
    return negated(reordered(columns, order(kind), GATES[kind]), GATES[kind], "u")


def matrix_part(arrays, embeds):
    """A `Linear` or an `Embedding`, of a part whose arrays are a matrix and perhaps a bias."""
    expect(
        arrays.keys() <= {"weight", "bias"} and np.ndim(arrays.get("weight")) == 2,
        "name",
        "parts that are recurrent, linear or an embedding",
        f"one with {', '.join(f'{k} {v.shape}' for k, v in arrays.items())[:100]}",
    )
    if embeds and "bias" not in arrays:
        return embedding_of(arrays["weight"])
    return linear_of(arrays["weight"].T, arrays.get("bias", 0))
