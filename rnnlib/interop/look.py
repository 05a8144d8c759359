"""A look inside a network in a file: the notebook that plays it, or that notebook's page."""

import os

import nbformat
import numpy as np

from rnnlib.chapters.execute import ChapterError, execute
from rnnlib.chapters.page.state import CELL
from rnnlib.chapters.page.writer import page
from rnnlib.edge import expect, path_of
from rnnlib.files import replaced
from rnnlib.interop import from_file, runs
from rnnlib.interop.look_cells import notebook
from rnnlib.layers import Embedding


def look(path, out=".", *, as_notebook=False, name=None, input=None, text=None, corpus=None):
    """Write a page into the folder ``out`` that plays the network in the file ``path``.

    The page is called after the file and needs neither Python nor a network to be read;
    ``as_notebook`` writes the notebook instead, to go on from.

    name           which part of the file: see `rnnlib.interop.from_file`.
    input          a file of numpy.save with (T, D) or (T, B, D) numbers, or symbols (T,) or (T, B).
    text, corpus   characters to be read by a network whose symbols are the characters of a text
                   file, the corpus, sorted.

    Returns the path of what was written. ValueError: a file or an input that will not do.
    """
    path, out = path_of("path", path), path_of("out", out)
    expect((text is None) == (corpus is None), "text", "one together with a corpus", "one of them")
    net = from_file(path, name)
    files = {"input": input, "corpus": corpus}
    given = {k: _seen_from(out, path_of(k, file)) for k, file in files.items() if file is not None}
    out.mkdir(parents=True, exist_ok=True)
    nb = notebook(net, _names(net), path=_seen_from(out, path), name=name, text=text, **given)
    place = out / f"{path.name.split('.')[0]}.{'ipynb' if as_notebook else 'html'}"
    if as_notebook:
        written = nbformat.writes(nb) + "\n"
    else:
        nb.cells.append(nbformat.v4.new_code_cell(CELL))
        try:
            written = page(place, execute(nb, out)).text
        except ChapterError as error:
            raise ValueError(f"{path}: {error}") from error
    with replaced(place, "w") as file:
        file.write(written)
    return place


def _names(net):
    """What the runs of a layer are called: those of two steps of anything."""
    bottom = getattr(net, "layers", [net])[0]
    symbols = isinstance(bottom, Embedding)
    x = np.zeros((2, 1), int) if symbols else np.zeros((2, 1, net.input_size))
    found = list(runs(net.forward(x)[1]))
    expect(found, "path", "a file with a recurrent network", "one without")
    return found


def _seen_from(folder, path):
    """A path as it is written in a notebook in that folder."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # on another drive of Windows
        return os.path.abspath(path)
