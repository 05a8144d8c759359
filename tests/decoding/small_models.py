"""Models over three letters, whose every string can be weighed."""

from itertools import product

import numpy as np
from kinds import lively

from rnnlib import (
    AdditiveAttention,
    BahdanauEncoderDecoder,
    EncoderDecoder,
    GRUCell,
    LSTMCell,
    Recurrent,
    reversal,
)
from rnnlib.ops import log_softmax

LIMIT = 4
PAIRS = reversal(6, [1, 2, 3, 5], rng=np.random.default_rng(0), letters="abc")
SOURCES = PAIRS.sources


def model_of(kind, seed, dtype=np.float64, scale=1.5):
    rng = np.random.default_rng(seed)
    cell = LSTMCell if kind == "plain" else GRUCell
    s, t = PAIRS.source, PAIRS.target
    encoder = Recurrent(cell(s.N, 4, rng=rng, dtype=dtype))
    if kind == "plain":
        decoder = Recurrent(cell(t.inputs, 4, rng=rng, dtype=dtype))
        model = EncoderDecoder(s, t, encoder, decoder, rng=rng)
    else:
        decoder = Recurrent(cell(t.inputs + 4, 4, rng=rng, dtype=dtype))
        attention = AdditiveAttention(4, 4, 3, rng=rng, dtype=dtype)
        model = BahdanauEncoderDecoder(s, t, encoder, decoder, attention, rng=rng)
    lively(model.params, rng, scale)
    return model


def every_string(model, source):
    """{string of integers: log p} of all that can be written within the limit, ended or cut off."""
    stop = model.target.stop
    x = model.source.encode(source)[:, None]
    found = {}
    for n in range(1, LIMIT + 1):
        lasts = [stop] if n < LIMIT else range(model.target.outputs)
        strings = [(*body, last) for body in product(range(stop), repeat=n - 1) for last in lasts]
        y = np.array(strings).T
        logits, _ = model.forward(np.repeat(x, y.shape[1], 1), model.fed(y))
        log_p = np.take_along_axis(log_softmax(logits), y[..., None], 2).sum((0, 2))
        found |= dict(zip(strings, log_p.tolist(), strict=True))
    return found
