"""Who learns, and what: three kinds of networks, three collections of pictures."""

import numpy as np

from rnnlib.edge import expect
from rnnlib.models import PixelLSTM, PixelRNN
from rnnlib.tasks.pixels import LEVELS, learned_and_held_out, ramps

KINDS = {
    "LSTM": "plain LSTM",
    "wide": "plain LSTM, wider",
    "row": "Row LSTM",
    "diagonal": "diagonal BiLSTM",
}
DATA = {"binary": 2, "grey": LEVELS, "ramps": 256}  # how many levels a pixel has
UNITS = {"LSTM": 64, "wide": 96}  # of plain LSTMs
H, DROPOUT = {"binary": 16, "grey": 16, "ramps": 12}, {"binary": 0.1, "grey": 0.1, "ramps": 0.0}


def network(data, kind, seed, dtype=np.float32):
    """An untrained network of one of the `KINDS`, for one of the collections `DATA`."""
    expect(data in DATA, "data", f"one of {', '.join(DATA)}", repr(data)[:60])
    expect(kind in KINDS, "kind", f"one of {', '.join(KINDS)}", repr(kind)[:60])
    K, shape = DATA[data], {"rng": np.random.default_rng(seed), "dtype": dtype}
    if kind in UNITS:
        return PixelLSTM(K, UNITS[kind], **shape)
    return PixelRNN(kind, K, H[data], dropout=DROPOUT[data], **shape)


def lesson(data, B, rng):
    """B pictures to learn from."""
    if data == "ramps":
        return ramps(B, rng=rng).x
    pictures, _ = learned_and_held_out(DATA[data])
    return pictures[rng.choice(len(pictures), B, replace=False)]


def examination(data):
    """Pictures that are in no lesson, always the same ones."""
    if data == "ramps":
        return ramps(300, rng=np.random.default_rng(14)).x
    return learned_and_held_out(DATA[data])[1]


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
