"""Readouts at every step and at the end, and the character language model."""

import math

import numpy as np
import pytest
from kinds import layer_of, lively

import rnnlib
from rnnlib import Batch, Bidirectional, EveryStepModel, LanguageModel, LastStepModel, Linear

LSTM, GRU = rnnlib.LSTMCell, rnnlib.GRUCell


def check_loss_gradient(model, batch, rng):
    """∂L/∂ every parameter along a random direction, against central differences."""
    _, grads, _ = model.loss_and_grads(batch)
    assert grads.keys() == model.params.keys()
    for name, p in model.params.items():
        direction, eps, kept = rng.normal(size=p.shape), 1e-5, p.copy()
        ends = []
        for sign in (1, -1):
            p[...] = kept + sign * eps * direction
            ends.append(model.loss_and_grads(batch)[0])
        p[...] = kept
        numeric = (ends[0] - ends[1]) / (2 * eps)
        assert np.vdot(grads[name], direction) == pytest.approx(numeric, 1e-5, 1e-8), name


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("shape", ["one way", "both ways"])
@pytest.mark.parametrize("kind", [EveryStepModel, LastStepModel])
def test_the_gradient_of_the_loss(kind, shape, masked):
    rng = np.random.default_rng(0)
    rnn = layer_of(LSTM, 3, 4, rng)
    if shape == "both ways":
        rnn = Bidirectional(rnn, layer_of(GRU, 3, 2, rng))
    T, B, O = 5, 3, 4
    mask = np.arange(T)[:, None] < (5, 2, 3) if masked else None
    for loss in (rnnlib.softmax_cross_entropy, rnnlib.squared_error):
        model = kind(rnn, Linear(rnn.output_size, O, rng=rng), loss)
        lively(model.params, rng)
        steps = (T, B) if kind is EveryStepModel else (B,)
        if loss is rnnlib.squared_error:
            target = rng.normal(size=(*steps, O))
        else:
            target = rng.integers(O, size=steps)
        check_loss_gradient(model, Batch(rng.normal(size=(T, B, 3)), target, mask), rng)


def test_a_readout_of_another_width():
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="readout: expected one that takes 4 inputs, got one .* 3"):
        EveryStepModel(layer_of(LSTM, 3, 4, rng), Linear(3, 2, rng=rng))


@pytest.fixture
def language():
    rng = np.random.default_rng(2)
    text = rnnlib.Text("abracadabra, abracadabra. " * 8)
    return LanguageModel(text, layer_of(LSTM, text.V, 5, rng), rng=rng)


def test_prediction_is_a_distribution_of_what_follows(language):
    p, tape = language.predict("abra")
    assert p.shape == (4, language.text.V) and len(tape.rnn) == 4
    np.testing.assert_allclose(p.sum(1), 1)
    y, _ = language.rnn.forward(language.text.encode("abra")[:, None])
    z = y[:, 0] @ language.params["out.V"] + language.params["out.b"]
    np.testing.assert_allclose(p, np.exp(z) / np.exp(z).sum(1, keepdims=True), rtol=1e-10)


def test_bits_per_character_carries_the_state(language):
    """Cut in batches or not, it is −log₂ p of each next character, on average."""
    corpus = language.text.encode(language.text.corpus)
    p, _ = language.predict(language.text.corpus[:-1])
    bits = -np.log2(p[np.arange(len(p)), corpus[1:]])
    batches = list(language.text.stream(1, 9))
    n = sum(batch.x.size for batch in batches)
    assert language.bits_per_character(batches) == pytest.approx(bits[:n].mean(), 1e-9)


def test_bits_per_character_weighs_characters_not_batches(language):
    batches = [next(language.text.stream(1, T)) for T in (3, 40)]
    state, nats = None, 0.0
    for batch in batches:
        logits, tape = language.forward(batch.x, state)
        nats += language.loss(logits, batch.target)[0] * batch.x.size
        state = tape.rnn.final
    bits = nats / sum(b.x.size for b in batches) / math.log(2)
    assert language.bits_per_character(batches) == pytest.approx(bits)


def test_a_language_model_does_not_look_ahead(language):
    rng = np.random.default_rng(0)
    both = Bidirectional(layer_of(LSTM, 8, 2, rng), layer_of(LSTM, 8, 2, rng))
    with pytest.raises(ValueError, match="rnn: expected one whose outputs depend on the past"):
        LanguageModel(language.text, both, rng=rng)


