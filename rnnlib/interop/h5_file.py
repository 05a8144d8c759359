"""The layers in a file of weights that Keras 3 has written, read with h5py alone.

They are those that are recurrent, embeddings or dense. The file says neither which functions a
layer has nor how layers are joined, only the names of groups, such as layers/lstm_1/cell/vars. What
lies in other files is not followed.
"""

import re

from rnnlib.edge import expect
from rnnlib.interop.keras_chain import MATRICES, Part

GATES = {1: "SimpleRNN", 3: "GRU", 4: "LSTM"}  # by how many there are
FAULTS = (OSError, KeyError, RuntimeError, TypeError, AttributeError, OverflowError)  # h5py's own


def read(file, name):
    """The parts in a file, by the names there; their kinds follow from shapes.

    ``name`` is what a message calls the file. ValueError: none that Keras 3 has written.
    """
    try:
        import h5py
    except ImportError:
        raise ImportError("a file of Keras needs h5py: pip install h5py") from None
    try:
        with h5py.File(file, "r") as opened:
            expect("layers" in opened, "source", "a file of weights of Keras 3", name)
            return list(_parts(_inside(opened, "layers", h5py), h5py, ""))
    except FAULTS as fault:
        got = " ".join(str(fault).split())[:100]
        raise ValueError(f"source: expected a file of weights of Keras 3, got {got}") from None


def _parts(group, h5py, prefix):
    for key in sorted(group, key=_counted):
        inner, name = _inside(group, key, h5py), prefix + key
        if "forward_layer" in inner:
            ways = [
                _part(_inside(inner, way, h5py), f"{name}/{way}", h5py)
                for way in ("forward_layer", "backward_layer")
            ]
            yield Part(name, "Bidirectional", ways=tuple(ways))
        elif "cell" in inner:
            yield _part(inner, name, h5py)
        elif "layers" in inner:
            yield from _parts(_inside(inner, "layers", h5py), h5py, f"{name}/")
        elif kind := next((k for k in MATRICES if re.fullmatch(rf"{k.lower()}(_\d+)?", key)), None):
            yield from _matrix(inner, name, kind, h5py)


def _part(group, name, h5py):
    held = _inside(_inside(group, "cell", h5py), "vars", h5py)
    arrays = tuple(_array(held, str(k), h5py) for k in range(len(held)))
    got = " ".join(str(a.shape) for a in arrays)
    expect(len(arrays) in (2, 3), "source", f"two or three arrays of {name!r}", got)
    kernel, recurrent, *bias = arrays
    H, columns = len(recurrent) if recurrent.ndim else 0, kernel.shape[-1:]
    fits = kernel.ndim == recurrent.ndim == 2 and 0 not in kernel.shape + recurrent.shape
    fits = fits and recurrent.shape[1:] == columns and columns[0] in [H * G for G in GATES]
    fits = fits and all(b.shape in (columns, (2, *columns)) for b in bias)
    expect(fits, "source", f"weights of SimpleRNN, LSTM or GRU in {name!r}", got)
    return Part(name, GATES[columns[0] // H], arrays=arrays)


def _matrix(group, name, kind, h5py):
    held = _inside(group, "vars", h5py) if "vars" in group else {}
    arrays = tuple(_array(held, key, h5py) for key in sorted(held))
    matrix, *others = [a.shape for a in arrays] or [()]
    if len(matrix) == 2 and 0 not in matrix and others in ([], [matrix[1:]]):
        yield Part(name, kind, arrays=arrays)  # others, of several matrices, are none of ours


def _array(group, key, h5py):
    data = _inside(group, key, h5py)
    whole = not data.external and not data.is_virtual
    whole = whole and data.id.get_storage_size() >= data.nbytes  # or memory would be asked for it
    expect(whole, "source", "weights that lie in the file", f"others in {data.name}")
    return data[()]


def _inside(group, key, h5py):
    own = isinstance(group.get(key, getlink=True), h5py.HardLink | type(None))
    expect(own, "source", "weights that lie in the file", f"a link in {group.name}")
    return group[key]


def _counted(name):
    """Sorts lstm, lstm_1, …, lstm_10."""
    head, _, tail = name.rpartition("_")
    return (head, int(tail)) if tail.isdecimal() else (name, 0)
