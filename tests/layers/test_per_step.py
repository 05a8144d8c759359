"""A layer for every step: where it is the same one throughout, it is that layer along time."""

import numpy as np
import pytest
from kinds import CELLS, layer_of, random_mask

from rnnlib import (
    Adam,
    Bidirectional,
    EveryStepModel,
    LastStepModel,
    Linear,
    PerStep,
    Stacked,
    VanillaCell,
    check_gradients,
    fit,
    parity,
)

T, B = 4, 3


def own_layers(kind, rng, steps=T):
    return PerStep([layer_of(kind, 3, 2, rng) for _ in range(steps)])


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("symbols", [False, True], ids=["floats", "symbols"])
@pytest.mark.parametrize("kind", CELLS)
def test_backward_is_the_gradient(kind, symbols, masked):
    rng = np.random.default_rng(1)
    net = own_layers(kind, rng)
    x = rng.integers(3, size=(T, B)) if symbols else rng.normal(size=(T, B, 3))
    errors = check_gradients(net, x, mask=random_mask(T, B, rng) if masked else None, rng=rng)
    assert {*net.params} <= errors.keys() and "state.0" in errors
    assert max(errors.values()) < 1e-7, errors


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("kind", CELLS)
def test_one_layer_in_all_places_is_that_layer_along_time(kind, masked):
    rng = np.random.default_rng(2)
    layer = layer_of(kind, 3, 2, rng)
    copies = PerStep([layer] * T)
    x = rng.normal(size=(T, B, 3))
    mask = random_mask(T, B, rng) if masked else None
    (y, tape), (same, apart) = layer.forward(x, mask=mask), copies.forward(x, mask=mask)
    np.testing.assert_allclose(same, y, atol=1e-14)
    for a, b in zip(apart.final, tape.final, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-14)
    dy, dstate = rng.normal(size=y.shape), tuple(rng.normal(size=s.shape) for s in tape.final)
    dx, dfirst, grads = layer.backward(tape, dy, dstate)
    dx_copies, dfirst_copies, of_copies = copies.backward(apart, dy, dstate)
    np.testing.assert_allclose(dx_copies, dx, atol=1e-12)
    for a, b in zip(dfirst_copies, dfirst, strict=True):
        np.testing.assert_allclose(a, b, atol=1e-12)
    for name, gradient in grads.items():  # Σ over the copies
        total = sum(of_copies[f"{t}.{name}"] for t in range(T))
        np.testing.assert_allclose(total, gradient, atol=1e-12)


def test_every_step_has_parameters_of_its_own():
    rng = np.random.default_rng(3)
    net = own_layers(VanillaCell, rng)
    x = rng.normal(size=(T, B, 3))
    y, _ = net.forward(x)
    h = np.zeros((B, 2))
    for t in range(T):
        W, U, b = (net.params[f"{t}.{name}"] for name in "WUb")
        h = np.tanh(x[t] @ W + h @ U + b)
        np.testing.assert_allclose(y[t], h, atol=1e-14)


def test_a_shorter_run_leaves_later_parameters_alone():
    rng = np.random.default_rng(4)
    net = own_layers(VanillaCell, rng)
    y, tape = net.forward(rng.normal(size=(2, B, 3)))
    _, _, grads = net.backward(tape, np.ones_like(y))
    assert grads.keys() == net.params.keys()
    assert [bool(grads[f"{t}.W"].any()) for t in range(T)] == [True, True, False, False]


def test_a_longer_run_is_refused():
    net = own_layers(VanillaCell, np.random.default_rng(5))
    with pytest.raises(ValueError, match=r"^x: expected 1 to 4 steps, one for each .*\(5, 3, 3\)$"):
        net.forward(np.zeros((5, B, 3)))


def test_a_readout_of_its_own_for_every_step_and_training():
    rng = np.random.default_rng(6)
    rnn = PerStep([layer_of(VanillaCell, 2, 5, rng) for _ in range(2)])
    model = EveryStepModel(rnn, PerStep([Linear(5, 2, rng=rng) for _ in range(2)]))
    batch = parity(2, 40, rng=rng)
    losses = [r.loss for r in fit(model, [batch] * 200, Adam(model.params, lr=0.03))]
    assert losses[-1] < 0.05 < 0.5 < losses[0]
    assert "rnn.1.W" in model.params and "out.1.V" in model.params
    last = LastStepModel(rnn, Linear(5, 2, rng=rng))
    _, grads, _ = last.loss_and_grads(batch._replace(target=batch.target[-1]))
    assert grads["rnn.0.W"].any()


def test_any_layer_can_have_a_sibling_for_every_step():
    rng = np.random.default_rng(7)
    net = PerStep([Stacked([layer_of(VanillaCell, 3, 2, rng), Linear(2, 3, rng=rng)])] * 1)
    assert max(check_gradients(net, rng.normal(size=(1, B, 3)), rng=rng).values()) < 1e-7
    assert (net.input_size, net.output_size, len(net.start(B))) == (3, 3, 2)
    assert (
        repr(PerStep([Linear(2, 3, rng=rng)] * 4)) == "PerStep(4 × Linear(D=2, O=3, dtype=float64))"
    )


@pytest.mark.parametrize(
    ("layers", "sentence"),
    [
        (lambda rng: [], "layers: expected at least one layer, one for each step, got none"),
        (lambda rng: [VanillaCell(3, 2, rng=rng)], "layers: expected layers, such as Recurrent"),
        (
            lambda rng: [layer_of(VanillaCell, 3, 2, rng), layer_of(VanillaCell, 3, 4, rng)],
            r"layers: expected layers of one output_size, got \[2, 4\]",
        ),
        (
            lambda rng: [Bidirectional(*(layer_of(VanillaCell, 3, 2, rng) for _ in range(2)))],
            "layers: expected layers that read forward alone",
        ),
    ],
)
def test_bad_layers(layers, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        PerStep(layers(np.random.default_rng(8)))
