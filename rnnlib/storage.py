"""Parameters on disk: an ``.npz`` file that holds plain arrays and is read without pickle.

Any zip reader or ``np.load`` opens it: one entry per parameter under its own name, and one entry
`HEADER`, a line of JSON that says which package, which format and what kind of model wrote it.
"""

import io
from collections.abc import Mapping

import numpy as np

from rnnlib.edge import any_array, brief, expect, one_of, path_of
from rnnlib.files import replaced

HEADER = "__rnnlib__"
FORMAT = 1
LONGEST = 60_000  # bytes of a name, fewer than a zip file can hold


def save(path, params, *, kind=None):
    """Write ``params``, a dict name → float array or anything that has ``.params``, to ``path``.

    ``kind`` is a word for what the parameters belong to, which `load` compares; without one, the
    answer of ``params.describe()`` if there is such a method. Parameters of equal shape can mean
    different things: tanh and ReLU cells, say.

    The file is called exactly ``path`` and appears only when complete: it is written beside its
    place and moved there in one act, so that a kill leaves the old file or the new one. The same
    parameters give the same bytes.
    """
    arrays, kind = _receiver(params, kind)
    if HEADER in arrays:
        raise ValueError(f"params: expected other names than {HEADER!r}, got it among them")
    write(path, arrays, {"kind": kind} | _alphabet(params))


def write(path, arrays, header):
    """Write arrays by name, and a header that JSON can hold, to ``path``, in one act."""
    import json
    import zipfile  # here, for `import rnnlib` is to take no longer than it must

    header = json.dumps({"format": FORMAT} | header)
    with replaced(path) as file, zipfile.ZipFile(file, "w") as archive:
        for name, array in {HEADER: np.array(header), **arrays}.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)


def load(path, params, *, kind=None):
    """Read ``path`` into ``params``, a dict name → array or anything that has ``.params``.

    The arrays are written in place, and only after everything in the file has been read and found
    to fit: the kind where both sides name one (see `save`), the names, the shapes, the types.

    ValueError: a file that is damaged, that `save` has not written, or that holds other parameters.
    FileNotFoundError: no file.
    """
    arrays, kind = _receiver(params, kind)
    path = path_of("path", path)
    expect(not path.is_dir(), "path", "a file", f"the folder {path}")
    found, header = read(path)
    other = header["kind"]
    if kind != other and kind is not None and other is not None:
        raise ValueError(f"{path}: expected parameters of {kind}, got those of {other}")
    if arrays.keys() != found.keys():
        raise ValueError(f"{path}: expected parameters {_list(arrays)}, got {_list(found)}")
    alphabet = _alphabet(params)
    if alphabet and header.get("alphabet", alphabet["alphabet"]) != alphabet["alphabet"]:
        own, old = alphabet["alphabet"], header["alphabet"]
        raise ValueError(
            f"{path}: expected parameters for the alphabet {brief(own)}, got {brief(old)}"
        )
    first = {}  # of those that share one array, as layers do that stand in several places
    for name, array in arrays.items():
        twin = first.setdefault(id(array), name)
        if _form(array) != _form(found[name]):
            raise ValueError(
                f"{path}: expected {brief(name)} as {_form(array)}, got {_form(found[name])}"
            )
        if not array.flags.writeable:
            raise ValueError(f"params: expected writeable arrays, got {brief(name)} read-only")
        if not np.array_equal(found[twin], found[name], equal_nan=True):
            raise ValueError(
                f"{path}: expected the same numbers for {brief(twin)} and {brief(name)}, "
                "which are one array here, got different ones"
            )
    for name, array in arrays.items():
        array[...] = found[name]


def _receiver(params, kind):
    """The arrays by name, and the kind if one is known."""
    if kind is not None:
        one_of("kind", kind, str, "a word")
    elif hasattr(params, "describe") and not isinstance(params, type):
        kind = str(params.describe())
    arrays = getattr(params, "params", params)
    if not isinstance(arrays, Mapping):
        got = type(params).__name__
        raise ValueError(f"params: expected a dict of arrays or an object with .params, got {got}")
    for name, array in arrays.items():
        if not isinstance(array, np.ndarray) or not np.issubdtype(array.dtype, np.floating):
            got = getattr(array, "dtype", type(array).__name__)
            raise ValueError(f"params: expected float arrays, got {brief(name)} of type {got}")
        fits = isinstance(name, str) and "\0" not in name
        fits = fits and len(name.encode(errors="replace")) <= LONGEST
        fits = fits and name.encode(errors="ignore").decode() == name  # no lone surrogate
        expect(fits, "params", "words as names", brief(name))
        any_array(name, array)
    return arrays, kind


def _alphabet(params):
    """{"alphabet": …} of a model of symbols: they mean nothing in another one of equal size."""
    alphabet = getattr(getattr(params, "text", params), "alphabet", None)
    return {} if alphabet is None else {"alphabet": alphabet}


def read(path):
    """The arrays by name and the header in a file of `write`, all checked against its checksum."""
    import json
    import zipfile

    with open(path, "rb") as file:
        return _unpacked(path, file, json, zipfile)


def _unpacked(path, file, json, zipfile):
    try:
        with zipfile.ZipFile(file) as archive:
            arrays = {
                name.removesuffix(".npy"): np.lib.format.read_array(
                    io.BytesIO(archive.read(name)), allow_pickle=False
                )
                for name in archive.namelist()
            }
        header = json.loads(arrays.pop(HEADER).item())
        if header["format"] != FORMAT:
            raise ValueError(f"format {header['format']} instead of {FORMAT}")
        return arrays, {"kind": header["kind"]} | header
    except Exception as fault:  # a damaged file can fail in any layer of zip, zlib, npy and json
        raise ValueError(
            f"{path}: expected a file written by rnnlib.storage.save, "
            f"got one that cannot be read ({type(fault).__name__}: {fault})"
        ) from fault


def _form(array):
    return f"{array.dtype.newbyteorder('=')} of shape {array.shape}"


def _list(arrays):
    return "{" + ", ".join(f"{name} {array.shape}" for name, array in arrays.items()) + "}"
