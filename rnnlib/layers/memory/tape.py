"""The record of a run of a neural Turing machine."""

import numpy as np

from rnnlib.edge import brief

STAGES = "w_before", "C", "w_c", "w_g", "w_s", "w"
ORDERS = "k", "beta", "g", "s", "gamma", "e", "a"
BACK = "w", "w_s", "w_g", "w_c", "w_before", "k", "beta", "g", "s", "gamma"


class MemoryTape:
    """Everything that the machine did, by name, with the steps in front; read-only.

    - ``tape["M"]`` (T, B, N, W), the memory after every step, ``tape.previous("M")`` before it;
    - ``tape["w"]`` (T, B, K, N), the weighting of every head, the read heads first; its stages
      ``w_before``, ``w_c``, ``w_g``, ``w_s``, and ``C``, the similarity;
    - ``tape["k"]``, ``beta``, ``g``, ``s``, ``gamma`` (T, B, K, ·), and ``e``, ``a``
      (T, B, writes, W): what the heads were told;
    - ``tape["r"]`` (T, B, reads, W), what was read; gates and states of the controller.

    After `backward`, ``tape.back`` has ∂L/∂ of them under the same names.
    """

    def __init__(self, owner, controller, state):
        self.owner, self.controller, self.first = owner, controller, state
        self.V = owner.params["heads.V"].copy()  # of this run, whatever becomes of the parameter
        self.z, self.orders, self.addresses = [], [], []
        self.M, self.r = [state[-3]], [state[-1]]
        self.back, self._kept = None, {}

    @property
    def names(self):
        """The names that ``tape[...]`` knows."""
        return ("M", "r", *STAGES, *ORDERS, *self.controller.names)

    def __getitem__(self, name):
        if name in self.controller.names and name not in ("M", "r", *STAGES, *ORDERS):
            return self.controller[name]
        if name not in self.names:
            raise ValueError(f"name: expected one of {', '.join(self.names)}, got {brief(name)}")
        if name not in self._kept:
            self._kept[name] = frozen(self._steps(name))
        return self._kept[name]

    def _steps(self, name):
        if name in ("M", "r"):
            return getattr(self, name)[1:]
        return [getattr(one, name) for one in (self.addresses if name in STAGES else self.orders)]

    def previous(self, name):
        """The memory M, or what was read, r, one step earlier, at every step."""
        if name not in ("M", "r"):
            raise ValueError(f"name: expected M or r, got {brief(name)}")
        return frozen(getattr(self, name)[:-1])

    @property
    def final(self):
        """The states after the last step: the controller's, M, w and r."""
        return (*self.controller.final, self.M[-1], self.addresses[-1].w, self.r[-1])

    def __len__(self):
        return len(self.orders)

    def __repr__(self):
        B, N, W = self.M[0].shape
        return f"MemoryTape(T={len(self)}, B={B}, N={N}, M={W})"


class MemoryAdjoint:
    """∂L/∂ of what is on a `MemoryTape`, under the same names.

    ``back["M"]`` (T, B, N, W) is that of the memory after step t; ``back["w"]``, ``w_s``, ``w_g``,
    ``w_c``, ``w_before`` (T, B, K, N) those of the stages, the last one first; ``back["k"]`` … are
    those of the orders; ``back["r"]``; the controller's are in ``back.controller``.
    """

    def __init__(self, controller):
        self.controller = controller
        self.addresses, self.orders, self.M, self.r = [], [], [], []  # from the last step on

    @property
    def names(self):
        """The names that ``back[...]`` knows."""
        return ("M", "r", *BACK, "e", "a")

    def __getitem__(self, name):
        if name not in self.names:
            raise ValueError(f"name: expected one of {', '.join(self.names)}, got {brief(name)}")
        if name in ("M", "r"):
            return frozen(getattr(self, name)[::-1])
        kind = self.orders if name in ("e", "a") else self.addresses
        return frozen([getattr(one, name) for one in reversed(kind)])


def frozen(arrays):
    """Arrays of all steps as one, read-only."""
    array = np.stack(arrays)
    array.flags.writeable = False
    return array
