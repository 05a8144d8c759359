"""What all libraries share: the order of gates, the sense of a gate, layers and directions.

Weights of one layer in one direction are, in rnnlib's form, W (D, G·H), U (H, G·H) and biases
(G·H,), the blocks of columns in the order of the cell's gates, u writing. Other libraries have
other orders: PyTorch i f g o, Keras i f g o, ONNX i o f g; r u n in PyTorch, u r n in Keras and
ONNX; and their update gate keeps, so that the sum that leads to it has the opposite sign.
"""

import numpy as np

from rnnlib.cells import Cell
from rnnlib.edge import expect
from rnnlib.interop.biases import NoBias, TwoBiases, has_own, plain, variant
from rnnlib.layers import Bidirectional, Embedding, Linear, Recurrent, Reversed, Stacked


def order(kind):
    """The gates of a cell class in the order of its columns, as one word: "ifog"."""
    return "".join(kind.inputs or kind.gates)


def reordered(array, given, wanted, axis=-1):
    """Blocks of equal size along ``axis``, from the order ``given``, "ifgo", to another, "ifog"."""
    parts = dict(zip(given, np.split(array, len(given), axis), strict=True))
    return np.concatenate([parts[gate] for gate in wanted], axis)


def negated(array, gates, gate, axis=-1):
    """The block of one gate with the opposite sign: σ(−z) = 1 − σ(z). Twice, it changes no bit."""
    parts = np.split(array, len(gates), axis)
    return np.concatenate([-p if g == gate else p for g, p in zip(gates, parts, strict=True)], axis)


def cell_of(kind, W, U, b=None, b_U=None, **others):
    """A cell of this kind with copies of these weights, in their float type.

    ``b`` and ``b_U``, both of all gates, are the biases beside x W and h⁻ U, ``others`` parameters
    such as P. A ``b_U`` that is zero is left out, and without ``b`` there is none at all; a cell
    that has a b_U by its equations takes the last block of it. `weights_of` is the way back.
    """
    H, own = len(U), {}
    if b is None:
        kind = variant("NoBias", kind)
    else:
        own = {"b": b}
        b_U = np.zeros_like(b) if b_U is None else b_U
        shared = b_U[: -H if has_own(kind) else None]
        if _any_bit(shared):
            kind, own["b_U"] = variant("TwoBias", kind), b_U
        elif has_own(kind):
            own["b_U"] = b_U[-H:]
    cell = kind(len(W), H, rng=np.random.default_rng(0), dtype=W.dtype)
    for name, array in ({"W": W, "U": U} | own | others).items():
        target = cell.params[name]
        fits = array.shape == target.shape and array.dtype == target.dtype
        got = f"{array.dtype} {array.shape}"
        expect(fits, name, f"{target.dtype} {target.shape} for {kind.__name__}", got)
        target[...] = array
    return cell


def weights_of(cell):
    """(W, U, b, b_U) of a cell as `cell_of` takes them: b is None without biases, b_U never else.

    The arrays may be the cell's own.
    """
    params = cell.params
    if isinstance(cell, NoBias):
        return params["W"], params["U"], None, None
    b, b_U = params["b"], np.zeros_like(params["b"])
    if isinstance(cell, TwoBiases):
        b_U = params["b_U"]
    elif has_own(type(cell)):
        b_U[-cell.H :] = params["b_U"]
    return params["W"], params["U"], b, b_U


def embedding_of(E):
    """The `Embedding` with a copy of the vectors E (N, D)."""
    layer = Embedding(*E.shape, rng=np.random.default_rng(0), dtype=E.dtype)
    layer.params["E"][:] = E
    return layer


def linear_of(V, b=0):
    """The `Linear` with copies of V (D, O) and b (O,)."""
    layer = Linear(*V.shape, rng=np.random.default_rng(0), dtype=V.dtype)
    layer.params["V"][:] = V
    layer.params["b"][:] = b
    return layer


def network(cells, dropout=0.0):
    """The layer of rnnlib made of ``cells``: per layer, from the bottom, those of one or two ways.

    A `Recurrent`, a `Bidirectional` of two, or a `Stacked` of such.
    """
    layers = [
        Recurrent(way[0]) if len(way) == 1 else Bidirectional(*map(Recurrent, way)) for way in cells
    ]
    return layers[0] if len(layers) == 1 else Stacked(layers, dropout)


def cells_of(layer):
    """The cells of a layer as `network` takes them: ValueError if it is made of anything else."""
    if isinstance(layer, Cell):
        return [[layer]]
    if isinstance(layer, Recurrent):
        return [[layer.cell]]
    if isinstance(layer, Bidirectional):
        return [[cell for part in layer.layers for cell in _one(part)]]
    if isinstance(layer, Stacked):
        return [_one(part) for part in layer.layers]
    what = "a cell, a Recurrent, a Bidirectional of two, or a Stacked of such"
    raise ValueError(f"layer: expected {what}, got {type(layer).__name__}")


def flattened(layer, turned=False):
    """[(layer, turned)] from the bottom up of stacks in stacks; ``turned`` reads from the end."""
    if isinstance(layer, Reversed):
        return flattened(layer.layers[0], not turned)
    if isinstance(layer, Stacked):
        return [one for part in layer.layers for one in flattened(part, turned)]
    return [(layer, turned)]


def uniform(cells, what):
    """The kind (a class of `rnnlib.cells`) and the H of all cells; ValueError if they differ.

    ``what`` says in words what needs that they do not.
    """
    flat = [cell for way in cells for cell in way]
    for name, values in {
        "of one kind": [plain(type(cell)).__name__ for cell in flat],
        "of one size": [cell.H for cell in flat],
        "in as many directions": [len(way) for way in cells],
    }.items():
        if len(found := list(dict.fromkeys(values))) > 1:
            got = " and ".join(map(str, found))
            raise ValueError(f"layer: expected all layers {name} for {what}, got {got}")
    return plain(type(flat[0])), flat[0].H


def _one(layer):
    found = cells_of(layer)
    if len(found) == 1:
        return found[0]
    raise ValueError("layer: expected stacks of single layers, got a stack inside another layer")


def _any_bit(array):
    """Whether any number is not +0."""
    return bool(array.any() or np.signbit(array).any())
