"""A look inside a network in a file: the notebook that plays it, or that notebook's page."""

import os

import nbformat
import numpy as np
from tqdm.auto import tqdm

from rnnlib.chapters.execute import ChapterError, execute
from rnnlib.chapters.page.state import CELL
from rnnlib.chapters.page.writer import page
from rnnlib.edge import expect, path_of
from rnnlib.files import replaced
from rnnlib.interop import from_file, runs
from rnnlib.interop.look_cells import notebook
from rnnlib.interop.look_given import check_given
from rnnlib.layers import Embedding


def look(
    path,
    out=".",
    *,
    as_notebook=False,
    name=None,
    nonlinearity=None,
    input=None,
    text=None,
    corpus=None,
):
    """Write a page into the folder ``out`` that plays the network in the file ``path``.

    The page is called after the file and needs neither Python nor a network to be read;
    ``as_notebook`` writes the notebook instead, to go on from, if there is none yet.

    name           which part of the file: see `rnnlib.interop.from_file`.
    nonlinearity   "tanh" or "relu", of an nn.RNN in a file of PyTorch, which does not say.
    input          a file of numpy.save with (T, D) or (T, B, D) numbers, or symbols (T,) or (T, B).
    text, corpus   characters to be read by a network whose symbols are the characters of a text
                   file, the corpus, sorted.

    Returns the path of what was written. ValueError: a file, or something to be read, that will not
    do; a name that leaves out the embedding of a network that is to read symbols.
    """
    path, out = path_of("path", path), path_of("out", out)
    expect((text is None) == (corpus is None), "text", "one together with a corpus", "one of them")
    net = from_file(path, name, nonlinearity=nonlinearity)
    names = _names(net)
    check_given(net, path, name, input=input, text=text, corpus=corpus)
    files = {"input": input, "corpus": corpus}
    given = {k: _seen_from(out, path_of(k, file)) for k, file in files.items() if file is not None}
    out.mkdir(parents=True, exist_ok=True)
    file = {"path": _seen_from(out, path), "name": name, "nonlinearity": nonlinearity}
    nb = notebook(net, names, **file, text=text, **given)
    stem = path.stem.removesuffix(".weights")
    place = out / f"{stem}.{'ipynb' if as_notebook else 'html'}"
    if as_notebook:
        expect(not place.exists(), "out", f"a folder without {place.name}", "one that has it")
        written = nbformat.writes(nb) + "\n"
    else:
        nb.cells.append(nbformat.v4.new_code_cell(CELL))
        total = sum(cell.cell_type == "code" for cell in nb.cells)
        try:
            with tqdm(total=total, desc=stem, unit="cell", leave=False, disable=None) as bar:
                written = page(
                    place, execute(nb, out, progress=lambda _: bar.update()), foot="look"
                ).text
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
    with np.errstate(all="ignore"):
        found = list(runs(net.forward(x)[1]))
    expect(found, "path", "a file with a recurrent network", "one without")
    return found


def _seen_from(folder, path):
    """A path as it is written in a notebook in that folder."""
    try:
        return os.path.relpath(path, folder)
    except ValueError:  # on another drive of Windows
        return os.path.abspath(path)
