"""What widgets are given that makes no sense, beside the arguments that they need."""

from functools import cache

import numpy as np
from widgets.memory_runs import memory_run
from widgets.runs import run, together
from widgets.unrolled_runs import network
from widgets.walks import walk

from rnnlib import Batch, GRUCell, JordanCell, LSTMCell, PixelLSTM, Recurrent, VanillaCell, widgets

NAN, INF, HUGE, LONG = float("nan"), float("inf"), 10**400, "x" * 10**7
RAGGED, OBJECT = [[1], [1, 2]], object()
LETTERS, NORMS, P = "abcdefghijkl", np.ones((12, 12)), np.full((12, 2, 5), 0.2)
BITS = np.ones((6, 2, 2))
HIDDEN = np.ma.masked_array(NORMS, np.eye(12))
RNG = np.random.default_rng(0)
PIXELS = PixelLSTM(2, 2, rng=RNG)


@cache
def given(name):
    """The arguments that a widget needs, right ones."""
    if name in ("CellPlayer", "PathSplitter", "TextView"):
        return (run()[0], LETTERS) if name == "TextView" else (run()[0],)
    if name == "ComparePlayer":
        return (together({"LSTM": (LSTMCell, 4), "GRU": (GRUCell, 3)}),)
    if name == "MemoryView":
        return (memory_run()[0],)
    if name == "PixelView":
        return {"a": PIXELS}, np.zeros((1, 3, 4), int)
    return {"UnrollView": network, "BPTTView": walk}.get(name, tuple)()


def widget(name, *arguments, **traits):
    return getattr(widgets, name)(*(arguments or given(name)), **traits)


def broken(cell):
    cell.params["U"][0] = NAN
    return cell


