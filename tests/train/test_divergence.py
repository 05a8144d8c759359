"""Training that goes wrong stops with the step and the last good parameters; bad options."""

import numpy as np
import pytest
from kinds import layer_of, lively
from train.models import LSTM, RELU, Odd, echo_batches, model_of

import rnnlib
from rnnlib import SGD, Adam, Batch, Diverged, EveryStepModel, LastStepModel, Linear, Stacked, fit


def test_nan_in_the_input_stops_with_the_step_and_the_last_good_parameters():
    model = EveryStepModel(
        layer_of(LSTM, 2, 3, np.random.default_rng(0)), Linear(3, 2, rng=np.random.default_rng(0))
    )
    x, target = np.ones((4, 2, 2)), np.zeros((4, 2), int)
    spoiled = x.copy()
    spoiled[2, 1, 0] = np.nan
    records = fit(model, [Batch(x, target), Batch(spoiled, target)], SGD(model.params, 0.1))
    before = {name: p.copy() for name, p in model.params.items()}
    next(records)
    moved = {name: p.copy() for name, p in model.params.items()}
    with pytest.raises(Diverged, match="^step 1: expected a finite loss, got NaN or infinity") as e:
        next(records)
    assert e.value.step == 1
    for name, p in model.params.items():  # back where the loss was last known to be finite
        np.testing.assert_array_equal(p, before[name])
        np.testing.assert_array_equal(e.value.params[name], before[name])
        assert not np.array_equal(moved[name], before[name]) and e.value.params[name] is not p


def test_an_explosion_leaves_parameters_with_a_finite_loss():
    rng = np.random.default_rng(1)
    model = LastStepModel(
        layer_of(RELU, 2, 9, rng, np.float32),
        Linear(9, 1, rng=rng, dtype=np.float32),
        rnnlib.squared_error,
    )
    batch = Batch(rng.normal(size=(60, 3, 2)).astype(np.float32), np.ones((3, 1), np.float32))
    with pytest.raises(Diverged) as e, np.errstate(all="ignore"):
        for _ in fit(model, [batch] * 50, SGD(model.params, 1.0)):
            pass
    assert e.value.step < 50
    assert np.isfinite(model.loss_and_grads(batch)[0])


def test_an_update_that_overflows():
    model = model_of()
    before = {name: p.copy() for name, p in model.params.items()}

    class Overflowing(SGD):
        def update(self, grads):
            self.params["out.V"][0, 0] = np.inf

    with pytest.raises(Diverged, match="^step 0: expected a finite update"):
        list(fit(model, echo_batches(3), Overflowing(model.params, 0.1)))
    for name, p in model.params.items():
        np.testing.assert_array_equal(p, before[name])


def test_a_large_parameter_is_a_finite_one():
    """Whatever its square is: in float32 that of 1e25 is infinite."""
    rng = np.random.default_rng(0)
    readout = Linear(3, 2, rng=rng, dtype=np.float32)
    model = EveryStepModel(layer_of(LSTM, 2, 3, rng, np.float32), readout)

    class Far(SGD):
        def update(self, grads):
            self.params["rnn.b"][0] = 1e25

    list(fit(model, echo_batches(1), Far(model.params, 0.1)))
    assert model.params["rnn.b"][0] == np.float32(1e25)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clip": 0}, "clip: expected a positive number, got 0"),
        ({"limit": -1}, "limit: expected a positive number, got -1"),
        ({"clip": "a"}, "clip: expected a positive number, got 'a'"),
        ({"truncate": 2.5}, "truncate: expected a number of steps k ≥ 1 or None, got 2.5"),
        ({"truncate": 0}, "truncate: expected a number of steps k ≥ 1 or None, got 0"),
    ],
)
def test_wrong_options_are_refused_at_once(options, message):
    model = model_of()
    with pytest.raises(ValueError, match=message):
        fit(model, echo_batches(1), SGD(model.params, 0.1), **options)


def test_truncation_needs_a_target_for_every_step():
    rng = np.random.default_rng(0)
    model = LastStepModel(layer_of(LSTM, 2, 3, rng), Linear(3, 2, rng=rng))
    batch = Batch(np.zeros((8, 4), int), np.zeros(4, int))
    with pytest.raises(ValueError, match="truncate: expected a target for every step"):
        next(fit(model, [batch], SGD(model.params, 0.1), truncate=2))


