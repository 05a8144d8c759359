"""What is photographed: every widget of `browser.showcase` in its main states.

A state is {trait: value}, set on top of how the widget was made. The runs are untrained or come
with the package: their numbers, of two digits, are the same on every processor.
"""

from browser.showcase import SHOWN

WIDTHS = (1600, 900, 400)
SCHEMES = ("light", "dark")
VIEWS = tuple((width, scheme) for width in WIDTHS for scheme in SCHEMES)

BACK = {"direction": "backward"}
STATES = {
    "AttentionView": {
        "first": {},
        "middle": {"t": 3, "j": 8},
        "backward": {"t": 4, "j": 7, "unit": 1, **BACK},
        "last, letters of Ng": {"t": 6, "notation": "ng"},
    },
    "BPTTView": {
        "first": {},
        "middle": {"t": 4},
        "one loss, last": {"t": 0, "source": 7, "parameter": "W"},
        "truncated": {"t": 2, "k": 3, "kind": "reach"},
    },
    "BPTTView LSTM": {
        "middle": {"t": 4},
        "lower layer, c": {"t": 2, "layer": 0, "lane": "c"},
        "one loss, cut": {"t": 5, "source": 8, "k": 4, "kind": "reach", "parameter": "W"},
    },
    "BeamTree": {"first": {}, "middle": {"t": 2}, "last, second": {"t": 4, "rank": 1}},
    "CTCView": {
        "first": {},
        "middle": {"t": 20, "s": 3},
        "gradient, another clip": {"batch": 1, "t": 41, "s": 5, "layer": "gradient"},
    },
    "CaptionView": {"first": {}, "middle": {"t": 5}, "another, last": {"picture": 1, "t": 4}},
    "CellPlayer GRU": {"middle": {}, "backward": {"t": 7, **BACK}},
    "CellPlayer LSTM": {
        "first": {"t": 0},
        "middle": {},
        "one stage": {"stage": "write"},
        "last, another unit, memory words": {"t": 11, "unit": 1, "notation": "memory"},
        "backward": {"t": 7, **BACK},
    },
    "CellPlayer PeepholeLSTM": {"middle": {}, "backward": {"t": 7, **BACK}},
    "ComparePlayer": {
        "first": {},
        "gates, other units": {"t": 6, "units": [3, 1, 4], "shown": "gates"},
        "backward, no diagrams": {"t": 4, "diagrams": False, **BACK},
    },
    "GatePlayground": {
        "middle": {},
        "by weights": {"preset": "latch", "t": 20},
        "with peepholes, one stage": {"preset": "latch", "peepholes": True, "stage": "update"},
        "last": {"preset": "count", "t": 39},
    },
    "GradientFlow": {
        "first": {},
        "middle": {"t": 40, "radius": 0.9},
        "exploding": {"t": 49, "length": 50, "radius": 1.2, "activation": "relu"},
    },
    "MemoryView": {
        "first": {},
        "middle, write head": {"t": 6, "head": 1},
        "zoomed, one stage": {"t": 8, "zoom": True, "stage": "shift"},
        "backward": {"t": 9, "unit": 2, **BACK},
    },
    "PathSplitter": {
        "first": {},
        "middle": {"t": 8, "strength": 1.5},
        "other letters, last": {"t": 0, "notation": "goodfellow"},
    },
    "PhasePlane": {
        "first": {},
        "middle, a grid": {"preset": "bits", "t": 6, "backdrop": "grid"},
        "driven, last": {"preset": "latch", "t": 40},
    },
    "PixelView": {
        "middle": {},
        "first, everything erased": {"network": 1, "case": 2, "t": 0},
        "last, another picture": {"network": 2, "picture": 1, "t": 29},
    },
    "SequenceShapes": {
        "first": {},
        "one answer": {"shape": 1, "t": 6},
        "a label for each, backward": {"shape": 2, "t": 1, **BACK},
    },
    "TextView": {"middle": {}, "last, a gate, another unit": {"t": 32, "unit": 3, "name": "f"}},
    "TrainingView": {"last": {}, "first": {"t": 0}, "cool": {"t": 4, "temperature": 0.5}},
    "TwoWayView": {
        "first": {},
        "middle": {"t": 5, "output": 3, "unit": 2},
        "backward": {"t": 6, **BACK},
    },
    "UnrollView": {
        "folded": {},
        "unfolded": {"folded": 0.0, "t": 3},
        "half way, all copies": {"folded": 0.5, "parameter": "U", "t": 6, "unit": 2},
    },
}
STATES |= {name: {"as it opens": {}} for name in SHOWN if name not in STATES}


def names(like=""):
    """The widgets' names that begin so, in order."""
    return sorted(name for name in STATES if name.startswith(like))