ANY = {  # of every player: wrong as an argument, and wrong when it is set
    "t": [-1, 10**6, 1.5, NAN, "1", None, True, HUGE, [1], np.array([1])],
    "notation": ["x", None, 3, ["house"], "\ud800", LONG],
    "speed": [NAN, INF, 0, -1, 61, "fast", None, True, HUGE, 1j],
    "playing": ["yes", None, 3, [True]],
}
TRAITS = {
    "CellPlayer": {
        "unit": [4, "0", True, 0.5],
        "batch": [2, "a", True],
        "output": [1, "a", True],
        "direction": ["up", None, 1],
        "stage": ["x", None, 0],
    },
    "ComparePlayer": {
        "units": [3, [0], [0, 3], [0, "a"], "ab", [0, 1.5], [True, 0], [NAN, 0], None],
        "shown": ["x", 3, None],
        "diagrams": ["no", None],
    },
    "GatePlayground": {
        "x": [3, "abc", [NAN] * 40, [None] * 40, RAGGED, np.ones((40, 2)), [HUGE] * 40, [1j] * 40],
        "gates": [3, None, {"q": 1}, {"i": 2}, {"i": NAN}, {"i": "a"}, {"i": None}, {1: 1}],
        "weights": [3, None, {"q": 1}, {"w_i": "1"}, {"w_i": True}, {"w_i": HUGE}, {"w_i": [1.0]}],
        "mode": ["x", None, ["hands"]],
        "preset": ["x", None, ["keep"]],
        "c0": [NAN, "a", None, HUGE, True],
        "follow": [None, 3],
    },
    "GradientFlow": {
        "radius": [0, NAN, "1", None, 1j, HUGE, True],
        "activation": ["x", None, 3],
        "length": [1, 101, "a", True, 2.5],
        "forget_bias": [NAN, INF, -5, "a"],
    },
    "MemoryView": {
        "head": [2, -1, "0", True, 0.5, None],
        "place": [7, -2, "peak", True, None, 1.5],
        "unit": [3, "a"],
        "batch": [2, "a", True],
        "zoom": ["near", None, 3],
        "direction": ["up", None, 1],
        "stage": ["forget", None, 0],
    },
    "PathSplitter": {
        "forget": [3, None, "a" * 12, [0.5], [NAN] * 12, RAGGED * 6, np.ones((12, 1)), [{}] * 12],
        "strength": [NAN, -1, 2, "a", None],
    },
    "PixelView": {
        "picture": [1, -1, "0", True, None],
        "network": [1, "a", True],
        "case": [4, -1, -2, "a", True, None],
        "erased": [3, None, "1", "2" * 12, "0" * 13, LONG],
    },
    "PhasePlane": {
        "U": [3, None, [[1]], RAGGED, [[NAN, 0], [0, 1]], "ab", np.ones((2, 2), complex)],
        "W": [3, None, "ab", [1, NAN], [1, None], [HUGE, 1], np.ones((2, 1)), ["1", "2"]],
        "h0": [None, [INF, 0], np.ma.masked_array([1.0, 2.0], [1, 0])],
        "x": [3, None, [NAN] * 40, RAGGED],
        "border": [3, None, [1], "abc", [1, 2, NAN], {}, np.ones((3, 1))],
        "sides": [
            3,
            None,
            "ab",
            ["a"],
            [1, 2],
            ["\ud800", "b"],
            ["\u202e", "b"],
            [LONG, ""],
        ],
        "backdrop": ["x", None, ["grid"]],
        "squash": ["yes", None],
    },
    "TextView": {
        "name": ["q", 3, None, ["f"], True],
        "mode": ["x", 3, None, "sensitivity"],
        "unit": [4, "a"],
    },
    "UnrollView": {
        "folded": [2, -0.1, NAN, "a", None, True],
        "parameter": ["x", 3, None, ["W"]],
        "stage": ["x", None],
    },
    "BPTTView": {
        "parameter": ["x", 3, None, ["U"]],
        "source": [-2, 10, None, "a", True],
        "k": [0, 11, None, 1.5, True],
        "kind": ["x", None],
        "layer": [-1, 1, None, "a", True],
        "lane": ["x", "c", None, 3],
    },
    "WidgetCheck": {"asked": ["a", None, NAN, INF, HUGE, True]},
}
SET = [
    (name, trait, value)
    for name, own in TRAITS.items()
    for trait, values in ((own | ANY) if name != "WidgetCheck" else own).items()
    for value in values
]
LABELS = [3, True, OBJECT, "ab", RAGGED]
PREDICTIONS = [
    3,
    "abc",
    [1] * 12,
    P * NAN,
    P * 9,
    P[:5],
    P[..., 0],
    P + 1j,
    np.full((12, 2, 5), ""),
]
BATCHES = [None, 3, (1, 2), Batch(3, 3), Batch(None, None), Batch(RAGGED, RAGGED)]
ARGUMENTS = {
    "CellPlayer": {
        "labels": [*LABELS, [("a",)] * 12, [{1}, [2, 3]] * 6],
        "predictions": PREDICTIONS,
    },
    "ComparePlayer": {"labels": LABELS, "predictions": [3, 0, "a", P, {"x": P}, {"LSTM": 3}]},
    "GatePlayground": {"T": [1, 401, 2.5, "a", True, NAN], "cell": [3, LSTMCell, GRUCell]},
    "MemoryView": {
        "predictions": [3, "abc", [1] * 6, BITS * NAN, BITS * 9, BITS[:5], BITS[..., 0], BITS + 1j],
        "targets": [3, "abc", RAGGED, BITS / 2, BITS * NAN, BITS[:, :, :0], BITS[0], HIDDEN],
    },
    "PathSplitter": {"dh": [3, "abcd", RAGGED, [NAN] * 4, [None] * 4], "batch": [2, True, "a"]},
    "PixelView": {
        "names": [3, "ab", [1], ["\ud800"], [""], [LONG]],
        "erasures": [3, {}, {"a": 1}, {"a": np.ones((3, 4))}, {1: np.zeros((3, 4), bool)}],
        "copies": [0, 1.5, "a", True, None],
        "seed": [-1, 0.5, "a", None],
    },
    "PhasePlane": {"T": [0, 401, 1.5, "a", True], "cell": [3, VanillaCell]},
    "TextView": {
        "sensitivity": [3, "a", -NORMS, NORMS * NAN, RAGGED, NORMS + 1j, HIDDEN],
        "names": [3, "fx", [["f"]], [None]],
        "batch": [2, "a", None, True, 1.0],
    },
    "UnrollView": {"labels": LABELS, "symbols": [3, "a"], "sequence": [2, "a", True]},
    "BPTTView": {"labels": LABELS},
}
MADE = [
    (name, argument, value)
    for name, own in ARGUMENTS.items()
    for argument, values in (own | {"colour": [1]}).items()
    for value in values
]
TAPES = [None, 3, "a", [], Recurrent(LSTMCell(2, 2, rng=RNG)), LSTMCell, np.ones((3, 2, 1))]
TAPE, MODEL = run()[0], network()[0]
FIRST = [  # (widget, its first arguments)
    *(
        (name, (tape,))
        for name in ("CellPlayer", "ComparePlayer", "MemoryView", "PathSplitter")
        for tape in TAPES
    ),
    *(("TextView", (tape, LETTERS)) for tape in TAPES),
    *(("TextView", (TAPE, text)) for text in (3, None, "", "abc", b"abcdefghijkl", LONG)),
    *(
        ("TextView", ({name: array}, LETTERS))
        for name, array in [
            *((name, NORMS) for name in (1, None, "", "\ud800", "a\nb", LONG)),
            *(
                ("h", array)
                for array in (3, "a", RAGGED, NORMS + 1j, HIDDEN, NORMS[:, :0], NORMS[0])
            ),
        ]
    ),
    *(
        ("ComparePlayer", ({name: TAPE, "b": TAPE},))
        for name in (1, None, "", ("a",), b"a", "\ud800", "a\nb", LONG)
    ),
    ("ComparePlayer", (dict.fromkeys("ab", run(JordanCell)[0]),)),
    *(("UnrollView", (MODEL, batch)) for batch in BATCHES),
    *(("BPTTView", (walk()[0], batch)) for batch in BATCHES),
    *(
        (name, (model, walk()[1]))
        for name in ("UnrollView", "BPTTView")
        for model in (None, 3, TAPE)
    ),
    ("GatePlayground", ([NAN, 1.0],)),
    ("PhasePlane", (broken(VanillaCell(1, 2, rng=RNG)),)),
]
