"""The loss of every step apart: its mean is the loss that is trained on."""

import numpy as np
import pytest

from rnnlib import softmax_cross_entropy, step_losses
from rnnlib.ops import softmax


def random(T=5, B=3, K=4):
    rng = np.random.default_rng(0)
    return rng.normal(size=(T, B, K)) * 3, rng.integers(K, size=(T, B)), rng.random((T, B)) < 0.6


def test_every_step_is_minus_log_p_of_its_target():
    logits, target, _ = random()
    losses = step_losses(logits, target)
    for t, b in np.ndindex(target.shape):
        assert losses[t, b] == pytest.approx(-np.log(softmax(logits[t, b])[target[t, b]]))


def test_the_mean_over_real_steps_is_the_loss_and_masked_steps_have_none():
    logits, target, mask = random()
    target[~mask] = -1
    losses = step_losses(logits, target, mask)
    loss, _ = softmax_cross_entropy(logits, target, mask)
    assert losses.sum() / mask.sum() == pytest.approx(loss, rel=1e-12)
    assert (losses[~mask] == 0).all() and (losses[mask] > 0).all()


def test_one_prediction_for_each_sequence_and_float32():
    logits, target, _ = random()
    assert step_losses(logits[0], target[0]).shape == (3,)
    assert step_losses(logits.astype("f4"), target).dtype == np.float32
    assert np.isfinite(step_losses(logits * 1e4, target)).all()


def test_bad_input_gets_the_sentences_of_the_loss():
    logits, target, _ = random()
    with pytest.raises(ValueError, match="^target: expected classes 0 to 3, got 4"):
        step_losses(logits, np.full_like(target, 4))
    with pytest.raises(ValueError, match="^target: expected integers of shape"):
        step_losses(logits, target[1:])
