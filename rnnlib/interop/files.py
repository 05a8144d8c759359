"""A network in a file, whichever library wrote it."""

from rnnlib import interop
from rnnlib.cells import Cell
from rnnlib.edge import brief, expect, path_of
from rnnlib.layers import Recurrent

READERS = {
    ".pt": "from_torch",
    ".pth": "from_torch",
    ".keras": "from_keras",
    ".h5": "from_keras",
    ".onnx": "from_onnx",
}


def from_file(path, name=None, *, nonlinearity=None):
    """The layer of rnnlib that computes what the network in a file computes.

    The ending tells who wrote it: ``.pt`` and ``.pth`` PyTorch, ``.keras`` and ``.h5`` Keras,
    ``.onnx`` whoever exports ONNX. ``name`` is that of `from_torch`, `from_keras` or `from_onnx`.
    ``nonlinearity`` is that of `from_torch`: files of PyTorch do not say which one an nn.RNN takes.
    A cell becomes a `Recurrent`.
    """
    path = path_of("path", path)
    known = ", ".join(READERS)
    expect(path.suffix in READERS, "path", f"a file that ends in one of {known}", path.name)
    expect(path.is_file(), "path", "a file", f"{path}, where there is none")
    reader, torch = getattr(interop, READERS[path.suffix]), READERS[path.suffix] == "from_torch"
    expect(
        torch or nonlinearity is None,
        "nonlinearity",
        f"none for {path.suffix}, which says it itself",
        brief(nonlinearity),
    )
    more = {"nonlinearity": nonlinearity} if torch else {}
    found = reader(path, **more) if name is None else reader(path, name, **more)
    return Recurrent(found) if isinstance(found, Cell) else found
