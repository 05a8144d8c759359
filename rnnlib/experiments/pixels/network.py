"""Who learns, and what: four networks, four collections of pictures."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.models import PixelLSTM, PixelRNN
from rnnlib.tasks.pixels import LEVELS, learned_and_held_out, ramps

KINDS = {
    "LSTM": "plain LSTM",
    "wide": "plain LSTM, wider",
    "row": "Row LSTM",
    "diagonal": "diagonal BiLSTM",
}
DATA = {"binary": 2, "pairs": 2, "grey": LEVELS, "ramps": 256}  # how many levels a pixel has
UNITS = {"LSTM": 64, "wide": 96}  # of plain LSTMs
H, DROPOUT = 16, 0.1
SMALL = {"ramps": (12, 0.0)}  # units and dropout of a network of the paper, where they differ


def network(data, kind, seed, dtype=np.float32):
    """An untrained network of one of the `KINDS`, for one of the collections `DATA`."""
    expect(data in DATA, "data", f"one of {', '.join(DATA)}", brief(data))
    expect(kind in KINDS, "kind", f"one of {', '.join(KINDS)}", brief(kind))
    K, shape = DATA[data], {"rng": np.random.default_rng(seed), "dtype": dtype}
    if kind in UNITS:
        return PixelLSTM(K, UNITS[kind], **shape)
    units, dropout = SMALL.get(data, (H, DROPOUT))
    return PixelRNN(kind, K, units, dropout=dropout, **shape)


def lesson(data, B, rng):
    """B pictures to learn from; of "pairs", two digits side by side, 8 × 16 pixels."""
    if data == "ramps":
        return ramps(B, rng=rng).x
    pictures, _ = learned_and_held_out(DATA[data])
    if data == "pairs":
        return beside(*(pictures[rng.integers(len(pictures), size=B)] for _ in range(2)))
    return pictures[rng.choice(len(pictures), B, replace=False)]


def examination(data):
    """Pictures that are in no lesson, always the same ones."""
    if data == "ramps":
        return ramps(300, rng=np.random.default_rng(14)).x
    _, others = learned_and_held_out(DATA[data])
    half = len(others) // 2
    return beside(others[:half], others[half : 2 * half]) if data == "pairs" else others


def beside(left, right):
    """Pictures side by side."""
    return np.concatenate((left, right), axis=2)


def size(model):
    """How many numbers it learns: those that a mask hides do not count."""
    hidden = sum((~part.mask).sum() * part.D * part.O for part in masked(model))
    return int(sum(p.size for p in model.params.values()) - hidden)


def masked(model):
    """The masked convolutions of a model, wherever they are."""
    parts = list(getattr(getattr(model, "net", None), "layers", ()))
    found = []
    while parts:
        part = parts.pop()
        if hasattr(part, "mask"):
            found.append(part)
        inner = ("layer", "up", "inputs", "left", "right")
        parts += [getattr(part, name) for name in inner if hasattr(part, name)]
    return found
