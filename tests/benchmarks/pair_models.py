"""Encoder–decoders, with attention and without, that read dates (chapters 10 and 11)."""

import numpy as np

import rnnlib
from rnnlib import Bidirectional, Recurrent, ResetAfterGRUCell, dates

H, A, B = 64, 32, 64  # units, hidden units of additive attention, sequences of a batch
F = np.float32


def pairs(rng):
    """Dates to be read, and an endless stream of batches of them."""
    lessons = dates(3000, rng=rng)
    return lessons.source, lessons.target, lessons.buckets(B, rng=rng, endless=True)


def layer(D, size, rng):
    return Recurrent(ResetAfterGRUCell(D, size, rng=rng, dtype=F))  # PyTorch's kind of GRU


def both(D, rng):
    return Bidirectional(layer(D, H // 2, rng), layer(D, H // 2, rng))


def plain(rng):
    """The encoder–decoder that hands its state over."""
    from torch_pairs import TorchPlain

    s, t, batches = pairs(rng)
    parts = layer(s.N, H, rng), layer(t.inputs, H, rng)
    ours = rnnlib.EncoderDecoder(s, t, *parts, rng=rng)
    return ours, TorchPlain(ours), batches


def summary_fed(rng):
    """The encoder–decoder whose decoder reads the summary at every step."""
    from torch_pairs import TorchSummaryFed

    s, t, batches = pairs(rng)
    parts = layer(s.N, H, rng), layer(t.inputs + H, H, rng)
    ours = rnnlib.SummaryFedEncoderDecoder(s, t, *parts, rng=rng)
    return ours, TorchSummaryFed(ours), batches


def luong(rng):
    """Multiplicative attention after the step."""
    from torch_pairs import TorchLuong

    s, t, batches = pairs(rng)
    attention = rnnlib.GeneralAttention(H, H, rng=rng, dtype=F)
    parts = both(s.N, rng), layer(t.inputs, H, rng), attention
    ours = rnnlib.LuongEncoderDecoder(s, t, *parts, rng=rng)
    return ours, TorchLuong(ours), batches


def bahdanau(rng):
    """Additive attention before the step."""
    from torch_pairs import TorchBahdanau

    s, t, batches = pairs(rng)
    attention = rnnlib.AdditiveAttention(H, H, A, rng=rng, dtype=F)
    parts = both(s.N, rng), layer(t.inputs + H, H, rng), attention
    ours = rnnlib.BahdanauEncoderDecoder(s, t, *parts, rng=rng)
    return ours, TorchBahdanau(ours), batches


PAIRS = {"plain": plain, "summary fed": summary_fed, "luong": luong, "bahdanau": bahdanau}
