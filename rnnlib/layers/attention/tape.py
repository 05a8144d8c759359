"""The record of a run of attention."""

import numpy as np

from rnnlib.edge import brief


class AttentionTape:
    """What every query saw: the scores, the weights and the context.

    ``tape["e"]`` and ``tape["alpha"]`` are (T, B, S), ``tape["w"]`` is (T, B, D): read-only views.
    Scores of padding are −∞. After `backward`, ``tape["dw"]``, ``tape["dalpha"]`` and
    ``tape["de"]`` are the adjoints ∂L/∂w, ∂L/∂α and ∂L/∂e.
    """

    final = None
    shared = True  # whether the values are the keys
    names = ("e", "alpha", "w", "dw", "dalpha", "de")

    def __init__(self, owner, memory, T):
        self.owner, self.memory, self.T = owner, memory, T
        B, S, D = memory.v.shape
        kind = owner.dtype
        self.B, self.S = B, S
        self.q = np.empty((T, B, owner.query_size or memory.k.shape[2]), kind)
        self.e, self.alpha = np.empty((2, T, B, S), kind)
        self.w = np.empty((T, B, D), kind)
        self.dalpha, self.de = np.zeros((2, T, B, S), kind)
        self.dw = np.zeros((T, B, D), kind)
        self.block = memory.block
        if self.block is not None:  # the same for all steps, unless a subclass says otherwise
            self.block = np.broadcast_to(memory.block, (T, B, S))

    def __getitem__(self, name):
        if name not in self.names:
            raise ValueError(f"name: expected one of {', '.join(self.names)}, got {brief(name)}")
        view = getattr(self, name).view()
        view.flags.writeable = False
        return view

    def __len__(self):
        return self.T

    def __repr__(self):
        return f"AttentionTape({type(self.owner).__name__}, T={self.T}, B={self.B}, S={self.S})"
