"""Additive attention: a small network looks at query and key together."""

import numpy as np

from rnnlib.edge import float_type, generator, size_of
from rnnlib.init import glorot_uniform
from rnnlib.layers.attention.base import Attention


class AdditiveAttention(Attention):
    """Scores by a network of one hidden layer (Bahdanau, Cho & Bengio 2015, appendix A.1.2)::

        m_tj = tanh(q_t W_a + k_j U_a)       (A,)
        e_tj = m_tj · v_a

    W_a (Q, A), U_a (K, A), v_a (A,). k_j U_a is computed once for all queries. Backward, from de::

        dv_a = Σ_tj de_tj m_tj
        dz_tj = de_tj v_a ⊙ (1 − m_tj²)
        dq_t = (Σ_j dz_tj) W_aᵀ      dW_a = Σ_t q_tᵀ Σ_j dz_tj
        dk_j = (Σ_t dz_tj) U_aᵀ      dU_a = Σ_j k_jᵀ Σ_t dz_tj
    """

    def __init__(self, Q, K, A, *, rng, dtype=np.float64):
        """Queries of Q numbers, keys of K, A hidden units."""
        self.query_size, self.key_size = size_of("Q", Q), size_of("K", K)
        self.A, self.dtype = size_of("A", A), float_type(dtype)
        self.shapes = {"W_a": (Q, A), "U_a": (K, A), "v_a": (A,)}
        W_a, U_a, v_a = (
            glorot_uniform(shape, rng=generator(rng), dtype=self.dtype)
            for shape in ((Q, A), (K, A), (A, 1))
        )
        self.params = {"W_a": W_a, "U_a": U_a, "v_a": v_a[:, 0].copy()}

    def __repr__(self):
        sizes = f"Q={self.query_size}, K={self.key_size}, A={self.A}"
        return f"AdditiveAttention({sizes}, dtype={self.dtype.name})"

    def prepare(self, k):
        return k @ self.params["U_a"]

    def open(self, memory, T):
        tape = super().open(memory, T)
        tape.W_a, tape.U_a, tape.v_a = (p.copy() for p in self.params.values())  # of this run
        tape.m = np.empty((T, *memory.P.shape), self.dtype)
        tape.dqW = np.zeros((T, tape.B, self.A), self.dtype)
        self._clear(tape)
        return tape

    @staticmethod
    def _clear(tape):
        """Sums that grow on the way back, from zero."""
        tape.dP, tape.dv_a = np.zeros_like(tape.memory.P), np.zeros_like(tape.v_a)

    def score(self, tape, steps, q):
        m = tape.m[steps]
        np.add((q @ tape.W_a)[:, :, None], tape.memory.P, out=m)
        np.tanh(m, m)
        return m @ tape.v_a

    def score_back(self, tape, steps, de):
        m = tape.m[steps]
        tape.dv_a += de.reshape(-1) @ m.reshape(-1, self.A)
        dz = m * m
        np.subtract(1, dz, dz)
        dz *= de[..., None]  # (n, B, S, A), to be multiplied by v_a
        for one in dz:
            tape.dP += one
        dqW = dz.sum(2) * tape.v_a
        tape.dqW[steps] = dqW
        return dqW @ tape.W_a.T

    def score_end(self, tape):
        dW_a = tape.q.reshape(-1, self.query_size).T @ tape.dqW.reshape(-1, self.A)
        dP, dv_a = tape.dP * tape.v_a, tape.dv_a
        self._clear(tape)  # another run backward begins anew
        return dP, {"W_a": dW_a, "v_a": dv_a}

    def prepare_back(self, tape, dP):
        k = tape.memory.k
        dU_a = k.reshape(-1, self.key_size).T @ dP.reshape(-1, self.A)
        return dP @ tape.U_a.T, {"U_a": dU_a}
