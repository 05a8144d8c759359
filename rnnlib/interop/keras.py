"""Weights from Keras 3 and to Keras 3.

Neither way changes a bit. Keras' LSTM has the gates in the order i, f, g, o, its GRU z, r, n with
z = 1 − u; with ``reset_after`` the GRU has two biases, which are the two rows of its array. Keras'
own equations stand in the documentation of keras.layers.SimpleRNN, LSTM and GRU.
"""

import numpy as np

from rnnlib.cells import Cell, GRUCell, LSTMCell, ResetAfterGRUCell, VanillaCell, VanillaReLUCell
from rnnlib.edge import brief, expect
from rnnlib.interop.biases import NoBias, TwoBiases, plain
from rnnlib.interop.blocks import cell_of, flattened, negated, order, reordered, weights_of
from rnnlib.interop.keras_chain import KINDS
from rnnlib.interop.keras_matrices import matrix_of
from rnnlib.interop.keras_parts import only, parts_of
from rnnlib.layers import Bidirectional, Recurrent, Reversed, Stacked

GATES = {  # our cells with their gates in Keras' order, in our letters
    VanillaCell: "a",
    VanillaReLUCell: "a",
    LSTMCell: "ifgo",
    GRUCell: "urn",
    ResetAfterGRUCell: "urn",
}
MADE = {"a": "SimpleRNN", "ifgo": "LSTM", "urn": "GRU"}


def from_keras(source, name=None):
    """The layer of rnnlib that computes what the recurrent layers of a Keras model compute.

    source  a layer or a model of Keras 3 (Sequential, functional); or the path of a file,
            ``.keras`` or ``.weights.h5``, which is read without Keras.
    name    of one layer, or a list of several, which become a `Stacked` in that order, where there
            may also be Embedding and Dense (as the last one with softmax, too: it then gives the
            numbers that the softmax is taken of). By default it is all recurrent layers, if the
            model says that each reads all outputs of the one before, with nothing between them but
            dropout.

    A `Recurrent`, a `Bidirectional` for one that concatenates, a `Reversed` of one that reads from
    the end (``go_backwards``, or above such a layer), or a `Stacked`. Arrays are (T, B, D), and y
    has all steps, whatever ``return_sequences`` was; y_t stands where x_t does, while Keras gives
    what read from the end with the last step first. Dropout, which is for training, is left out.
    A ``.weights.h5`` does not say which functions it is for: they are taken to be Keras' own.
    ValueError: anything that rnnlib does not compute.
    """
    parts = parts_of(source)
    own = [part for part in parts if part.kind in KINDS]
    expect(own, "source", "a model with SimpleRNN, LSTM, GRU or a Bidirectional", "none")
    if isinstance(name, str):
        name = [name]
    expect(name is None or isinstance(name, list | tuple), "name", "a name or a list", brief(name))
    chosen = own if name is None else [only(parts, one) for one in name]
    expect(chosen, "name", "one name or more", brief(name))
    if name is None:
        _check_chain(own)
    layers, turned = [], False
    for k, part in enumerate(chosen, start=1):
        if part.kind not in KINDS:
            layers.append(matrix_of(part, last=k == len(chosen)))
            continue
        layer = _layer(part)
        turned ^= part.config.get("go_backwards", False)  # Keras' outputs, from here on
        layers.append(Reversed(layer) if turned else layer)
    return layers[0] if len(layers) == 1 else Stacked(layers)


def to_keras(layer):
    """The layer of Keras 3 with a layer's weights, built; for a `Stacked` a Sequential.

    Layers give all steps, those that read from the end (``go_backwards``) the last step first. Two
    biases where Keras has one are added. ValueError: what Keras lacks.
    """
    try:
        import keras
    except ImportError:
        raise ImportError(
            "to_keras needs Keras 3 and one of its backends: pip install keras"
        ) from None
    made, before = [], False
    for part, turned in flattened(layer):
        made.append(_made(keras, part, turned != before))
        before = turned
    if len(made) == 1 and not isinstance(layer, Stacked):
        return made[0]
    given = keras.Input((None, layer.input_size), dtype=layer.dtype.name)
    model = keras.Sequential([given, *made])
    model.dtype_policy = layer.dtype.name  # or it rounds what it is given
    return model


