"""One widget of every kind, with a run worth looking at."""

from importlib import import_module

import numpy as np
from widgets.each import FOLDERS, example
from widgets.runs import run, together
from widgets.unrolled_runs import network
from widgets.walks import walk

import rnnlib
from rnnlib import widgets
from rnnlib.diagrams import ALL

PREDICTED = np.tile([0.7, 0.2, 0.1, 0.0, 0.0], (12, 2, 1))


def player(cell):
    tape, _ = run(getattr(rnnlib, f"{cell}Cell"))
    labels = [*"the cat sa", "\n", " "]
    return widgets.CellPlayer(
        tape, labels=labels, predictions=PREDICTED, symbols="abcde", t=5, unit=2
    )


def compared():
    kinds = {"vanilla": (rnnlib.VanillaCell, 4), "LSTM": (rnnlib.LSTMCell, 3)}
    kinds["GRU"] = (rnnlib.GRUCell, 5)
    p = {name: PREDICTED for name in kinds}
    return widgets.ComparePlayer(
        together(kinds), labels=list("the cat sat."), predictions=p, symbols="abcde"
    )


def text_view():
    text = "the cat sat on the mat\n  the end "
    model, batch = walk(rnnlib.LSTMCell, text=text)
    _, tape = model.predict(text)
    return widgets.TextView(tape.rnn, text, t=9)


SHOWN = {
    "BPTTView": lambda: widgets.BPTTView(*walk()),
    "BPTTView LSTM": lambda: widgets.BPTTView(*walk(rnnlib.LSTMCell, rnnlib.LSTMCell)),
    **{f"CellPlayer {d.cell}": (lambda d=d: player(d.cell)) for d in ALL},
    "ComparePlayer": compared,
    "GatePlayground": lambda: widgets.GatePlayground(t=7),
    "PathSplitter": lambda: widgets.PathSplitter(run(T=20, symbols=False)[0]),
    "TextView": text_view,
    "UnrollView": lambda: widgets.UnrollView(*network()),
}
SHOWN |= {
    name: (lambda folder=folder: example(folder))
    for folder in FOLDERS
    for name in import_module(f"rnnlib.widgets.{folder.name}").__all__
    if not any(shown.startswith(name) for shown in SHOWN)
}
