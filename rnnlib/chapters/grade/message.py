"""What the judge and an attempt say to each other: data alone from the attempt, never code.

An attempt's process is not trusted, so what comes from it is JSON that can only become numbers,
words, arrays and containers of them. What goes to it is pickled, but functions that live in the
judge stay there: it gets a handle, and calls come back.
"""

import base64
import io
import json
import pickle
import struct
from types import FunctionType

import numpy as np

MOST = 200_000_000  # bytes of a message
CONTAINERS = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}


def send(stream, data):
    """Write one message, bytes."""
    stream.write(struct.pack(">Q", len(data)) + data)
    stream.flush()


def receive(stream):
    """The next message, bytes; EOFError where the other side has ended, ValueError where it is too
    long."""
    (n,) = struct.unpack(">Q", _exactly(stream, 8))
    if n > MOST:
        raise ValueError(f"message: expected at most {MOST} bytes, got {n}")
    return _exactly(stream, n)


def _exactly(stream, n):
    data = stream.read(n)
    if len(data) < n:
        raise EOFError
    return data


def plain(value):
    """What JSON can hold of a value; RecursionError where it contains itself."""
    if value is None or isinstance(value, bool):
        return value
    for kind in (str, int, float):
        if isinstance(value, kind) and not isinstance(value, np.generic):
            return kind(value)
    if isinstance(value, np.ndarray | np.generic):
        return _plain_array(value)
    if value is ...:
        return {"kind": "ellipsis"}
    if isinstance(value, complex):
        return {"kind": "complex", "value": [value.real, value.imag]}
    if isinstance(value, dict):
        return {"kind": "dict", "value": [[plain(k), plain(v)] for k, v in value.items()]}
    for name, kind in CONTAINERS.items():
        if isinstance(value, kind):
            return {"kind": name, "value": [plain(part) for part in value]}
    return {"kind": "other", "value": type(value).__name__[:80]}


def _plain_array(value):
    array = np.asarray(value)
    kind = "array" if isinstance(value, np.ndarray) else "scalar"
    if array.dtype.kind not in "biufcSU":
        parts = [plain(part) for part in array.ravel().tolist()]
        return {"kind": "objects", "value": parts, "shape": array.shape}
    data = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    return {"kind": kind, "value": data, "dtype": array.dtype.str, "shape": array.shape}


def whole(found):
    """The value of which `plain` made this; ValueError and the like where it never did."""
    if not isinstance(found, dict):
        return found
    kind, value = found["kind"], found.get("value")
    if kind in CONTAINERS:
        return CONTAINERS[kind](whole(part) for part in value)
    if kind == "dict":
        return {whole(key): whole(part) for key, part in value}
    if kind in ("array", "scalar"):
        return _whole_array(kind, value, found["dtype"], found["shape"])
    if kind == "objects":
        array = np.empty(len(value), object)
        array[:] = [whole(part) for part in value]
        return array.reshape(found["shape"])
    if kind == "complex":
        return complex(*value)
    if kind == "ellipsis":
        return ...
    return type(str(value)[:80].replace("\0", ""), (), {})()  # only what it is called is known


def _whole_array(kind, value, dtype, shape):
    dtype = np.dtype(str(dtype))
    if dtype.hasobject:
        raise ValueError(f"dtype: expected numbers or words, got {dtype}")
    array = np.frombuffer(base64.b64decode(value), dtype).reshape(shape).copy()
    return array if kind == "array" else array[()]


def dumped(value, functions):
    """The value pickled; the judge's own functions in it are kept in the list ``functions``."""
    file = io.BytesIO()
    _Pickler(file, functions).dump(value)
    return file.getvalue()


def loaded(data, call):
    """What `dumped` wrote; ``call(number)`` makes what stands for a function of the judge."""
    return _Unpickler(io.BytesIO(data), call).load()


class _Pickler(pickle.Pickler):
    def __init__(self, file, functions):
        super().__init__(file)
        self._functions = functions

    def persistent_id(self, value):
        if not isinstance(value, FunctionType) or "<" not in value.__qualname__:
            return None  # can be found by its name
        self._functions.append(value)
        return len(self._functions) - 1


class _Unpickler(pickle.Unpickler):
    def __init__(self, file, call):
        super().__init__(file)
        self._call = call

    def persistent_load(self, number):
        return self._call(number)


def to_json(message):
    """A message of the attempt's as bytes."""
    return json.dumps(message).encode("utf-8")


def from_json(data):
    """A message of the attempt's."""
    return json.loads(data)