def _made(keras, layer, backwards):
    """The layer of Keras, ``backwards`` against what it is given."""
    dtype = layer.dtype.name
    if isinstance(layer, Bidirectional):
        alone = "a Bidirectional that reads what it is given from the start, as Keras' own does"
        expect(not backwards, "layer", alone, "one below which, or around which, is a Reversed")
        ways = [_made(keras, Recurrent(_cell(part)), k == 1) for k, part in enumerate(layer.layers)]
        made = keras.layers.Bidirectional(ways[0], backward_layer=ways[1], dtype=dtype)
        made.build((None, None, layer.input_size))
        made.set_weights([array for way in ways for array in way.get_weights()])
        return made
    cell = _cell(layer)
    kind, arrays = _theirs(cell)
    made = getattr(keras.layers, MADE[GATES[kind]])(
        cell.H,
        return_sequences=True,
        use_bias=len(arrays) == 3,
        go_backwards=backwards,
        dtype=dtype,
        **({"activation": "relu"} if kind is VanillaReLUCell else {}),
        **({"reset_after": kind is ResetAfterGRUCell} if "u" in GATES[kind] else {}),
    )
    made.build((None, None, cell.D))
    made.set_weights(arrays)
    return made


def _check_chain(parts):
    for k, part in enumerate(parts[1:]):
        if part.reads != k:
            names = ", ".join(repr(one.name) for one in parts)[:200]
            raise ValueError(
                f"name: expected one of {names}, or a list of those that are to be stacked, since "
                f"the source does not say that {part.name!r} reads the outputs of "
                f"{parts[k].name!r} and nothing else, got None"
            )
    for part in parts:
        known = f"{part.name!r}, or a list of those that are to be stacked, since the source calls"
        expect(part.once, "name", f"{known} {part.name!r} more than once", None)


def _layer(part):
    if part.kind != "Bidirectional":
        _check(part)
        return Recurrent(_from(part))
    merged = part.config.get("merge_mode", "concat")
    expect(merged == "concat", "merge_mode", "'concat', as rnnlib does it", brief(merged))
    ahead, back = part.ways
    _check(ahead, backwards=(False,))
    _check(back, backwards=(True, False))  # a file has its configuration as that of the first
    return Bidirectional(*(Recurrent(_from(way)) for way in (ahead, back)))


def _check(part, backwards=(True, False)):
    """ValueError for a configuration of what rnnlib does not compute."""
    config, own = part.config, {"activation": ("tanh",), "stateful": (False,)}
    own |= {"go_backwards": backwards, "recurrent_activation": ("sigmoid",)}
    if part.kind == "SimpleRNN":
        own["activation"] = ("tanh", "relu")
    for name, known in own.items():
        value = config.get(name, known[0])
        expected = f"{' or '.join(map(repr, known))} in {part.name!r}"
        expect(value in known, name, expected, brief(value))


def _from(part):
    """The cell of a part with arrays."""
    kernel, recurrent, *bias = part.arrays
    for array in part.arrays:
        fits = array.dtype in (np.float32, np.float64)
        expect(fits, part.name, "weights of float32 or float64", array.dtype)
    kind = {"SimpleRNN": VanillaCell, "LSTM": LSTMCell, "GRU": GRUCell}[part.kind]
    if part.config.get("activation") == "relu":
        kind = VanillaReLUCell
    if kind is GRUCell:
        after = part.config.get("reset_after", bias[0].ndim == 2 if bias else None)
        says = "a model or a .keras file, which says so of a GRU without a bias"
        expect(after is not None, "reset_after", says, "weights alone")
        kind = ResetAfterGRUCell if after else GRUCell
    biases = [*bias[0]] if bias and bias[0].ndim == 2 else bias
    return cell_of(
        kind, *(_turned(a, GATES[kind], order(kind)) for a in (kernel, recurrent, *biases))
    )


def _theirs(cell):
    """The kind of a cell, and its arrays as Keras has them."""
    kind, known = plain(type(cell)), ", ".join(k.__name__ for k in GATES)
    expect(kind in GATES, "layer", f"a cell that Keras has, {known}", kind.__name__)
    W, U, b, b_U = weights_of(cell)
    arrays = [W, U]
    if not isinstance(cell, NoBias):
        after = kind is ResetAfterGRUCell
        one = b + b_U if isinstance(cell, TwoBiases) and not after else b
        arrays.append(np.stack([b, b_U]) if after else one)
    return kind, [_turned(a, order(kind), GATES[kind]) for a in arrays]


def _turned(array, given, wanted):
    """Columns in another order, and with the sum that leads to u or to Keras' z = 1 − u."""
    return reordered(negated(array, given, "u"), given, wanted)


def _cell(layer):
    if isinstance(layer, Cell):
        return layer
    what = "Recurrent, Reversed, Bidirectional or Stacked layers"
    expect(isinstance(layer, Recurrent), "layer", what, type(layer).__name__)
    return layer.cell
