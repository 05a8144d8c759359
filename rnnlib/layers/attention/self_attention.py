"""Self-attention: every position looks at all positions of the same sequence."""

import numpy as np

from rnnlib.edge import float_type, generator, size_of
from rnnlib.init import glorot_uniform
from rnnlib.layers.attention.multiplicative import ScaledDotAttention
from rnnlib.layers.edge import check_dy, check_mask, check_params
from rnnlib.layers.stateless import Stateless, StatelessTape


class SelfAttention(Stateless):
    """One head of scaled dot-product attention over the sequence itself (Vaswani et al. 2017)::

        q_t = x_t W_q    k_t = x_t W_k    v_t = x_t W_v        (H,)
        y_t = Σ_j α_tj v_j,  α_t = softmax(q_t · k_j / √H)

    x (T, B, D) to y (T, B, H); W_q, W_k, W_v (D, H). All steps at once, with no state: y_t does
    not know the order of what it has seen, unless x tells it. Masked steps are seen by nobody;
    their own y is that of their query, 0 W_q.
    """

    ahead = True  # every output depends on all steps

    def __init__(self, D, H, *, rng, dtype=np.float64):
        self.D, self.H = size_of("D", D), size_of("H", H)
        self.dtype = float_type(dtype)
        self.shapes = dict.fromkeys(("W_q", "W_k", "W_v"), (self.D, self.H))
        self.params = {
            name: glorot_uniform(shape, rng=generator(rng), dtype=self.dtype)
            for name, shape in self.shapes.items()
        }
        self.attention = ScaledDotAttention(self.H, dtype=self.dtype)

    @property
    def input_size(self):
        """Width of x."""
        return self.D

    @property
    def output_size(self):
        """Width of y."""
        return self.H

    def __repr__(self):
        return f"{type(self).__name__}(D={self.D}, H={self.H}, dtype={self.dtype.name})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """y (T, B, H) and the tape; ``tape.attention["alpha"]`` (T, B, T) are the weights."""
        check_params(self)
        x = self._floats(x, state)
        mask = check_mask(mask, x, None)
        x = np.array(x, self.dtype, order="C")
        if mask is not None:
            x[~mask] = 0
        tape = StatelessTape(self, x)
        tape.mask, tape.W = mask, np.concatenate(list(self.params.values()), axis=1)
        q, k, v = np.split(x @ tape.W, 3, axis=2)
        tape.attention = self.attention.open(self.attention.remember(k, v, mask), len(x))
        self._restrict(tape.attention)
        y = self.attention.attend(tape.attention, slice(None), q)
        return y, tape

    def _restrict(self, attention):
        """Which positions may be seen from where: all of them."""

    def backward(self, tape, dy, dstate=None):
        """dx, None for the state, and the gradients of W_q, W_k and W_v."""
        x = self._read(tape)
        dy = check_dy(dy, (*x.shape[:2], self.H), self.dtype)
        dq = self.attention.attend_back(tape.attention, slice(None), dy)
        dk, dv, _ = self.attention.close(tape.attention)
        dqkv = np.concatenate((dq, dk, dv), axis=2)
        dW = x.reshape(-1, self.D).T @ dqkv.reshape(-1, 3 * self.H)
        dx = dqkv @ tape.W.T
        if tape.mask is not None:
            dx *= tape.mask[..., None]
        return dx, None, dict(zip(self.params, np.split(dW, 3, axis=1), strict=True))


class CausalSelfAttention(SelfAttention):
    """`SelfAttention` in which step t sees the steps 1 … t alone, as a writer must."""

    ahead = False  # no output depends on later steps

    def _restrict(self, attention):
        T = attention.T
        later = np.triu(np.full((T, T), -np.inf, self.dtype), 1)[:, None]  # (T, 1, T)
        attention.block = later if attention.block is None else attention.block + later
