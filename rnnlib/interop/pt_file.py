"""The arrays in a file of `torch.save`, read without PyTorch, and without running anything in it.

Such a file is a zip archive: the numbers of each storage in an entry ``data/KEY``, and a pickle
that says which tensors lie in them (PyTorch's serialization notes). A pickle may name any function
of any package to be called; here it gets the three or four that stand below, a stand-in for what is
no array and does no harm beside them, or the file is refused.
"""

import pickle
import re
import zipfile
from math import prod

import numpy as np

from rnnlib.edge import expect, path_of

# By the class that the pickle names; the float types that NumPy lacks are kept as raw bytes.
STORAGES = {
    "FloatStorage": "f4",
    "DoubleStorage": "f8",
    "HalfStorage": "f2",
    "BFloat16Storage": "V2",
    "LongStorage": "i8",
    "IntStorage": "i4",
    "ShortStorage": "i2",
    "CharStorage": "i1",
    "ByteStorage": "u1",
    "BoolStorage": "?",
    "ComplexFloatStorage": "c8",
    "ComplexDoubleStorage": "c16",
}
# What a state dict may have beside such arrays, after the expression: its name in the pickle.
PASSED = {
    r"torch\.Size": "a torch.Size",
    r"torch\.device": "a torch.device",
    r"torch\.(bool|(b?float|complex|q?u?int|bits)\d\w*)": "a torch.dtype",
    r"torch\.per_(tensor|channel)_\w+": "a way to quantize",
    r"torch\.serialization\._get_layout": "a layout of tensors",
    r"torch\.Q\w+Storage|torch\._utils\._rebuild_qtensor": "a quantized tensor",
    r"torch\._utils\._rebuild_sparse_tensor": "a sparse tensor",
    r"torch\.storage\.UntypedStorage|torch\._utils\._rebuild_tensor_v3": "a tensor of a rare type",
    r"(__builtin__|builtins)\.set": "a set",
    r"collections\.Counter": "a Counter",
}
STATE_DICT = "a file of torch.save(model.state_dict(), …)"


def read(path):
    """What the file holds: dicts and lists of arrays, numbers and strings.

    For what is none of these and does no harm, such as a sparse tensor, there is a `Passed`.
    ValueError: a file that holds anything else, such as a whole module, or that is damaged. A file
    in the format of before PyTorch 1.6 is left to ``torch.load(…, weights_only=True)``.
    """
    path = path_of("path", path)
    expect(not path.is_dir(), "path", "a file", f"the folder {path}")
    with open(path, "rb") as file:
        try:
            if zipfile.is_zipfile(file):  # which raises where the end of an archive is damaged
                with zipfile.ZipFile(file) as archive:
                    return _Reader(archive).load()
        except Exception as fault:  # a pickle can fail in as many ways as it has operations
            raise ValueError(f"{path}: expected {STATE_DICT}, got one {_said(fault)}") from fault
    return _read_older(path)


class Refused(Exception):
    """A pickle that asks for more than arrays."""


class _Dict(dict):
    """An OrderedDict of the pickle; what else hangs on it, such as versions, is dropped."""

    def __setstate__(self, state):
        pass


class Passed:
    """Stands for what is no array: it takes whatever it is given, and keeps nothing of it."""

    def __init__(self, kind):
        self.dtype = kind  # what it is called where an array is expected

    def __call__(self, *arguments):
        return self

    def __setstate__(self, state):
        pass


class _Reader(pickle.Unpickler):
    """Knows the functions that tensors are rebuilt by, and no other."""

    def __init__(self, archive):
        entry = next((n for n in archive.namelist() if n.split("/", 1)[-1] == "data.pkl"), None)
        if entry is None:
            raise Refused("without data.pkl")
        self.archive, self.root = archive, entry.removesuffix("data.pkl")
        order = f"{self.root}byteorder"
        big = order in archive.namelist() and self.bytes_of("byteorder") == b"big"
        self.order, self.storages = ">" if big else "<", {}
        super().__init__(archive.open(entry))

    def bytes_of(self, name):
        """An entry of the archive; PyTorch compresses none, so that none outgrows the file."""
        info = self.archive.getinfo(self.root + name)
        if info.compress_type != zipfile.ZIP_STORED:
            raise Refused("with compressed entries")
        return self.archive.read(info)

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return _Dict
        if module == "torch" and name in STORAGES:
            return name
        if module == "torch._utils" and name in REBUILDERS:
            return _Rebuilder(REBUILDERS[name])
        for expression, kind in PASSED.items():
            if re.fullmatch(expression, f"{module}.{name}"):
                return Passed(kind)
        told = "which is not loaded, for what a file names could run any code"
        raise Refused(f"that holds {module}.{name}, {told}")

    def persistent_load(self, pid):
        """A storage, as a flat array."""
        _, kind, key, *_ = pid
        if isinstance(kind, Passed):
            return kind
        if key not in self.storages:
            data = self.bytes_of(f"data/{key}")
            self.storages[key] = np.frombuffer(
                data, np.dtype(STORAGES[kind]).newbyteorder(self.order)
            )
        return self.storages[key]


def rebuilt(storage, first, shape, strides, *_):
    """The tensor at ``first`` in its storage, as an array of its own."""
    if isinstance(storage, Passed):
        return storage
    sizes = (first, *shape, *strides)
    if not all(isinstance(n, int) and n >= 0 for n in sizes) or len(shape) != len(strides):
        raise Refused("with a tensor of impossible shape")
    last = first + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))
    if prod(shape) > len(storage) or (prod(shape) and last >= len(storage)):
        raise Refused("with a tensor that is longer than its storage")
    strides = [step * storage.itemsize for step in strides]
    view = np.lib.stride_tricks.as_strided(storage[first:], shape, strides, writeable=False)
    return view.astype(view.dtype.newbyteorder("="), order="C")


REBUILDERS = {"_rebuild_tensor_v2": rebuilt, "_rebuild_parameter": lambda tensor, *_: tensor}


class _Rebuilder:
    """A function that a pickle can call and cannot change."""

    def __init__(self, call):
        self.call = call

    def __call__(self, *arguments):
        return self.call(*arguments)

    def __setstate__(self, state):
        raise Refused("that would change what reads it")


def _read_older(path):
    try:
        import torch
    except ImportError:
        what = "which needs PyTorch to be read (pip install torch)"
        raise ValueError(
            f"{path}: expected {STATE_DICT}, got one in another format, {what}"
        ) from None
    try:
        return torch.load(path, weights_only=True, map_location="cpu")
    except Exception as fault:  # of pickle, of PyTorch, of the file system
        text = "that cannot be read, or holds more than weights"
        raise ValueError(f"{path}: expected {STATE_DICT}, got one {text}") from fault


def _said(fault):
    if isinstance(fault, Refused):
        return str(fault)
    return f"that cannot be read ({type(fault).__name__}: {fault})"
