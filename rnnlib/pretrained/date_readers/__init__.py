"""Readers of dates, with attention and without: small enough to travel, good enough to look at."""

from pathlib import Path

import numpy as np

from rnnlib.cells import GRUCell
from rnnlib.edge import brief, expect
from rnnlib.layers import AdditiveAttention, Bidirectional, GeneralAttention, Recurrent
from rnnlib.models import BahdanauEncoderDecoder, EncoderDecoder, LuongEncoderDecoder
from rnnlib.pretrained.half import load_half
from rnnlib.tasks.pairs.dates import SOURCE, TARGET

KINDS = "plain", "bahdanau", "luong"
H = 48  # units of the decoder; half as many of each direction of a reader that reads both ways


def date_reader(kind, dtype=np.float64):
    """A trained model of `rnnlib.dates`: kind "plain", "bahdanau" or "luong".

    "plain" is an `EncoderDecoder` that reads forward; the others have attention and read both ways.
    Their weights were made by ``python -m rnnlib.pretrained.date_readers.train`` in float32, and
    are stored in float16.
    """
    expect(kind in KINDS, "kind", f"one of {', '.join(KINDS)}", brief(kind))
    return load_half(weights(kind), untrained(kind, dtype))


def weights(kind):
    """Where the weights are."""
    return Path(__file__).with_name(f"{kind}.npz")


def untrained(kind, dtype=np.float32, seed=0):
    """The model before its first lesson."""
    rng = np.random.default_rng(seed)

    def layer(D, size):
        return Recurrent(GRUCell(D, size, rng=rng, dtype=dtype))

    if kind == "plain":
        parts = layer(SOURCE.N, H), layer(TARGET.inputs, H)
        return EncoderDecoder(SOURCE, TARGET, *parts, rng=rng)
    both = Bidirectional(layer(SOURCE.N, H // 2), layer(SOURCE.N, H // 2))
    if kind == "luong":
        attention = GeneralAttention(H, H, rng=rng, dtype=dtype)
        parts = both, layer(TARGET.inputs, H), attention
        return LuongEncoderDecoder(SOURCE, TARGET, *parts, rng=rng)
    attention = AdditiveAttention(H, H, H // 2, rng=rng, dtype=dtype)
    parts = both, layer(TARGET.inputs + H, H), attention
    return BahdanauEncoderDecoder(SOURCE, TARGET, *parts, rng=rng)
