"""The regulariser Ω: against its definition, central differences, PyTorch; masks; in training."""

import numpy as np
import pytest
from kinds import layer_of, lively, random_mask
from needs import need

import rnnlib
from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.losses.omega import Omega, omega

PLAIN = [rnnlib.VanillaCell, rnnlib.VanillaReLUCell]


def run(kind, masked=False, T=6, B=3, D=2, H=5, dtype=np.float64):
    """A layer and the tape of a run forward and backward from a random loss at every step."""
    rng = np.random.default_rng(4)
    layer = layer_of(kind, D, H, rng, dtype)
    mask = random_mask(T, B, rng) if masked else None
    y, tape = layer.forward(rng.normal(size=(T, B, D)).astype(dtype), None, mask)
    layer.backward(tape, rng.normal(size=y.shape).astype(dtype))
    return layer, tape


def jacobian(layer, tape, k, b):
    """∂h_{k+1}/∂h_k of sequence b by central differences: row i is ∂h_{k+1}/∂(h_k)_i."""
    h = tape.state(k)[0][b : b + 1].copy()
    x = tape.x[k : k + 1, b : b + 1]
    mask = None if tape.mask is None else tape.mask[k : k + 1, b : b + 1]

    def after(j):
        return lambda _: layer.forward(x, (h,), mask)[0][0, 0, j]

    return np.stack([numerical_gradient(after(j), h)[0] for j in range(h.size)], axis=1)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("kind", PLAIN)
def test_it_is_the_formula_of_the_paper(kind, masked):
    layer, tape = run(kind, masked)
    total = 0
    for k in range(1, len(tape)):
        for b in range(tape.B):
            d = tape.back["h"][k][b]  # ∂L/∂h_{k+1}: the record starts with h_1
            if d.any():
                handed_on = jacobian(layer, tape, k, b) @ d
                total += (np.linalg.norm(handed_on) / np.linalg.norm(d) - 1) ** 2
    assert Omega(1.0)(tape)[0] == pytest.approx(total / tape.B, rel=1e-7)
    assert Omega(0.3)(tape)[0] == pytest.approx(0.3 * total / tape.B, rel=1e-7)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("kind", PLAIN)
def test_the_gradient_of_the_immediate_part(kind, masked):
    """U moves where it stands in the formula; the adjoints and slopes are held."""
    layer, tape = run(kind, masked)
    h = tape["h"][1:]
    slope = 1 - h**2 if kind is rnnlib.VanillaCell else (h > 0).astype(float)
    live = None if tape.mask is None else tape.mask[1:]
    U = layer.params["U"]
    _, grads = Omega(0.7)(tape)
    numeric = numerical_gradient(lambda U: 0.7 * omega(tape.back["h"][1:], slope, U, live)[0], U)
    assert grads.keys() == {"U"} and gradient_error(grads["U"], numeric) < 1e-8
    assert np.abs(numeric).max() > 0.01


def test_against_torch_with_detached_adjoints():
    torch = need("torch")
    layer, tape = run(rnnlib.VanillaCell)
    U = torch.tensor(layer.params["U"], requires_grad=True)
    value = 0
    for k in range(1, len(tape)):
        for b in range(tape.B):
            h, d = (torch.tensor(v[b].copy()) for v in (tape["h"][k], tape.back["h"][k]))
            value = value + (((d * (1 - h**2)) @ U.T).norm() / d.norm() - 1) ** 2 / tape.B
    value.backward()
    ours, grads = Omega(1.0)(tape)
    assert ours == pytest.approx(value.item(), rel=1e-12)
    np.testing.assert_allclose(grads["U"], U.grad.numpy(), rtol=1e-10, atol=1e-13)


def test_padding_changes_nothing():
    rng = np.random.default_rng(0)
    layer = layer_of(rnnlib.VanillaCell, 2, 4, rng)
    x, dy = rng.normal(size=(7, 2, 2)), rng.normal(size=(7, 2, 4))
    mask = np.ones((7, 2), bool)
    mask[5:] = False
    dy[5:] = 0
    padded, short = layer.forward(x, None, mask)[1], layer.forward(x[:5])[1]
    layer.backward(padded, dy)
    layer.backward(short, dy[:5])
    for one, other in zip(Omega(1.0)(padded), Omega(1.0)(short), strict=True):
        one, other = (v["U"] if isinstance(v, dict) else v for v in (one, other))
        np.testing.assert_allclose(one, other, rtol=1e-13)


def test_an_isometry_has_none():
    """A rotation under small states hands every gradient on at its length: Ω is nearly 0."""
    rng = np.random.default_rng(0)
    layer = rnnlib.Recurrent(rnnlib.VanillaCell(2, 6, rng=rng))  # U is orthogonal
    _, tape = layer.forward(1e-4 * rng.normal(size=(9, 2, 2)))
    layer.backward(tape, None, (rng.normal(size=(2, 6)),))
    assert Omega(1.0)(tape)[0] < 1e-12
    layer.params["U"] *= 0.5  # every r is ½
    _, tape = layer.forward(1e-4 * rng.normal(size=(9, 2, 2)))
    layer.backward(tape, None, (rng.normal(size=(2, 6)),))
    assert Omega(1.0)(tape)[0] == pytest.approx(8 * 0.25, rel=1e-6)


