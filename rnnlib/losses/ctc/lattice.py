"""Forward–backward over all ways to spread a target over time."""

from typing import NamedTuple

import numpy as np
from numpy import add, exp, log, maximum, subtract
from numpy.lib.stride_tricks import as_strided

from rnnlib.losses.ctc.edge import checked
from rnnlib.ops import log_softmax

ZERO = -1e30  # log 0, but finite: −∞ − (−∞) would be NaN


class Lattice(NamedTuple):
    """What forward and backward variables say of every state at every step.

    The states of a target l of L symbols are l′ = ␣ l₁ ␣ l₂ ␣ … l_L ␣: S = 2L + 1 of them, with
    the blank ␣ between all symbols and at both ends. Arrays are padded to the longest target and
    the longest input of the batch; what is beyond a sequence's own has log-probability −∞, and
    occupancy 0.

    - states: (B, S) the symbol of every state; sizes: (B,) 2L + 1;
    - lengths: (B,) the number of steps T of each input;
    - log_y: (T, B, K) log-probabilities of the symbols, log softmax(logits);
    - log_alpha: (T, B, S) log α_t(s), of all paths that are in s at t, symbol t included;
    - log_beta: (T, B, S) log β_t(s), of all ways to go on from there, without symbol t;
    - gamma: (T, B, S) α β / p, the probability of being in s at t, given the target;
    - log_p: (B,) log p(l | x).
    """

    states: np.ndarray
    sizes: np.ndarray
    lengths: np.ndarray
    log_y: np.ndarray
    log_alpha: np.ndarray
    log_beta: np.ndarray
    gamma: np.ndarray
    log_p: np.ndarray

    def occupancy(self):
        """Σ of γ over the states of each symbol, (T, B, K): where the target expects what."""
        K = self.log_y.shape[2]
        symbols = (self.states[:, :, None] == np.arange(K)).astype(self.gamma.dtype)  # (B, S, K)
        return np.matmul(self.gamma.swapaxes(0, 1), symbols).swapaxes(0, 1)


def ctc_lattice(logits, targets, mask=None, *, blank=0):
    """The `Lattice` of targets over logits (T, B, K); arguments as for `ctc_loss`.

    Graves, Fernández, Gomez & Schmidhuber 2006, eqs. (5)–(11), with y_t(s) the probability of the
    symbol of state s at step t::

        α_1(1) = y_1(1),  α_1(2) = y_1(2),  all others 0
        α_t(s) = y_t(s) (α_{t−1}(s) + α_{t−1}(s−1) + [skip] α_{t−1}(s−2))
        β_t(s) = η(s) + η(s+1) + [skip] η(s+2),  η(s) = y_{t+1}(s) β_{t+1}(s)
        p = α_T(S) + α_T(S−1)

    A path may skip the state between two symbols, if that is a blank and the symbols differ: two
    equal ones need a blank between them, or they would be read as one. β is without y_t(s), as in
    Graves 2012, section 7.3.1; the paper has it in both α and β, and divides by it.

    Everything is in log space. The two recursions are one: backwards in time, and from the last
    state to the first, β y obeys that of α, so that both run side by side in one loop.
    """
    logits, states, sizes, lengths = checked(logits, targets, mask, blank)
    T, B, _ = logits.shape
    S = states.shape[1]
    log_y = log_softmax(logits)
    s, t, b = np.arange(S), np.arange(T), np.arange(B)
    own_s = s < sizes[:, None]  # (B, S)
    back_s = np.where(own_s, sizes[:, None] - 1 - s, s)  # state s counted from the end
    own_t = t[:, None] < lengths  # (T, B)
    back_t = np.where(own_t, lengths - 1 - t[:, None], t[:, None])

    forth = np.take_along_axis(log_y, states[None], 2)  # (T, B, S)
    forth = np.maximum(forth, ZERO, out=forth)
    back = forth[back_t[:, :, None], b[:, None], back_s]
    twice = np.concatenate((states, states[b[:, None], back_s]))
    log_a = _forward(np.concatenate((forth, back), axis=1), _skips(twice, blank))

    log_alpha, turned = log_a[:, :B], log_a[:, B:]
    log_beta = turned[back_t[:, :, None], b[:, None], back_s] - forth
    ends = log_alpha[lengths - 1, b]  # (B, S)
    last = ends[b, sizes - 1]
    before = np.where(sizes > 1, ends[b, np.maximum(sizes - 2, 0)], ZERO)
    log_p = np.logaddexp(last, before)

    beyond = ~(own_t[:, :, None] & own_s)
    with np.errstate(under="ignore"):
        gamma = np.exp(log_alpha + log_beta - log_p[:, None])
    gamma[beyond] = 0
    for array in (log_alpha, log_beta):
        array[beyond | (array < ZERO / 2)] = -np.inf
    return Lattice(states, sizes, lengths, log_y, log_alpha, log_beta, gamma, log_p)


def _skips(states, blank):
    """Where state s may be entered from s − 2, (B, S)."""
    may = np.zeros(states.shape, bool)
    may[:, 2:] = (states[:, 2:] != blank) & (states[:, 2:] != states[:, :-2])
    return may


def _forward(log_y, skips):
    """log α (T, B, S) for the log-probabilities of the states' symbols."""
    T, B, S = log_y.shape
    log_a = np.full((T, B, S + 2), ZERO, log_y.dtype)  # two states in front that nobody is in
    log_a[0, :, 2:4] = log_y[0, :, :2]
    later, row, one = log_a.strides
    strides = (later, one, row, one)  # for every state s − 2, s − 1 and s
    from_ = as_strided(log_a, (T, 3, B, S), strides, writeable=False)
    wall = np.zeros((3, B, S), log_y.dtype)
    wall[0][~skips] = ZERO
    roads, top, total = np.empty_like(wall), np.empty_like(wall[0]), np.empty_like(wall[0])
    skip, step, stay = roads
    with np.errstate(under="ignore"):
        for before, y, now in zip(from_, log_y[1:], log_a[1:, :, 2:], strict=False):
            add(before, wall, roads)
            maximum(skip, step, out=top)
            maximum(top, stay, out=top)
            subtract(roads, top, roads)
            exp(roads, roads)
            add(skip, step, total)
            add(total, stay, total)
            log(total, total)
            add(total, top, total)
            add(total, y, now)
    return log_a[:, :, 2:]
