"""The players that `player.py` opens, written by whatever rnnlib is imported here.

    PYTHONPATH=CHECKOUT python player_page.py FOLDER CELL WAY T H [--page]

FOLDER then holds what a page is sent: the state of the widget, its bytes, its script and style, and
with --page the chapter of one player as a page that opens from disk. Printed is one line of JSON.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np

import rnnlib
from rnnlib.widgets import CellPlayer

WORDS = "we read step by step what stands here and then in another order we read it again".split()
TIMES = 5
CELL = """\
import sys
sys.path.insert(0, {here!r})
from player_page import player
player({cell!r}, {way!r}, {T}, {H})"""


def run(cell, way, T, H, seed=0):
    """The tape of a float32 run over T letters; the loss is asked for at one step in three."""
    rng = np.random.default_rng(seed)
    letters, read = sorted(set("".join(WORDS)) | {" "}), text(T)
    kind = getattr(rnnlib, f"{cell}Cell")
    layer = rnnlib.Recurrent(kind(len(letters), H, rng=rng, dtype=np.float32))
    x = np.array([[letters.index(letter)] for letter in read])
    y, tape = layer.forward(x)
    if way == "backward":
        dy = rng.normal(size=y.shape) * (rng.random((T, 1, 1)) < 1 / 3)
        layer.backward(tape, dy.astype(np.float32))
    return tape


def text(T):
    """T letters of some words in no order."""
    return " ".join(np.random.default_rng(2).choice(WORDS, T))[:T]


def player(cell, way, T, H):
    """A CellPlayer of that run, with its letters and with predictions."""
    return CellPlayer(run(cell, way, T, H), **words(T))


def words(T):
    """What stands under the steps and beside them."""
    y = np.random.default_rng(1).dirichlet(np.full(12, 0.4), (T, 1))
    return {"labels": list(text(T)), "predictions": y}


def seconds(cell, way, T, H):
    """How long it takes to make a player of a run that is there, the median of some."""
    tape, more, spent = run(cell, way, T, H), words(T), []
    for _ in range(TIMES):
        start = time.perf_counter()
        CellPlayer(tape, **more)
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def store(folder, widget):
    """Write the state as a page is sent it; the number of bytes of the arrays, and of the rest."""
    state = {k: v for k, v in widget.get_state().items() if k in widget.traits(sync=True)}
    state.pop("layout")
    (folder / "widget.js").write_text(str(state.pop("_esm")), "utf-8")
    (folder / "widget.css").write_text(str(state.pop("_css")), "utf-8")
    arrays = {k: state.pop(k) for k, v in list(state.items()) if isinstance(v, bytes | memoryview)}
    for name, data in arrays.items():
        (folder / f"{name}.bin").write_bytes(data)
    text = json.dumps({"state": state, "arrays": list(arrays)})
    (folder / "state.json").write_text(text, "utf-8")
    return sum(len(data) for data in arrays.values()), len(text)


def page(folder, cell, way, T, H):
    """Write the page of a chapter that shows this player alone; its number of bytes."""
    import nbformat

    from rnnlib.chapters.page.writer import page, run_for_page

    source = CELL.format(here=str(Path(__file__).parent), cell=cell, way=way, T=T, H=H)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    path = folder / "player.ipynb"
    nbformat.write(nb, path)
    text, *_ = page(path, run_for_page(path))
    (folder / "player.html").write_text(text, "utf-8")
    return len(text.encode("utf-8"))


if __name__ == "__main__":
    folder, cell, way, T, H, *more = sys.argv[1:]
    folder, shape = Path(folder), (cell, way, int(T), int(H))
    found = {"made": seconds(*shape)}
    found["arrays"], found["rest"] = store(folder, player(*shape))
    if more:
        found["page"] = page(folder, *shape)
    print(json.dumps(found))
