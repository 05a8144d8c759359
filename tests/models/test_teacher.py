"""What a step is told, the gradient at any share of truth, and that the truth cuts the chain."""

import numpy as np
import pytest
from kinds import lively

from rnnlib import Adam, Batch, JordanCell, TeacherModel, fit, numerical_gradient
from rnnlib.checks import gradient_error
from rnnlib.layers.teacher_forced import before


def setting(truth=1.0, masked=False):
    rng = np.random.default_rng(0)
    model = TeacherModel(JordanCell(2, 4, 3, rng=rng), truth=truth)
    lively(model.params, rng)
    mask = np.ones((6, 5), bool)
    mask[0], mask[4:, 1] = False, False
    batch = Batch(rng.normal(size=(6, 5, 2)), rng.normal(size=(6, 5, 3)), mask if masked else None)
    return model, batch


def tossed(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("truth", [1.0, 0.5, 0.0])
def test_the_gradient_with_what_was_given_held_fast(truth, masked):
    model, batch = setting(truth, masked)
    given = model.given(batch, rng=tossed())
    _, grads, _ = model.loss_and_grads(batch, rng=tossed())

    def loss(_):
        y, _ = model.forced.forward(batch.x, given)
        error = ((y - batch.target) ** 2).sum(-1)
        return float(0.5 * (error if batch.mask is None else error[batch.mask]).mean())

    for name, p in model.params.items():
        assert gradient_error(grads[name], numerical_gradient(loss, p)) < 1e-7, name


def test_what_is_given_follows_the_coins():
    model, batch = setting(0.5)
    given = model.given(batch, rng=tossed())
    told = tossed().random((6, 5)) < 0.5
    y, _ = model.forced.forward(batch.x, given)
    right, own = before(batch.target), before(y)
    assert 5 < told[1:].sum() < 20
    np.testing.assert_array_equal(given[told], right[told])
    np.testing.assert_allclose(given[~told], own[~told], rtol=1e-12)
    np.testing.assert_array_equal(given[0], 0)


def test_all_truth_is_teacher_forcing_and_none_is_the_free_run():
    model, batch = setting(1.0)
    np.testing.assert_array_equal(model.given(batch), before(batch.target))
    model.truth = 0.0
    free = model.run_free(batch.x)
    np.testing.assert_allclose(model.given(batch, rng=tossed()), before(np.array(free)), rtol=1e-12)


def test_what_nobody_predicts_is_always_told():
    model, batch = setting(0.0, masked=True)
    given = model.given(batch, rng=tossed())
    np.testing.assert_array_equal(given[1], batch.target[0])
    assert not np.allclose(given[2], batch.target[1])


def test_it_learns_and_the_same_seed_gives_the_same():
    def last(truth):
        model, batch = setting(truth)
        optimiser = Adam(model.params, lr=0.02)
        losses = [r.loss for r in fit(model, [batch] * 200, optimiser, rng=tossed())]
        assert losses[-1] < 0.5 * losses[0]
        return losses[-1]

    assert last(1.0) < last(0.5) == last(0.5)


def test_bad_input():
    model, batch = setting()
    for wrong in (1.5, -0.1, float("nan"), "half"):
        with pytest.raises(ValueError, match="truth: expected"):
            model.truth = wrong
    model.truth = 0.5
    with pytest.raises(ValueError, match="rng: expected a numpy.random.Generator"):
        model.loss_and_grads(batch)
    with pytest.raises(ValueError, match="cell: expected a JordanCell"):
        TeacherModel(None)
    assert repr(model) == "TeacherModel(JordanCell(D=2, H=4, dtype=float64), truth=0.5)"
