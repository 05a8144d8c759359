"""Truncated gradients are those that training in windows follows; their measures are right."""

import numpy as np
import pytest
from kinds import layer_of, lively

from rnnlib import Batch, EveryStepModel, Linear, LSTMCell, VanillaCell, squared_error
from rnnlib.analysis import kept, paths, truncation
from rnnlib.train import windows

T, B, D, H, O = 7, 2, 3, 4, 2


def example(kind=VanillaCell):
    rng = np.random.default_rng(0)
    model = EveryStepModel(layer_of(kind, D, H, rng), Linear(H, O, rng=rng), squared_error)
    lively(model.params, rng)
    return model, Batch(rng.normal(size=(T, B, D)), rng.normal(size=(T, B, O)))


def by_windows(model, batch, k):
    """The gradient as `fit(truncate=k)` forms it, the parameters held: a sum over windows."""
    total, state = {name: 0 for name in model.params}, model.rnn.start(B)
    for window in windows(batch, k):
        _, grads, tape = model.loss_and_grads(window, state)
        state = tape.rnn.final
        total = {name: total[name] + g * len(window.x) / T for name, g in grads.items()}
    return total


@pytest.mark.parametrize("kind", [VanillaCell, LSTMCell])
@pytest.mark.parametrize("k", range(1, T + 1))
def test_windows_are_those_of_fit(kind, k):
    model, batch = example(kind)
    found = paths(model, batch)
    for name, gradient in by_windows(model, batch, k).items():
        np.testing.assert_allclose(found.total(name, kept(T, k)), gradient, atol=1e-12)


@pytest.mark.parametrize("k", range(1, T + 1))
def test_reach_is_a_walk_of_k_steps_for_every_loss(k):
    model, batch = example()
    total = {name: 0 for name in model.params}
    tape = model.forward(batch.x)[1].rnn
    for t in range(T):
        first = max(0, t - k + 1)
        piece = Batch(batch.x[first : t + 1], batch.target[first : t + 1])
        prediction, inner = model.forward(piece.x, tape.state(first))
        dprediction = np.zeros_like(prediction)
        dprediction[-1] = (prediction[-1] - piece.target[-1]) / (T * B)
        dy, _, _ = model.readout.backward(inner.out, dprediction)
        grads = model.rnn.backward(inner.rnn, dy)[2]
        total = total | {f"rnn.{n}": total[f"rnn.{n}"] + g for n, g in grads.items()}
    found = paths(model, batch)
    for name in ("rnn.W", "rnn.U", "rnn.b"):
        np.testing.assert_allclose(found.total(name, kept(T, k, "reach")), total[name], atol=1e-12)


@pytest.mark.parametrize("kind", ["windows", "reach"])
def test_the_measures_are_those_of_the_two_gradients(kind):
    model, batch = example()
    found = paths(model, batch)
    measured = truncation(found, kind)
    names = ("rnn.W", "rnn.b", "rnn.U")
    full = np.concatenate([found.total(name).ravel() for name in names])
    for k in range(1, T + 1):
        cut = np.concatenate([found.total(name, kept(T, k, kind)).ravel() for name in names])
        cosine = cut @ full / np.linalg.norm(cut) / np.linalg.norm(full)
        assert measured.cosine[k - 1] == pytest.approx(cosine, abs=1e-12)
        assert measured.ratio[k - 1] == pytest.approx(np.linalg.norm(cut) / np.linalg.norm(full))
        off = np.linalg.norm(cut - full) / np.linalg.norm(full)
        assert measured.error[k - 1] == pytest.approx(off, abs=1e-12)
    assert measured.cosine[-1] == pytest.approx(1)
    assert measured.error[-1] == pytest.approx(0, abs=1e-12)
    assert measured.states.tolist() == list(range(1, T + 1))


def test_the_pairs_and_what_they_cost():
    found = paths(*example())
    assert truncation(found).steps.tolist() == [T] * T
    reach = [sum(min(t, k) for t in range(1, T + 1)) for k in range(1, T + 1)]
    assert truncation(found, "reach").steps.tolist() == reach
    assert kept(3, 1).tolist() == np.eye(3, dtype=bool).tolist()
    assert kept(3, 2).tolist() == [[True, False, False], [True, True, False], [False, False, True]]
    assert kept(3, 2, "reach")[2].tolist() == [False, True, True]
    assert np.array_equal(kept(4, 9), np.tri(4, dtype=bool))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 1), "T: expected a positive integer, got 0"),
        ((3, 0), "k: expected a number of steps, 1 or more, got 0"),
        ((3, 1, "middle"), "kind: expected 'windows' or 'reach', got 'middle'"),
    ],
)
def test_bad_input_gets_one_sentence(arguments, message):
    with pytest.raises(ValueError, match=message):
        kept(*arguments)


def test_a_gradient_of_zero_has_no_direction():
    model, batch = example()
    model.readout.params["V"][:] = 0
    assert np.isnan(truncation(paths(model, batch)).cosine).all()