def test_float32_to_the_last_layer(language):
    rng = np.random.default_rng(0)
    model = LanguageModel(language.text, layer_of(LSTM, 8, 3, rng, np.float32), rng=rng)
    assert {p.dtype for p in model.params.values()} == {np.dtype(np.float32)}
    _, grads, _ = model.loss_and_grads(next(model.text.stream(2, 5)))
    assert {g.dtype for g in grads.values()} == {np.dtype(np.float32)}


def test_samples_are_seeded_and_follow_the_temperature(language):
    draws = [language.sample("ab", 40, rng=np.random.default_rng(3)) for _ in range(2)]
    assert draws[0] == draws[1] and len(draws[0]) == 40
    assert language.sample("ab", 0, rng=np.random.default_rng(3)) == ""
    cold = language.sample("ab", 5, rng=np.random.default_rng(4), temperature=1e-6)
    string = "ab"
    for _ in cold:  # nearly zero: always the likeliest
        string += language.text.alphabet[int(np.argmax(language.predict(string)[0][-1]))]
    assert cold == string[2:]


def test_samples_have_the_predicted_frequencies(language):
    rng = np.random.default_rng(5)
    p = language.predict("abra")[0][-1]
    drawn = [language.sample("abra", 1, rng=rng) for _ in range(600)]
    counts = np.array([drawn.count(c) for c in language.text.alphabet])
    assert np.abs(counts / 600 - p).max() < 4 * math.sqrt(0.25 / 600)


def test_side_by_side_is_one_by_one(language):
    """B samples drawn at once are those that each row of random numbers draws alone."""
    u = np.random.default_rng(6).random((30, 4))
    for settings in ({}, {"temperature": 0.5, "top_k": 3}, {"top_p": 0.8}):
        together = language.written("abra", u, **settings)
        alone = [language.written("abra", u[:, b : b + 1], **settings)[0] for b in range(4)]
        assert together == alone and len(set(together)) == 4
    one = language.samples("abra", 30, 1, rng=np.random.default_rng(3))
    assert one == [language.sample("abra", 30, rng=np.random.default_rng(3))]


def test_a_cut_that_leaves_one_symbol_writes_the_likeliest(language):
    string = "ab"
    for _ in range(6):
        string += language.text.alphabet[int(np.argmax(language.predict(string)[0][-1]))]
    for settings in ({"top_k": 1}, {"top_p": 1e-9}):
        rng = np.random.default_rng(0)
        assert language.sample("ab", 6, rng=rng, **settings) == string[2:]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m, g: m.sample("ab", 3, rng=g, temperature=0), "temperature: expected a positive"),
        (lambda m, g: m.sample("ab", -1, rng=g), "n: expected a number of characters"),
        (lambda m, g: m.sample("ab", 2.5, rng=g), "n: expected a number of characters"),
        (lambda m, g: m.sample("ab", 3, rng=7), "rng: expected a numpy.random.Generator, got int"),
        (lambda m, g: m.sample("", 3, rng=g), "prompt: expected at least one character, got none"),
        (lambda m, g: m.sample("aX", 3, rng=g), "'X'"),
        (lambda m, g: m.bits_per_character([]), "batches: expected at least one batch, got none"),
        (
            lambda m, g: LanguageModel(m.text, layer_of(LSTM, 3, 2, g), rng=g),
            "rnn: expected one that takes the 8 symbols of the text, got one that takes 3",
        ),
    ],
)
def test_wrong_input(language, call, message):
    with pytest.raises(ValueError, match=message):
        call(language, np.random.default_rng(0))


def test_what_kind_of_network_a_file_belongs_to(tmp_path, language):
    assert language.describe() == "LanguageModel(LSTMCell, Linear)"
    rnnlib.save(tmp_path / "weights.npz", language)
    rng = np.random.default_rng(6)
    other = LanguageModel(language.text, layer_of(rnnlib.PeepholeLSTMCell, 8, 5, rng), rng=rng)
    with pytest.raises(ValueError, match="LSTMCell"):
        rnnlib.load(tmp_path / "weights.npz", other)
    same = LanguageModel(language.text, layer_of(LSTM, 8, 5, rng), rng=rng)
    rnnlib.load(tmp_path / "weights.npz", same)
    np.testing.assert_array_equal(same.predict("abra")[0], language.predict("abra")[0])
