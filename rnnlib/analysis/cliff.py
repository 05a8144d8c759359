"""The error surface of the smallest recurrent network, and what gradient descent does on it."""

import numpy as np

from rnnlib.cells import VanillaCell
from rnnlib.edge import array_of, expect, finite, positive, whole
from rnnlib.layers import Recurrent
from rnnlib.optim import clip_norm

START, GOAL = 0.5, 0.7


def error_surface(w, b, *, steps=50):
    """L, ∂L/∂w and ∂L/∂b, each (len(w), len(b)), of one unit left to itself::

        h_t = tanh(w h_{t−1} + b),   h_0 = 0.5,   L = ½ (h_T − 0.7)²

    with T = ``steps``. It is the idea of Pascanu, Mikolov & Bengio 2013, fig. 6, with tanh in
    place of σ. One run of `VanillaCell(1, 1)` for each w; the b's are the constant inputs of its
    sequences.
    """
    w, b = (_row(name, values) for name, values in (("w", w), ("b", b)))
    layer = Recurrent(VanillaCell(1, 1, rng=np.random.default_rng(0)))
    layer.params["W"][:], layer.params["b"][:] = 1, 0
    x = np.broadcast_to(b[:, None], (whole("steps", steps, 1, "a positive integer"), len(b), 1))
    first = (np.full((len(b), 1), START),)
    found = np.empty((3, len(w), len(b)))
    for k, weight in enumerate(w):
        layer.params["U"][:] = weight
        _, tape = layer.forward(x, first)
        error = tape.final[0] - GOAL
        dx, _, _ = layer.backward(tape, None, (error,))
        dw = (tape.back["z_a"] * tape.previous("h")).sum(0)  # per sequence; `backward` sums them
        found[:, k] = (error**2 / 2)[:, 0], dw[:, 0], dx.sum(0)[:, 0]
    return tuple(found)


def descend(w, b, *, lr, updates, clip=None, steps=50):
    """The way of gradient descent on that surface from (w, b): (updates + 1, 2).

    With ``clip`` the gradient is shortened to this norm where it is longer (`clip_norm`).
    """
    positive("lr", lr)
    if clip is not None:
        positive("clip", clip)
    way = [(finite("w", w), finite("b", b))]
    for _ in range(whole("updates", updates, 1, "a positive integer")):
        _, dw, db = error_surface([way[-1][0]], [way[-1][1]], steps=steps)
        grads = {"w": dw, "b": db}
        if clip is not None:
            clip_norm(grads, clip)
        way.append((way[-1][0] - lr * grads["w"].item(), way[-1][1] - lr * grads["b"].item()))
    return np.array(way)


def _row(name, values):
    values = array_of(name, values)
    fits = values.ndim == 1 and values.size > 0 and np.isfinite(values).all()
    expect(fits, name, "a row of finite numbers", f"shape {values.shape}")
    return values.astype(float)
