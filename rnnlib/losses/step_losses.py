"""The loss of every step apart, before it is summed over time."""

import numpy as np

from rnnlib.losses.cross_entropy import checked
from rnnlib.ops import log_softmax


def step_losses(logits, target, mask=None):
    """L⁽ᵗ⁾ = −log p_target of every step of every sequence, in nats: (T, B), or (B,) without T.

    Their sum is the loss of the whole sequence, L = Σ_t L⁽ᵗ⁾ (Goodfellow et al. 2016, eq. 10.13);
    `softmax_cross_entropy` returns their mean over the real steps. Steps with mask False have 0.
    Arguments and errors are those of `softmax_cross_entropy`.
    """
    logits, target, mask = checked(logits, target, mask)
    losses = np.zeros(mask.shape, logits.dtype)
    log_p = log_softmax(logits[mask])
    losses[mask] = -log_p[np.arange(len(log_p)), target[mask]]
    return losses
