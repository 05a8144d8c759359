"""What all attention shares: scores become weights, and weights a mean of the values.

Inside, keys and values lie batch first, (B, S, ·), so that one product per sequence serves all
steps; queries, scores and weights have their steps in front, (T, B, ·).
"""

from typing import NamedTuple

import numpy as np

from rnnlib.layers.attention.edge import check_queries, check_sources
from rnnlib.layers.attention.tape import AttentionTape
from rnnlib.layers.edge import check_dy, check_params, check_tape


class Memory(NamedTuple):
    """What is attended to, prepared once for all queries: arrays with the sequence in front.

    - k, v: (B, S, ·) keys and values;
    - P: (B, S, ·) the keys as the scores use them;
    - block: (B, S) 0 at real positions, −∞ at padding; None without padding.
    """

    k: np.ndarray
    v: np.ndarray
    P: np.ndarray
    block: np.ndarray | None


class Attention:
    """For every query a mean of the values, weighted by how well their keys fit::

        e_tj = score(q_t, k_j)               (T, B, S)   scores
        α_tj = exp(e_tj) / Σ_j′ exp(e_tj′)   (T, B, S)   weights: positive, their sum is 1
        w_t  = Σ_j α_tj v_j                  (T, B, D)   the context

    Queries are (T, B, Q), keys (S, B, K), values (S, B, D), by default the keys themselves. A mask
    (S, B) of bool marks the real positions: the others have the score −∞ and the weight 0.

    Backward, for ∂L/∂w_t = dw_t::

        dα_tj = dw_t · v_j          dv_j = Σ_t α_tj dw_t
        de_tj = α_tj (dα_tj − Σ_j′ α_tj′ dα_tj′)

    and from de on it is the subclass's: `score` and `score_back`, `prepare` and `prepare_back`. A
    loop that has its queries one by one goes `remember`, `open`, then `attend` step by step, and
    back with `attend_back` and, once, `close`; `forward` and `backward` take all steps at a time.
    """

    def forward(self, queries, keys, values=None, mask=None):
        """The contexts (T, B, D) and the tape."""
        memory = self.remember(keys, values, mask)
        queries = check_queries(queries, memory.k, self.query_size, self.dtype)
        tape = self.open(memory, len(queries))
        tape.shared = values is None
        w = self.attend(tape, slice(None), queries)
        return w, tape

    def backward(self, tape, dy):
        """dqueries, dkeys, dvalues (None if the values were the keys), and the gradients, from the
        adjoint dy (T, B, D) of the contexts."""
        check_tape(tape, AttentionTape, lambda tape: tape.owner, self, self)
        dw = check_dy(dy, tape.w.shape, self.dtype)
        dq = self.attend_back(tape, slice(None), dw)
        dk, dv, grads = self.close(tape)
        if tape.shared:
            return dq, dk + dv, None, grads
        return dq, dk, dv, grads

    def remember(self, keys, values=None, mask=None):
        """The `Memory` of keys (S, B, K), values (S, B, D) and mask (S, B)."""
        check_params(self)
        k, v, block = check_sources(keys, values, mask, self.key_size, self.dtype)
        return Memory(k, v, self.prepare(k), block)

    def open(self, memory, T):
        """A tape with room for T steps."""
        return AttentionTape(self, memory, T)

    def attend(self, tape, steps, q):
        """The contexts w (n, B, D) of the queries q (n, B, Q) of these steps, a slice."""
        memory = tape.memory
        tape.q[steps] = q
        e = self.score(tape, steps, q)
        if tape.block is not None:
            e += tape.block[steps]
        tape.e[steps] = e
        e -= e.max(-1, keepdims=True)
        np.exp(e, e)
        e /= e.sum(-1, keepdims=True)
        tape.alpha[steps] = e
        w = per_sequence(e, memory.v)  # Σ_j α_tj v_j
        tape.w[steps] = w
        return w

    def attend_back(self, tape, steps, dw):
        """The adjoint of `attend`: dq (n, B, Q). What can wait waits for `close`."""
        tape.dw[steps] = dw
        alpha = tape.alpha[steps]
        de = per_sequence(dw, tape.memory.v.swapaxes(1, 2))  # dα_tj = dw_t · v_j
        tape.dalpha[steps] = de
        de -= np.einsum("tbs,tbs->tb", de, alpha)[..., None]
        de *= alpha
        tape.de[steps] = de
        return self.score_back(tape, steps, de)

    def close(self, tape):
        """dk (S, B, K), dv (S, B, D) and the gradients, after the last `attend_back`."""
        dv = over_steps(tape.alpha, tape.dw)
        dP, grads = self.score_end(tape)
        dk, more = self.prepare_back(tape, dP)
        return dk.swapaxes(0, 1), dv.swapaxes(0, 1), grads | more

    def prepare(self, k):
        """P, the keys (B, S, K) as the scores use them: as they are, or projected."""
        return k

    def prepare_back(self, tape, dP):
        """The adjoint of `prepare`: dk (B, S, K), and gradients."""
        return dP, {}

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return type(self).__name__


def per_sequence(a, M):
    """a (n, B, X) times a matrix (B, X, Y) of its own for every sequence: (n, B, Y)."""
    if len(a) == 1:
        return np.matmul(a[0][:, None], M)[:, 0][None]
    return np.ascontiguousarray(np.matmul(a.swapaxes(0, 1), M).swapaxes(0, 1))


def over_steps(a, b):
    """Σ_t a_t b_tᵀ for every sequence, a (T, B, X) and b (T, B, Y): (B, X, Y)."""
    return np.matmul(a.transpose(1, 2, 0), b.swapaxes(0, 1))
