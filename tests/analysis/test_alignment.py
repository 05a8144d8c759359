"""The roads of an alignment are derivatives: central differences with one road shut."""

import numpy as np
import pytest
from kinds import lively

from rnnlib import (
    AdditiveAttention,
    BahdanauEncoderDecoder,
    Bidirectional,
    DotAttention,
    EncoderDecoder,
    GRUCell,
    LuongEncoderDecoder,
    Recurrent,
    Reversed,
    Vocabulary,
)
from rnnlib.analysis import alignment
from rnnlib.ops import log_softmax

LETTERS = Vocabulary("abc")
H, STEP = 4, 1e-5


def model_of(kind, encoder):
    rng = np.random.default_rng(0)
    layers = [Recurrent(GRUCell(LETTERS.N, H, rng=rng)) for _ in range(2)]
    read = {
        "forward": layers[0],
        "reversed": Reversed(layers[0]),
        "both": Bidirectional(*layers),
    }[encoder]
    D = read.output_size
    if kind == "Bahdanau":
        decoder = Recurrent(GRUCell(LETTERS.inputs + D, H, rng=rng))
        attention = AdditiveAttention(H, D, 3, rng=rng)
        model = BahdanauEncoderDecoder(LETTERS, LETTERS, read, decoder, attention, rng=rng)
    else:
        decoder = Recurrent(GRUCell(LETTERS.inputs, D, rng=rng))
        model = LuongEncoderDecoder(LETTERS, LETTERS, read, decoder, DotAttention(D), rng=rng)
    lively(model.params, rng)
    return model


def losses(model, vectors, remembered, y):
    """L_t for a source of which the decoder's first state sees ``vectors``, the attention the
    outputs for ``remembered``."""
    _, tape = model.encoder.forward(vectors)
    first, _ = model.bridge.forward(model.encoder, tape)
    read, tape = model.encoder.forward(remembered)
    memory = model._remember(read, tape, None)
    written, _ = model._write(model.fed(y[:, None]), first, memory)
    logits, _ = model.readout.forward(written)
    return -log_softmax(logits[:, 0])[np.arange(len(y)), y]


@pytest.mark.parametrize("encoder", ["forward", "reversed", "both"])
@pytest.mark.parametrize("kind", ["Bahdanau", "Luong"])
def test_each_road_is_the_derivative_with_the_other_shut(kind, encoder):
    model = model_of(kind, encoder)
    y = np.array([1, 0, LETTERS.stop])
    found = alignment(model, "acbb", y)
    x = np.eye(LETTERS.N)[LETTERS.encode("acbb")][:, None]
    attention, state = np.zeros((2, 3, 4, LETTERS.N))
    for j in range(4):
        for d in range(LETTERS.N):
            low, high = x.copy(), x.copy()
            low[j, 0, d] -= STEP
            high[j, 0, d] += STEP
            both = losses(model, x, high, y) - losses(model, x, low, y)
            attention[:, j, d] = both / (2 * STEP)
            both = losses(model, high, x, y) - losses(model, low, x, y)
            state[:, j, d] = both / (2 * STEP)
    np.testing.assert_allclose(found.attention, np.linalg.norm(attention, axis=2), rtol=1e-6)
    np.testing.assert_allclose(found.state, np.linalg.norm(state, axis=2), rtol=1e-6)
    assert found.attention.min() > 0 and found.state.min() > 0


def test_weights_scores_and_values_are_those_of_the_run():
    model = model_of("Luong", "forward")
    y = np.array([2, LETTERS.stop])
    found = alignment(model, "acb", y)
    assert (found.source, found.target) == (list("acb"), ["c", "■"])
    x = LETTERS.encode("acb")[:, None]
    _, tape = model.forward(x, model.fed(y[:, None]))
    np.testing.assert_allclose(found.alpha, tape.decoder["alpha"][:, 0])
    np.testing.assert_allclose(found.values, model.encoder.forward(x)[0][:, 0])
    weights = np.exp(found.scores) / np.exp(found.scores).sum(1, keepdims=True)
    np.testing.assert_allclose(found.alpha, weights)
    context = tape.decoder.attention["w"][:, 0]
    np.testing.assert_allclose(found.alpha @ found.values, context)


def test_a_model_without_attention_is_refused():
    rng = np.random.default_rng(0)
    layers = Recurrent(GRUCell(3, H, rng=rng)), Recurrent(GRUCell(5, H, rng=rng))
    model = EncoderDecoder(LETTERS, LETTERS, *layers, rng=rng)
    with pytest.raises(ValueError, match="model: expected a model with attention"):
        alignment(model, "a", np.array([0]))


@pytest.mark.parametrize("written", ["ab", [], [0, 9], [-1], [0.5], [[0]]])
def test_what_cannot_have_been_written_is_refused(written):
    with pytest.raises(ValueError, match=r"written: expected symbols \(T,\) from 0 to 3"):
        alignment(model_of("Luong", "forward"), "ab", written)
