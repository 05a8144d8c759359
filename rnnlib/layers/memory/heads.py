"""From what the controller says to what the heads do."""

from typing import NamedTuple

import numpy as np

from rnnlib.ops import sigmoid_


class Orders(NamedTuple):
    """What all K heads are told in one step; the write heads, which come last, also what to write.

    - k (B, K, W) key, beta (B, K) > 0 its strength;
    - g (B, K) from 0 to 1, the interpolation gate;
    - s (B, K, S) the shift weighting, gamma (B, K) ≥ 1 the sharpening;
    - e (B, writes, W) erase vectors from 0 to 1, a (B, writes, W) add vectors from −1 to 1.
    """

    k: np.ndarray
    beta: np.ndarray
    g: np.ndarray
    s: np.ndarray
    gamma: np.ndarray
    e: np.ndarray
    a: np.ndarray


class Heads:
    """Which numbers of z (B, P) are whose, and what makes them what they must be.

    z = h V + b comes from the controller's output h. For each of the K heads it holds W + 3 + S
    numbers, and 2W more for each write head::

        k = z_k    β = softplus(z_β)    g = σ(z_g)    γ = 1 + softplus(z_γ)    s = softmax(z_s)
        e = σ(z_e)    a = tanh(z_a)

    softplus(z) = log(1 + exp z). (Graves, Wayne & Danihelka 2014 say what range each has, §3.3, and
    leave the functions open.)
    """

    def __init__(self, reads, writes, W, S):
        self.reads, self.writes, self.W, self.S = reads, writes, W, S
        self.K = reads + writes
        self.each = W + 3 + S
        self.P = self.K * self.each + writes * 2 * W

    def split(self, z):
        """Views of z: (B, K, W + 3 + S) of all heads, (B, writes, 2W) of the write heads."""
        B, own = len(z), self.K * self.each
        every, write = z[:, :own], z[:, own:]
        return every.reshape(B, self.K, self.each), write.reshape(B, self.writes, 2 * self.W)

    def orders(self, z):
        """The `Orders` in z (B, P)."""
        W = self.W
        every, write = self.split(z)
        strength = np.logaddexp(0, every[:, :, W : W + 2])  # softplus of β and γ
        s = every[:, :, W + 3 :]
        s = np.exp(s - s.max(-1, keepdims=True))
        s /= s.sum(-1, keepdims=True)
        return Orders(
            k=every[:, :, :W],
            beta=strength[:, :, 0],
            g=sigmoid_(every[:, :, W + 2].copy()),
            s=s,
            gamma=1 + strength[:, :, 1],
            e=sigmoid_(write[:, :, :W].copy()),
            a=np.tanh(write[:, :, W:]),
        )

    def back(self, d, orders):
        """The adjoint of `orders`: dz (B, P), from the adjoints d, an `Orders` too::

        softplus′ = σ = 1 − exp(−softplus)    σ′ = σ (1 − σ)    tanh′ = 1 − tanh²
        dz_s = s (ds − Σ_d s(d) ds(d))
        """
        W, B = self.W, len(d.beta)
        _, beta, g, s, gamma, e, a = orders
        dz = np.empty((B, self.P), beta.dtype)
        every, write = self.split(dz)
        every[:, :, :W] = d.k
        every[:, :, W] = d.beta * (1 - np.exp(-beta))
        every[:, :, W + 1] = d.gamma * (1 - np.exp(1 - gamma))
        every[:, :, W + 2] = d.g * g * (1 - g)
        every[:, :, W + 3 :] = s * (d.s - np.einsum("bks,bks->bk", s, d.s)[:, :, None])
        write[:, :, :W] = d.e * e * (1 - e)
        write[:, :, W:] = d.a * (1 - a * a)
        return dz
