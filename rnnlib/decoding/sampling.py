"""Sampling: the next symbol is drawn from the model's probabilities, reshaped or not.

Sources: temperature after Ackley, Hinton & Sejnowski 1985, A learning algorithm for Boltzmann
machines; top-k: Fan, Lewis & Dauphin 2018, Hierarchical neural story generation, §5; top-p, the
nucleus: Holtzman, Buys, Du, Forbes & Choi 2020, The curious case of neural text degeneration, §3.
"""

import numpy as np

from rnnlib.edge import array_of, brief, expect, finite, positive, whole
from rnnlib.ops import softmax


def reshaped(logits, *, temperature=1.0, top_k=None, top_p=None):
    """The probabilities (…, V) from which is drawn, in the type of float64.

    With scores z_v, logits or log-probabilities, in this order::

        p_v = exp(z_v / τ) / Σ_w exp(z_w / τ)                       temperature τ > 0
        p_v = 0 for all but the k likeliest symbols                 top_k
        p_v = 0 for all outside the nucleus, the fewest of the      top_p
              likeliest symbols whose p sum up to at least top_p

    and what is left is divided by its sum. Of equally likely symbols the first in the alphabet
    comes first; one symbol is always left. The temperature may be an array, one for each row of
    scores. ValueError: scores that are NaN or ∞, τ ≤ 0, k < 1,
    top_p outside (0, 1].
    """
    z = array_of("logits", logits).astype(np.float64)
    expect(z.ndim and z.shape[-1], "logits", "scores (…, V)", f"shape {z.shape}")
    check_settings(temperature, top_k, top_p)
    top = z.max(axis=-1, keepdims=True)
    expect(np.isfinite(top).all(), "logits", "finite scores", "NaN or infinity")
    if np.ndim(temperature):
        temperature = np.asarray(temperature, np.float64)[..., None]
    with np.errstate(over="ignore"):  # a temperature near 0 leaves the likeliest alone
        p = softmax((z - top) / temperature)
    if top_k is top_p is None:
        return p
    order = np.argsort(-p, axis=-1, kind="stable")
    if top_k is not None:
        np.put_along_axis(p, order[..., top_k:], 0.0, axis=-1)
        p /= p.sum(axis=-1, keepdims=True)
    if top_p is not None and top_p < 1:  # at 1 rounding alone would cut
        falling = np.take_along_axis(p, order, axis=-1)
        before = falling.cumsum(axis=-1) - falling  # the sum of all that are likelier
        falling[(before >= top_p) & (np.arange(p.shape[-1]) > 0)] = 0.0
        np.put_along_axis(p, order, falling, axis=-1)
        p /= p.sum(axis=-1, keepdims=True)
    return p


def draw(p, u):
    """The symbols (…) that u (…), evenly drawn from [0, 1), selects from p (…, V).

    It is the first symbol v with u < p_1 + … + p_v, so that v comes with probability p_v.
    """
    p, u = array_of("p", p), array_of("u", u)
    expect(p.ndim and p.shape[:-1] == u.shape, "u", f"shape {p.shape[:-1]}", u.shape)
    heaps = p.cumsum(axis=-1)
    return (heaps / heaps[..., -1:] <= u[..., None]).sum(axis=-1)


def check_settings(temperature, top_k, top_p):
    """ValueError unless these can be settings of `reshaped`."""
    for tau in np.ravel(temperature).tolist() if np.ndim(temperature) else (temperature,):
        positive("temperature", tau)
    if top_k is not None:
        whole("top_k", top_k, 1, "a number of symbols k ≥ 1, or None")
    if top_p is not None:
        fits = 0 < finite("top_p", top_p) <= 1
        expect(fits, "top_p", "a probability above 0 and at most 1, or None", brief(top_p))
