"""Training: records, clipping, truncation, carried states."""

import numpy as np
import pytest
from kinds import layer_of
from train.models import LSTM, echo_batches, model_of

import rnnlib
from rnnlib import SGD, Adam, Batch, EveryStepModel, Linear, Stacked, fit


def test_a_record_is_what_the_update_saw():
    model, twin = model_of(), model_of()
    optimiser = SGD(twin.params, 0.1)
    records = fit(model, echo_batches(5), SGD(model.params, 0.1), clip=0.2, with_flow=True)
    for step, (record, batch) in enumerate(zip(records, echo_batches(5), strict=True)):
        loss, grads, tape = twin.loss_and_grads(batch)
        norm = np.sqrt(sum((g**2).sum() for g in grads.values()))
        assert (record.step, record.loss) == (step, pytest.approx(loss))
        assert record.norm == pytest.approx(norm)
        np.testing.assert_allclose(record.flow, tape.rnn.flow())
        scale = min(1, 0.2 / norm)
        optimiser.step({name: scale * g for name, g in grads.items()})
        for name, p in model.params.items():
            np.testing.assert_allclose(p, twin.params[name], rtol=1e-12)


def test_clipping_by_value_cuts_every_entry():
    model, twin = model_of(), model_of()
    (record,) = fit(model, echo_batches(1), SGD(model.params, 1.0), limit=0.01)
    _, grads, _ = twin.loss_and_grads(*echo_batches(1))
    assert record.norm == pytest.approx(rnnlib.global_norm(grads))
    for name, p in model.params.items():
        step = twin.params[name] - p
        np.testing.assert_allclose(step, np.clip(grads[name], -0.01, 0.01), atol=1e-15)
    assert any((abs(g) > 0.01).any() for g in grads.values())


def test_it_learns():
    model = model_of(H=12)
    losses = [r.loss for r in fit(model, echo_batches(150), Adam(model.params, 0.02), clip=1.0)]
    assert losses[0] > 0.5 and np.mean(losses[-10:]) < 0.05


def test_truncation_cuts_the_gradient_and_carries_the_state():
    model, twin = model_of(), model_of()
    (batch,) = echo_batches(1)
    records = list(fit(model, [batch], SGD(model.params, 0.0), truncate=3))
    assert [r.step for r in records] == [0, 1, 2]
    state = None
    for record, start in zip(records, (0, 3, 6), strict=True):
        piece = Batch(batch.x[start : start + 3], batch.target[start : start + 3])
        loss, grads, tape = twin.loss_and_grads(piece, state)
        state = tape.rnn.final
        assert record.loss == pytest.approx(loss)
        assert record.norm == pytest.approx(rnnlib.global_norm(grads))


def test_truncation_of_padded_batches():
    """A window in which a sequence, or all of them, is over already."""
    model = model_of()
    (batch,) = echo_batches(1)
    mask = np.arange(8)[:, None] < (5, 1, 2, 3)
    records = list(fit(model, [Batch(*batch[:2], mask)], SGD(model.params, 0.0), truncate=2))
    assert len(records) == 3  # steps 0–1, 2–3, 4–5; nothing real in 6–7
    assert all(np.isfinite(r.loss) for r in records)


@pytest.mark.parametrize("carry", [False, True])
def test_state_is_carried_from_batch_to_batch_on_request(carry):
    model, twin = model_of(), model_of()
    batches = list(echo_batches(2))
    records = list(fit(model, batches, SGD(model.params, 0.0), carry=carry))
    _, _, tape = twin.loss_and_grads(batches[0])
    loss, _, _ = twin.loss_and_grads(batches[1], tape.rnn.final if carry else None)
    assert records[1].loss == pytest.approx(loss, 1e-12)


def test_dropout_draws_from_the_given_generator():
    rng = np.random.default_rng(0)
    rnn = Stacked([layer_of(LSTM, 2, 6, rng), layer_of(LSTM, 6, 6, rng)], dropout=0.5)
    model = EveryStepModel(rnn, Linear(6, 2, rng=rng))
    still = SGD(model.params, 0.0)

    def losses(seed):
        chance = None if seed is None else np.random.default_rng(seed)
        (batch,) = echo_batches(1)
        return [r.loss for r in fit(model, [batch] * 3, still, rng=chance)]

    assert losses(1) == losses(1) != losses(2)
    assert len(set(losses(1))) == 3 and len(set(losses(None))) == 1
