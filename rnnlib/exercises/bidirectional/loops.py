"""A plain recurrent network run along time and back, in one direction: what the exercises of this
chapter put together. The reader has written both in chapters 1 and 3."""

import numpy as np


def vanilla(x, W, U, b):
    """h_t = tanh(x_t W + h_{t−1} U + b) from h_0 = 0, in the order in which x stands: (T, B, H)."""
    h, states = np.zeros((x.shape[1], len(U))), []
    for x_t in x:
        h = np.tanh(x_t @ W + h @ U + b)
        states.append(h)
    return np.stack(states)


def vanilla_back(dy, x, h, W, U):
    """dx, dW, dU, db of that run, from dy (T, B, H); ``h`` (T, B, H) is what it returned."""
    before = np.concatenate((np.zeros_like(h[:1]), h[:-1]))
    dx, dW, dU, db = np.zeros_like(x), np.zeros_like(W), np.zeros_like(U), np.zeros(len(U))
    dh = np.zeros_like(h[0])
    for t in reversed(range(len(x))):
        da = (dy[t] + dh) * (1 - h[t] ** 2)
        dx[t], dh = da @ W.T, da @ U.T
        dW, dU, db = dW + x[t].T @ da, dU + before[t].T @ da, db + da.sum(0)
    return dx, dW, dU, db
