"""The parts of a gradient, by step and by path, add up to it and are what they are said to be."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, lively, random_mask, random_state

from rnnlib import (
    Batch,
    Bidirectional,
    EveryStepModel,
    LanguageModel,
    LastStepModel,
    Linear,
    LSTMCell,
    Recurrent,
    Stacked,
    Text,
    VanillaCell,
    squared_error,
)
from rnnlib.analysis import contributions, paths

T, B, D, H, O = 6, 3, 4, 5, 2


def model_of(kind, rng, D=D):
    layer = layer_of(kind, D, H, rng)
    readout = Linear(layer.output_size, O, rng=rng)
    lively(readout.params, rng)
    return EveryStepModel(layer, readout, squared_error)


def batch_of(rng, mask=None, symbols=False):
    x = rng.integers(0, D, (T, B)) if symbols else rng.normal(size=(T, B, D))
    return Batch(x, rng.normal(size=(T, B, O)), mask)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("symbols", [False, True])
@pytest.mark.parametrize("kind", CELLS)
def test_they_add_up_to_the_gradient_of_every_cell(kind, symbols, masked):
    rng = np.random.default_rng(0)
    model = model_of(kind, rng)
    batch = batch_of(rng, random_mask(T, B, rng) if masked else None, symbols)
    state = random_state(model.rnn, B, rng)
    loss, grads, tape = model.loss_and_grads(batch, state)
    steps = contributions(tape.rnn)
    found = paths(model, batch, state)
    assert steps.keys() == model.rnn.params.keys()
    assert found.grads.keys() == grads.keys()
    for name, gradient in grads.items():
        np.testing.assert_allclose(found.total(name), gradient, rtol=0, atol=1e-12)
        inner, _, own = name.partition(".")
        if inner == "rnn":
            np.testing.assert_allclose(steps[own].sum(axis=0), gradient, rtol=0, atol=1e-12)
            by_step = found.grads[name].sum(axis=0)
            np.testing.assert_allclose(by_step, steps[own], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.losses.sum(), loss, rtol=1e-12)
    model.loss_and_grads(batch, state)
    output = model.rnn.cell.states[0]
    whole = model.loss_and_grads(batch, state)[2].rnn.back[output]
    np.testing.assert_allclose(found.dh.sum(axis=0), whole, rtol=0, atol=1e-12)


def run_unshared(copies, x, h):
    """A plain network written out, with its own parameters at every step; the states h_1 … h_T."""
    states = []
    for (W, U, b), row in zip(copies, x, strict=True):
        h = np.tanh(row @ W + h @ U + b)
        states.append(h)
    return states


def test_the_part_of_a_pair_is_the_slope_of_one_loss_at_one_copy():
    rng = np.random.default_rng(1)
    model = model_of(VanillaCell, rng)
    batch, h0 = batch_of(rng), rng.normal(size=(B, H))
    found = paths(model, batch, (h0,))
    V, c = (model.readout.params[name] for name in ("V", "b"))
    copies = [[model.rnn.params[name].copy() for name in "WUb"] for _ in range(T)]

    def losses():
        states = run_unshared(copies, batch.x, h0)
        wrong = [h @ V + c - target for h, target in zip(states, batch.target, strict=True)]
        return np.array([0.5 * (d**2).sum() / (T * B) for d in wrong])

    np.testing.assert_allclose(found.losses, losses(), rtol=1e-12)
    eps = 1e-6
    for s in range(T):
        for name, p in zip("WUb", copies[s], strict=True):
            for k in np.ndindex(p.shape):
                value = p[k]
                p[k] = value + eps
                slope = losses()
                p[k] = value - eps
                slope = (slope - losses()) / (2 * eps)
                p[k] = value
                pairs = found.grads[f"rnn.{name}"][(slice(None), s, *k)]
                np.testing.assert_allclose(pairs, slope, atol=1e-8)


def test_what_arrives_is_a_product_of_jacobians():
    rng = np.random.default_rng(2)
    model = model_of(VanillaCell, rng)
    batch = batch_of(rng)
    found = paths(model, batch)
    h = model.forward(batch.x)[1].rnn["h"]
    U = model.rnn.params["U"]
    for t in range(T):
        for k in range(T):
            for b in range(B):
                arrived = found.dh[t, t, b] if k <= t else np.zeros(H)
                for s in range(t, k, -1):
                    arrived = (arrived * (1 - h[s, b] ** 2)) @ U.T
                np.testing.assert_allclose(found.dh[t, k, b], arrived, atol=1e-14)
    norms = np.linalg.norm(found.dh.reshape(T, T, -1), axis=2)
    np.testing.assert_allclose(found.norms, norms, rtol=1e-12)


def test_a_language_model_reads_symbols():
    rng = np.random.default_rng(3)
    text = Text("to be or not to be")
    model = LanguageModel(text, Recurrent(VanillaCell(text.V, H, rng=rng)), rng=rng)
    (batch,) = text.stream(1, len(text) - 1)
    loss, grads, _ = model.loss_and_grads(batch)
    found = paths(model, batch)
    for name, gradient in grads.items():
        np.testing.assert_allclose(found.total(name), gradient, rtol=0, atol=1e-12)
    assert found.losses.sum() == pytest.approx(loss, rel=1e-12)


def test_bad_input_gets_one_sentence():
    rng = np.random.default_rng(4)
    layer = Recurrent(LSTMCell(D, H, rng=rng))
    _, tape = layer.forward(rng.normal(size=(T, B, D)))
    with pytest.raises(ValueError, match=r"^tape: expected .* after its `backward`, got Tape with"):
        contributions(tape)
    with pytest.raises(ValueError, match=r"^tape: expected .*, got int$"):
        contributions(3)
    both = Bidirectional(layer, layer_of(LSTMCell, D, H, rng))
    for rnn in (both, Stacked([both]), Stacked([Linear(D, H, rng=rng)])):
        model = EveryStepModel(rnn, Linear(rnn.output_size, O, rng=rng), squared_error)
        expected = "one whose rnn is a recurrent layer or a stack of them, read forward in time"
        with pytest.raises(
            ValueError, match=f"^model: expected {expected}, got {type(rnn).__name__}"
        ):
            paths(model, batch_of(rng))
    last = LastStepModel(layer, Linear(H, O, rng=rng), squared_error)
    with pytest.raises(ValueError, match="^model: expected a prediction after every step"):
        paths(last, Batch(rng.normal(size=(T, B, D)), rng.normal(size=(B, O))))
