"""Small models from sequence to sequence, of every kind."""

import numpy as np
from kinds import lively

import rnnlib
from rnnlib import Bidirectional, Recurrent, Reversed, Stacked, number_words

H, K = 4, 7  # units of the decoder; width of an encoder that reads both ways
PAIRS = number_words(12, [1, 2, 3], rng=np.random.default_rng(0))


def encoder_decoder(part, both):
    encoder = both() if both else part(PAIRS.source.N, H)
    return rnnlib.EncoderDecoder, (encoder, part(PAIRS.target.inputs, H))


def backwards(part, both):
    encoder = Reversed(part(PAIRS.source.N, H))
    return rnnlib.EncoderDecoder, (encoder, part(PAIRS.target.inputs, H))


def deep(part, both):
    layers = [Stacked([part(N, H), part(H, H)]) for N in (PAIRS.source.N, PAIRS.target.inputs)]
    return rnnlib.EncoderDecoder, layers


def summary_fed(part, both):
    encoder = both() if both else part(PAIRS.source.N, H)
    return rnnlib.SummaryFedEncoderDecoder, (
        encoder,
        part(PAIRS.target.inputs + encoder.output_size, H),
    )


def luong(part, both):
    encoder = both() if both else part(PAIRS.source.N, H)
    attention = rnnlib.DotAttention(H, dtype=encoder.dtype)
    if both:
        rng = np.random.default_rng(1)
        attention = rnnlib.GeneralAttention(H, K, rng=rng, dtype=encoder.dtype)
    return rnnlib.LuongEncoderDecoder, (encoder, part(PAIRS.target.inputs, H), attention)


def bahdanau(part, both):
    encoder = both() if both else part(PAIRS.source.N, H)
    D = encoder.output_size
    decoder = part(PAIRS.target.inputs + D, H)
    attention = rnnlib.ScaledDotAttention(H, dtype=encoder.dtype)
    if both:
        rng = np.random.default_rng(1)
        attention = rnnlib.AdditiveAttention(H, D, 5, rng=rng, dtype=encoder.dtype)
    return rnnlib.BahdanauEncoderDecoder, (encoder, decoder, attention)


MODELS = {
    "plain": (encoder_decoder, False),
    "both ways": (encoder_decoder, True),
    "backwards": (backwards, False),
    "deep": (deep, False),
    "summary fed": (summary_fed, False),
    "summary fed, both ways": (summary_fed, True),
    "Luong": (luong, False),
    "Luong, both ways": (luong, True),
    "Bahdanau": (bahdanau, False),
    "Bahdanau, both ways": (bahdanau, True),
}


def model_of(name, cell=rnnlib.GRUCell, *, dtype=np.float64, seed=0, scale=0.6):
    """A model with weights that leave no term too weak to see."""
    rng = np.random.default_rng(seed)

    def part(D, size):
        return Recurrent(cell(D, size, rng=rng, dtype=dtype))

    def both():
        return Bidirectional(part(PAIRS.source.N, K - H), part(PAIRS.source.N, H))

    make, two = MODELS[name]
    kind, parts = make(part, both if two else None)
    model = kind(PAIRS.source, PAIRS.target, *parts, rng=rng)
    lively(model.params, rng, scale)
    return model
