"""What a network in a file is given to read, checked before anything is run."""

import zipfile

import numpy as np

from rnnlib.edge import expect, path_of
from rnnlib.interop.file_parts import (
    apart,
    arrays_of,
    called,
    front_of,
    parts_in,
    reads_embedded,
)
from rnnlib.layers import Embedding, Linear
from rnnlib.ops import softmax
from rnnlib.tasks.characters import Text
from rnnlib.tasks.corpora import file_source

SAVED = "a file of numpy.save with numbers"
NO_ARRAY = (ValueError, OSError, EOFError, zipfile.BadZipFile)  # what np.load raises
ONNX = "embeddings can be named in files of PyTorch and Keras alone; give their vectors as input"
VECTORS = "the vectors that it reads, one-hot perhaps, as --input"
ONE = "one sequence, (T, {D}) numbers or (T,) symbols, or several, (T, B, {D}) or (T, B)"


def check_given(net, path, name, *, input=None, text=None, corpus=None):
    """ValueError unless ``net``, the parts ``name`` of the file ``path``, can read what is given.

    ``input``, ``text`` and ``corpus`` are those of `rnnlib.interop.look.look`.
    """
    pair = apart(path, name)
    expect(not pair, "name", "parts that follow each other", _gap(pair))
    if input is not None:
        expect(text is None, "input", "none beside a text", input)
        _check_input(net, path, name, input)
    if text is not None:
        expect(text, "text", "at least one character", "none")
        _is_file("corpus", corpus)
        read = Text(file_source(corpus, "corpus"))
        _check_alphabet(net, path, name, read.V, corpus)
        _check_predictions(net, path, name, read.encode(text, "text")[:, None])


def _gap(pair):
    below, above = pair or ("", "")
    return f"{below},{above}, where {above} does not read the outputs of {below} as they are"


def _is_file(argument, path):
    there = path_of(argument, path).is_file()
    expect(there, argument, "a file", f"{path}, where there is none")


def _check_input(net, path, name, file):
    x, D = _loaded(file), net.input_size
    got, symbols = f"{x.dtype} {x.shape} in {file}", x.dtype.kind in "iu"
    if isinstance(_ends(net)[0], Embedding):
        expect(symbols, "input", "symbols (T,) or (T, B), for an embedding", got)
    fits = x.ndim in (1, 2) if symbols else x.ndim in (2, 3) and x.shape[-1] == D
    expect(fits and x.size, "input", ONE.format(D=D), got)
    if symbols:
        _check_front(net, path, name, None, f"{file} holds symbols", max(2, x.max() + 1))
        expected = f"symbols from 0 to {D - 1}"
        expect(x.min() >= 0, "input", expected, f"{x.min()} in {file}")
        expect(x.max() < D, "input", expected, f"{x.max()} in {file}")
    elif not np.isfinite(x).all():
        expect(False, "input", "finite numbers", f"{x[~np.isfinite(x)][0]} in {file}")


def _loaded(file):
    _is_file("input", file)
    try:
        x = np.load(file, allow_pickle=False)
    except NO_ARRAY as fault:
        what = "which holds objects" if "Object arrays" in str(fault) else "which is none"
        raise ValueError(f"input: expected {SAVED}, got {file}, {what}") from None
    expect(isinstance(x, np.ndarray), "input", SAVED, f"{file}, which holds several arrays")
    expect(x.dtype.kind in "fiu", "input", SAVED, f"{x.dtype} in {file}")
    return x


def _check_alphabet(net, path, name, V, corpus):
    (bottom, top), D, O = _ends(net), net.input_size, net.output_size
    got, has = f"{V} in {corpus}", f"the corpus has {V} symbols"
    _check_front(net, path, name, V, f"the network takes {D} numbers and {has}")
    what = (
        "the embedding has rows" if isinstance(bottom, Embedding) else "the network takes numbers"
    )
    more = f" ({ONNX})" if path.suffix == ".onnx" else ""
    expect(D == V, "corpus", f"{D} symbols, as many as {what}{more}", got)
    if isinstance(top, Linear):
        expect(O == V, "corpus", f"{O} symbols, as many as the readout gives numbers", got)


def _check_front(net, path, name, V, why, least=2):
    """ValueError if the symbols are for an embedding that was not named."""
    bottom = _ends(net)[0]
    if isinstance(bottom, Embedding):
        return
    expect(
        not isinstance(bottom, Linear), "name", "a first part that reads symbols", "a linear one"
    )
    if path.suffix != ".onnx":
        front = front_of(path, name, net, V, least)
        if front is not None:
            got = f"{','.join(called(parts_in(path), name))} alone"
            expect(False, "name", _wanted(front, path.suffix == ".keras", why), got)
        return
    embedded = reads_embedded(path, name)
    expect(not embedded, "path", "a network that reads symbols", f"one behind an embedding: {ONNX}")


def _wanted(front, known, why):
    """What is expected of a name that leaves out an embedding; ``known`` is what lies between."""
    if front.names is None:
        looks = f"{front.embedding} looks like the embedding" if not known else ""
        looks = looks or f"{front.embedding} is an embedding in front of it"
        return f"all from the embedding on, or {VECTORS}, since {looks} and {why}"
    rest = "" if known else ", where all else between them is left out"
    return f"the embedding, too, --name {','.join(front.names)}{rest}, or {VECTORS}, since {why}"


def _check_predictions(net, path, name, x):
    """ValueError where a readout gives anything but finite numbers."""
    with np.errstate(all="ignore"):  # what it would warn of is told below
        y = net.forward(x)[0]
        if not isinstance(_ends(net)[1], Linear) or np.isfinite(softmax(y)).all():
            return
    for key, array in arrays_of(path, name, net).items():
        wrong = array[~np.isfinite(array)]
        if wrong.size:
            raise ValueError(f"path: expected a network of finite numbers, got {wrong[0]} in {key}")
    expect(False, "path", "a network that gives finite numbers for the text", "one that does not")


def _ends(net):
    """The first and the last of its layers."""
    layers = getattr(net, "layers", [net])
    return layers[0], layers[-1]
