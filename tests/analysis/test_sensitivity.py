"""Sensitivities are the derivatives they are said to be."""

import numpy as np
import pytest
from kinds import lively

import rnnlib
from rnnlib import EveryStepModel, LanguageModel, LastStepModel, Linear, LSTMCell, Recurrent, Text
from rnnlib.analysis import sensitivity

D, H, K, T = 4, 3, 5, 7


def recurrent(rng, kind=LSTMCell, inputs=D):
    return Recurrent(kind(inputs, H, rng=rng))


LAYERS = {
    "LSTM": recurrent,
    "GRU": lambda rng: recurrent(rng, rnnlib.GRUCell),
    "stacked": lambda rng: rnnlib.Stacked([recurrent(rng), recurrent(rng, inputs=H)]),
    "bidirectional": lambda rng: rnnlib.Bidirectional(recurrent(rng), recurrent(rng)),
}


def model_of(name):
    rng = np.random.default_rng(0)
    layer = LAYERS[name](rng)
    model = EveryStepModel(layer, Linear(layer.output_size, K, rng=rng))
    lively(model.params, rng)
    return model


def slopes(model, x, outputs, eps=1e-5):
    """‖∂logit_t/∂x_s‖ by central differences, one entry of x at a time."""
    slope = np.zeros((len(x), len(x), x.shape[1]))
    for s in range(len(x)):
        for d in range(x.shape[1]):
            ends = []
            for sign in (1, -1):
                moved = x.copy()
                moved[s, d] += sign * eps
                logits, _ = model.forward(moved[:, None])
                ends.append(logits[np.arange(len(x)), 0, outputs])
            slope[:, s, d] = (ends[0] - ends[1]) / (2 * eps)
    return np.linalg.norm(slope, axis=2)


@pytest.mark.parametrize("name", LAYERS)
def test_they_are_slopes(name):
    model, rng = model_of(name), np.random.default_rng(1)
    x, outputs = rng.normal(size=(T, D)), rng.integers(0, K, T)
    found = sensitivity(model, x, outputs)
    np.testing.assert_allclose(found.values, slopes(model, x, outputs), rtol=1e-5, atol=1e-7)
    assert found.values.dtype == np.float32
    assert found.symbols is None


@pytest.mark.parametrize("steps", [31, 32, 33, 70])
def test_any_number_of_steps_is_the_same_as_one_by_one(steps):
    model, x = model_of("LSTM"), np.random.default_rng(2).integers(0, D, steps)
    whole = sensitivity(model, x)
    short = sensitivity(model, x[:30], whole.outputs[:30])
    np.testing.assert_allclose(whole.values[:30, :30], short.values, rtol=1e-6)
    assert (np.triu(whole.values, 1) == 0).all()
    assert (np.diag(whole.values) > 0).all()


def test_symbols_are_one_hot_vectors():
    model, x = model_of("stacked"), np.array([0, 3, 1, 1, 2])
    np.testing.assert_array_equal(
        sensitivity(model, x, 2).values, sensitivity(model, np.eye(D)[x], [2] * 5).values
    )


def test_by_default_the_likeliest_output_is_looked_at_and_named():
    rng = np.random.default_rng(0)
    text = Text("abracadabra")
    model = LanguageModel(text, recurrent(rng, inputs=text.V), rng=rng)
    p, _ = model.predict("cadabra")
    found = sensitivity(model, "cadabra")
    np.testing.assert_array_equal(found.outputs, p.argmax(1))
    assert "".join(found.symbols) == text.decode(p.argmax(1))


def test_weights_stay_as_they_are():
    model = model_of("LSTM")
    before = {name: p.copy() for name, p in model.params.items()}
    sensitivity(model, np.zeros((3, D)))
    for name, p in model.params.items():
        np.testing.assert_array_equal(p, before[name])


@pytest.mark.parametrize(
    ("x", "outputs", "message"),
    [
        ("text", None, "x: expected symbols or vectors, as the model has no text, got a str"),
        ([0, D], None, r"x: expected symbols \(T,\) from 0 to 3 or floats \(T, 4\), got int64"),
        (np.zeros((3, D + 1)), None, r"x: .* got float64 \(3, 5\)"),
        (np.zeros((0, D)), None, r"x: .* got float64 \(0, 4\)"),
        ([0, 1], K, "outputs: expected integers from 0 to 4, got 5"),
        ([0, 1], [1, 2, 3], "outputs: expected an integer or 2 of them"),
        ([0, 1], 0.5, "outputs: expected an integer or 2 of them, got 0.5"),
    ],
)
def test_bad_arguments_are_named(x, outputs, message):
    with pytest.raises(ValueError, match=message):
        sensitivity(model_of("LSTM"), x, outputs)


def test_other_models_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="model: expected one with rnn and readout, got Linear"):
        sensitivity(Linear(D, K, rng=rng), [0])
    with pytest.raises(ValueError, match="model: expected a prediction after every step"):
        sensitivity(LastStepModel(recurrent(rng), Linear(H, K, rng=rng)), [0, 1])