def test_a_gradient_that_has_almost_vanished_still_has_a_direction():
    layer, tape = run(rnnlib.VanillaCell, dtype=np.float32)
    dh, slope = tape.back["h"][1:], np.full((5, 3, 5), 0.5, np.float32)
    U = layer.params["U"]
    small = omega(np.float32(1e-30) * dh, slope, U)  # squared, it is 0 in float32
    large = omega(dh, slope, U)
    assert small[0] == pytest.approx(large[0], rel=1e-5)
    assert small[1].dtype == np.float32
    np.testing.assert_allclose(small[1], large[1], rtol=1e-3, atol=1e-5)
    assert omega(0 * dh, slope, U)[0] == 0
    value, dU = omega(dh, 0 * slope, U)  # dead units: r = 0 at every step
    assert value == 5 and not dU.any()


def test_one_step_has_no_pair():
    layer, tape = run(rnnlib.VanillaCell, T=1)
    value, grads = Omega(1.0)(tape)
    assert value == 0 and grads["U"].shape == layer.params["U"].shape and not grads["U"].any()


def model_of(kind=rnnlib.VanillaCell, H=8):
    rng = np.random.default_rng(1)
    cell = kind(2, H, rng=rng)
    return rnnlib.EveryStepModel(rnnlib.Recurrent(cell), rnnlib.Linear(H, 2, rng=rng))


def batch_of(T=10, B=4):
    x = np.random.default_rng(2).integers(2, size=(T, B))
    return rnnlib.Batch(x, x)


def test_fit_adds_it_to_the_loss():
    model, twin = model_of(), model_of()
    (record,) = rnnlib.fit(
        model, [batch_of()], rnnlib.SGD(model.params, 1.0), regulariser=Omega(0.5)
    )
    loss, grads, tape = twin.loss_and_grads(batch_of())
    penalty, pulls = Omega(0.5)(tape.rnn)
    assert (record.loss, record.penalty) == pytest.approx((loss, penalty))
    grads["rnn.U"] = grads["rnn.U"] + pulls["U"]
    assert record.norm == pytest.approx(rnnlib.global_norm(grads))
    for name, p in model.params.items():
        np.testing.assert_allclose(p, twin.params[name] - grads[name], rtol=1e-12, atol=1e-15)
    (plain,) = rnnlib.fit(twin, [batch_of()], rnnlib.SGD(twin.params, 1.0))
    assert plain.penalty is None


def test_training_on_it_brings_the_ratios_to_one():
    model = model_of()
    model.params["rnn.U"] *= 0.4
    optimiser = rnnlib.SGD(model.params, 0.01)
    records = rnnlib.fit(model, [batch_of()] * 100, optimiser, regulariser=Omega(1.0))
    penalties = [record.penalty for record in records]
    assert penalties[0] > 2 and penalties[-1] < 0.2 * penalties[0]


def test_bad_input():
    for weight in (0, -1, np.inf, "a", None):
        with pytest.raises(ValueError, match="weight: expected a positive number, got"):
            Omega(weight)
    model = model_of(rnnlib.LSTMCell)
    optimiser = rnnlib.SGD(model.params, 0.1)
    for wrong in (model, model_of(rnnlib.GRUCell)):
        with pytest.raises(ValueError, match=r"regulariser: expected a cell h = φ\(.*, got"):
            rnnlib.fit(wrong, [], optimiser, regulariser=Omega(1.0))
    stacked = rnnlib.Stacked([model.rnn])
    deep = rnnlib.EveryStepModel(stacked, model.readout)
    with pytest.raises(ValueError, match=r"regulariser: expected a cell .*, got Stacked"):
        rnnlib.fit(deep, [], rnnlib.SGD(deep.params, 0.1), regulariser=Omega(1.0))
    with pytest.raises(ValueError, match="regulariser: expected one such as Omega.*, got 0.5"):
        rnnlib.fit(model, [], optimiser, regulariser=0.5)
    layer = layer_of(rnnlib.VanillaCell, 2, 3, np.random.default_rng(0))
    _, tape = layer.forward(np.ones((3, 1, 2)))
    with pytest.raises(ValueError, match="tape: expected one that `backward` has been run on"):
        Omega(1.0)(tape)


def test_lively_weights_explode_without_a_warning():
    """Infinite adjoints: no direction, so NaN, which training reports as what it is."""
    model = model_of(rnnlib.VanillaReLUCell)
    lively(model.params, np.random.default_rng(3), 1e30)
    with np.errstate(all="ignore"), pytest.raises(rnnlib.Diverged, match="^step 0: expected"):
        next(
            rnnlib.fit(
                model, [batch_of(T=40)], rnnlib.SGD(model.params, 0.1), regulariser=Omega(1.0)
            )
        )
    with np.errstate(all="raise"):
        value, _ = omega(np.full((1, 1, 2), np.inf), np.ones((1, 1, 2)), np.eye(2))
    assert np.isnan(value)
