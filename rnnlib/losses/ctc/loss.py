"""The loss: how improbable the target is, wherever in the input its symbols may be."""

import numpy as np

from rnnlib.losses.ctc.lattice import ctc_lattice


def ctc_loss(logits, targets, mask=None, *, blank=0):
    """The mean over the sequences of −log p(l | x), in nats, and its gradient.

    p(l | x) adds up all paths π, one symbol or blank for every step, that become the target l when
    repeated symbols are merged and then the blanks removed (Graves, Fernández, Gomez & Schmidhuber
    2006, eqs. (2), (3) and (15))::

        p(l | x) = Σ_{π: B(π) = l} Π_t y_t(π_t),  y = softmax(logits)
        ∂L/∂logits_t = (y_t − Σ_{s of the symbol} γ_t(s)) / B,  γ = α β / p

    logits are (T, B, K); targets B sequences of integers, possibly empty, without the ``blank``;
    mask (T, B) is True up to each sequence's length, and all steps are real without one. Steps
    beyond have a gradient of exactly 0.

    Returns (loss, dlogits): a float, and an array like logits.
    ValueError: shapes or types that do not fit, symbols out of range, a target for which there are
    too few steps: one for every symbol, and one more between two equal ones.
    """
    found = ctc_lattice(logits, targets, mask, blank=blank)
    T, B, _ = found.log_y.shape
    dlogits = np.exp(found.log_y)
    dlogits -= found.occupancy()
    dlogits /= B
    dlogits[np.arange(T)[:, None] >= found.lengths] = 0
    return float(-found.log_p.mean()), dlogits
