"""Multiplicative attention: the product of query and key, plain, scaled, or through a matrix."""

import math

import numpy as np

from rnnlib.edge import float_type, generator, size_of
from rnnlib.init import glorot_uniform
from rnnlib.layers.attention.base import Attention, over_steps, per_sequence


class DotAttention(Attention):
    """Scores by the product itself, e_tj = q_t · k_j (Luong, Pham & Manning 2015, eq. 8, "dot").

    Queries and keys have the same size D; no parameters. Backward, from de::

        dq_t = Σ_j de_tj k_j         dk_j = Σ_t de_tj q_t
    """

    def __init__(self, D, *, dtype=np.float64):
        self.query_size = self.key_size = size_of("D", D)
        self.dtype = float_type(dtype)
        self.params, self.shapes = {}, {}

    def __repr__(self):
        return f"{type(self).__name__}(D={self.key_size}, dtype={self.dtype.name})"

    def score(self, tape, steps, q):
        return per_sequence(q, tape.memory.P.swapaxes(1, 2))

    def score_back(self, tape, steps, de):
        return per_sequence(de, tape.memory.P)

    def score_end(self, tape):
        return over_steps(tape.de, tape.q), {}


class ScaledDotAttention(DotAttention):
    """e_tj = q_t · k_j / √D (Vaswani et al. 2017, eq. 1).

    For independent entries of variance 1 the product has variance D; divided by √D, the softmax
    does not saturate with growing D.
    """

    def prepare(self, k):
        return k / k.dtype.type(math.sqrt(self.key_size))

    def prepare_back(self, tape, dP):
        return dP / dP.dtype.type(math.sqrt(self.key_size)), {}


class GeneralAttention(DotAttention):
    """e_tj = q_t W_a · k_j (Luong, Pham & Manning 2015, eq. 8, "general").

    W_a (Q, K). W_a k_j is computed once for all queries. Backward::

        dq_t = Σ_j de_tj W_a k_j     dk_j = (Σ_t de_tj q_t) W_a     dW_a = Σ_j (Σ_t de_tj q_t)ᵀ k_j
    """

    def __init__(self, Q, K, *, rng, dtype=np.float64):
        self.query_size, self.key_size = size_of("Q", Q), size_of("K", K)
        self.dtype = float_type(dtype)
        W_a = glorot_uniform((Q, K), rng=generator(rng), dtype=self.dtype)
        self.params, self.shapes = {"W_a": W_a}, {"W_a": (Q, K)}

    def __repr__(self):
        sizes = f"Q={self.query_size}, K={self.key_size}"
        return f"GeneralAttention({sizes}, dtype={self.dtype.name})"

    def prepare(self, k):
        return k @ self.params["W_a"].T

    def open(self, memory, T):
        tape = super().open(memory, T)
        tape.W_a = self.params["W_a"].copy()  # of this run
        return tape

    def prepare_back(self, tape, dP):
        Q, K = self.query_size, self.key_size
        return dP @ tape.W_a, {"W_a": dP.reshape(-1, Q).T @ tape.memory.k.reshape(-1, K)}
