"""A recurrent network whose input stays as it is: a map from one state to the next."""

from typing import NamedTuple

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.edge import array_of, brief, expect, one_of, positive, whole

FAR = 1e6  # who is so far away does not come back


class StateMap:
    """s ↦ tanh(s U + r), or s ↦ s U + r if not ``squash``; states are rows.

    U (H, H) is the recurrent matrix. The row r (H,), 0 by default, is whatever else enters at every
    step: the bias, and a constant input times W.
    """

    def __init__(self, U, r=None, *, squash=True):
        self.U = array_of("U", U).astype(float)
        H = len(self.U) if self.U.ndim else 0
        expect(H and self.U.shape == (H, H), "U", "shape (H, H)", self.U.shape)
        self.r = np.zeros(H) if r is None else array_of("r", r).astype(float)
        expect(self.r.shape == (H,), "r", f"shape ({H},)", self.r.shape)
        finite = np.isfinite(self.U).all() and np.isfinite(self.r).all()
        expect(finite, "U, r", "finite numbers", "NaN or infinity")
        self.H, self.squash = H, bool(squash)

    @classmethod
    def of(cls, cell, x=None):
        """What a `VanillaCell` does to its state while it reads the row x (D,), 0 by default."""
        expect(type(cell) is VanillaCell, "cell", "a VanillaCell", brief(cell))
        x = np.zeros(cell.D) if x is None else array_of("x", x).astype(float)
        expect(x.shape == (cell.D,), "x", f"shape ({cell.D},)", x.shape)
        return cls(cell.params["U"], x @ cell.params["W"] + cell.params["b"])

    def __repr__(self):
        return f"StateMap(H={self.H}, {'tanh' if self.squash else 'linear'})"

    def __call__(self, s):
        """One step of every row: s (…, H) to (…, H)."""
        return self._step(self._state(s))

    def _step(self, s):
        with np.errstate(over="ignore", invalid="ignore"):  # who escapes may leave all numbers
            a = s @ self.U + self.r
        return np.tanh(a) if self.squash else a

    def jacobian(self, s):
        """J[…, i, j] = ∂f(s)_j / ∂s_i = U_ij (1 − f(s)_j²); U itself where nothing is squashed."""
        s = self._state(s)
        slope = 1 - self._step(s) ** 2 if self.squash else np.ones_like(s, float)
        return self.U * slope[..., None, :]

    def run(self, s, T):
        """The states s_0 … s_T, (T + 1, …, H), from s_0 = s."""
        T = whole("T", T, 0, "a number of steps T ≥ 0")
        states = [self._state(s)]
        for _ in range(T):
            states.append(self._step(states[-1]))
        return np.stack(states)

    def _state(self, s):
        s = array_of("s", s).astype(float)
        expect(s.ndim and s.shape[-1] == self.H, "s", f"rows of {self.H} numbers", s.shape)
        return s


class Fate(NamedTuple):
    """Where a state goes in the long run.

    ``kind`` is "rest" at a fixed point, "cycle" of ``period`` > 1 states, "escape" beyond all
    bounds, or "open" if it has neither come to rest nor begun to repeat. ``states`` (period, H) are
    those that come again and again; for the last two kinds the last one, alone.
    """

    kind: str
    period: int
    states: np.ndarray


def fate(map_, s, *, steps=4000, longest=24, tolerance=1e-8):
    """The `Fate` of s (H,): run for ``steps``, then look for the shortest period up to ``longest``.

    A state repeats after p steps if no number in it moves by more than ``tolerance``. Whoever comes
    to rest more slowly than that is "open": near the border between rest and motion all is slow.
    """
    one_of("map_", map_, StateMap, "a StateMap")
    whole("steps", steps, 0, "a number of steps, zero or more")
    whole("longest", longest, 1, "a period of 1 or more")
    positive("tolerance", tolerance)
    s = map_._state(s)
    expect(np.isfinite(s).all(), "s", "finite numbers", "NaN or infinity")
    expect(s.shape == (map_.H,), "s", f"shape ({map_.H},)", s.shape)
    for _ in range(steps):
        s = map_._step(s)
        if not np.abs(s).max() <= FAR:  # NaN is ∞ − ∞
            return Fate("escape", 0, s[None])
    later = map_.run(s, longest)
    for p in range(1, longest + 1):
        if np.abs(later[p] - s).max() < tolerance:
            return Fate("rest" if p == 1 else "cycle", p, later[:p])
    return Fate("open", 0, s[None])