def test_a_network_that_looks_ahead_cannot_be_cut():
    """Its backward direction would start a window from the end of an earlier one."""
    rng = np.random.default_rng(0)
    both = rnnlib.Bidirectional(layer_of(LSTM, 2, 3, rng), layer_of(LSTM, 2, 3, rng))
    model = EveryStepModel(Stacked([both]), Linear(6, 2, rng=rng))
    for options, name in (({"truncate": 3}, "truncate"), ({"carry": True}, "carry")):
        with pytest.raises(ValueError, match=f"{name}: expected a network that reads forward"):
            fit(model, echo_batches(1), SGD(model.params, 0.1), **options)


def test_an_optimiser_of_another_model():
    model, other = model_of(), model_of()
    with pytest.raises(ValueError, match="optimiser: expected one of this model's parameters"):
        fit(model, echo_batches(1), SGD(other.params, 0.1))


def test_parameters_that_are_not_finite_to_begin_with():
    model = model_of()
    model.params["rnn.W"][0, 0] = np.nan
    with pytest.raises(ValueError, match="model: expected finite parameters, got .* in rnn.W"):
        fit(model, echo_batches(1), SGD(model.params, 0.1))


@pytest.mark.parametrize("entry", [np.nan, np.inf, 1e25], ids=["NaN", "infinity", "its square"])
def test_a_gradient_that_is_not_finite_though_the_loss_is(entry):
    """In float32 1e25 squared is infinite, which Adam would keep for ever."""
    rng = np.random.default_rng(0)
    model = Odd(layer_of(LSTM, 2, 3, rng, np.float32), Linear(3, 2, rng=rng, dtype=np.float32))
    model.entry = entry
    before = {name: p.copy() for name, p in model.params.items()}
    with pytest.raises(Diverged, match="^step 0: expected a finite gradient"):
        next(fit(model, echo_batches(1), Adam(model.params)))
    for name, p in model.params.items():
        np.testing.assert_array_equal(p, before[name])
    if entry == 1e25:  # clipped, it is a gradient like any other
        next(fit(model, echo_batches(1), Adam(model.params), clip=1.0))


def test_the_limit_comes_before_the_clip():
    model, twin = model_of(), model_of()
    next(fit(model, echo_batches(1), SGD(model.params, 1.0), limit=0.02, clip=0.01))
    _, grads, _ = twin.loss_and_grads(*echo_batches(1))
    rnnlib.clip_value(grads, 0.02)
    rnnlib.clip_norm(grads, 0.01)
    for name, p in model.params.items():
        np.testing.assert_allclose(twin.params[name] - p, grads[name], atol=1e-15)


def test_truncation_of_batches_padded_on_the_left():
    model = model_of()
    (batch,) = echo_batches(1)
    mask = np.arange(8)[:, None] >= (0, 4, 7, 2)
    records = list(fit(model, [Batch(*batch[:2], mask)], SGD(model.params, 0.0), truncate=2))
    assert len(records) == 4 and all(np.isfinite(r.loss) for r in records)
    mask[:] = False
    with pytest.raises(ValueError, match="mask: expected a real step in every sequence"):
        next(fit(model, [Batch(*batch[:2], mask)], SGD(model.params, 0.0), truncate=2))


def test_embeddings_train_below_recurrent_layers():
    rng = np.random.default_rng(0)
    rnn = Stacked([rnnlib.Embedding(2, 3, rng=rng), layer_of(LSTM, 3, 12, rng)], dropout=0.1)
    model = EveryStepModel(rnn, Linear(12, 2, rng=rng))
    lively(model.params, rng, 0.3)
    options = {"clip": 1.0, "carry": True, "truncate": 4, "with_flow": True, "rng": rng}
    records = list(fit(model, echo_batches(200), Adam(model.params, 0.02), **options))
    assert records[0].flow.shape == (1, 4)
    assert np.mean([r.loss for r in records[-20:]]) < 0.5 * records[0].loss
