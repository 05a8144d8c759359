"""Captioners of scenes: the same eyes, and four ways to tell the decoder what they see."""

from pathlib import Path

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.edge import brief, expect
from rnnlib.layers import AdditiveAttention, Recurrent
from rnnlib.layers.images import ImageEncoder
from rnnlib.models.captioners import (
    AttendingCaptioner,
    EveryStepCaptioner,
    FirstInputCaptioner,
    FirstStateCaptioner,
)
from rnnlib.models.captioners.fed import P
from rnnlib.pretrained.half import load_half
from rnnlib.tasks.scenes import SCENE_WORDS

KINDS = {
    "first": FirstInputCaptioner,
    "every": EveryStepCaptioner,
    "state": FirstStateCaptioner,
    "attention": AttendingCaptioner,
}
SHIPPED = (*KINDS, "longer")
H, A = 48, 32  # units of the decoder; hidden units of the attention


def captioner(kind, dtype=np.float64):
    """A trained captioner of `rnnlib.tasks.scenes`: "first", "every", "state" or "attention"; or
    "longer", with attention and more lessons.

    Their weights were made by ``python -m rnnlib.experiments train captions`` and
    ``captions_longer`` in float32, with the seed 0, and are stored in float16.
    """
    return load_half(weights(kind), untrained(kind, dtype=dtype))


def weights(kind):
    """Where the weights are."""
    expect(kind in SHIPPED, "kind", f"one of {', '.join(SHIPPED)}", brief(kind))
    return Path(__file__).with_name(f"{kind}.npz")


def untrained(kind, seed=0, dtype=np.float32):
    """The model before its first lesson."""
    expect(kind in SHIPPED, "kind", f"one of {', '.join(SHIPPED)}", brief(kind))
    kind = "attention" if kind == "longer" else kind
    shape = {"rng": np.random.default_rng(seed), "dtype": dtype}
    encoder = ImageEncoder(**shape)
    C = encoder.output_size + 2  # a cell and its place
    more = {"state": 0, "attention": C}.get(kind, P)
    decoder = Recurrent(LSTMCell(SCENE_WORDS.inputs + more, H, **shape))
    parts = (AdditiveAttention(H, C, A, **shape),) if kind == "attention" else ()
    return KINDS[kind](SCENE_WORDS, encoder, decoder, *parts, rng=shape["rng"])
