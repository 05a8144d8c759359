"""What can be read off a state by a straight line: linear readouts, and the plane in which they
see most."""

import numpy as np

from rnnlib.edge import array_of, expect


class LinearReadout:
    """The best linear guess of a label from a state, fitted by least squares.

    For states s (n, H) and labels from K classes, Y their one-hot rows (n, K)::

        A, a = argmin Σ |s A + a − Y|²,   guess(s) = the class of the largest of s A + a

    A readout that fails does not show that the state does not know: a decoder may still unfold it.
    One that succeeds, on states that it was not fitted to, shows that it does.
    """

    def __init__(self, states, labels):
        states, labels = checked(states, labels)
        self.classes, which = np.unique(labels, return_inverse=True)
        Y = np.eye(len(self.classes))[which]
        self.mean, self.middle = states.mean(0), Y.mean(0)
        self.A = np.linalg.lstsq(states - self.mean, Y - self.middle, rcond=None)[0]

    def guess(self, states):
        """The guessed labels (n,)."""
        states = array_of("states", states)
        H = len(self.mean)
        fits = states.ndim == 2 and states.shape[1] == H
        expect(fits, "states", f"shape (n, {H})", f"shape {states.shape}")
        return self.classes[((states - self.mean) @ self.A + self.middle).argmax(1)]

    def accuracy(self, states, labels):
        """The share of labels that are guessed rightly."""
        states, labels = checked(states, labels)
        return float(np.mean(self.guess(states) == labels))

    def __repr__(self):
        return f"LinearReadout(H={len(self.mean)}, {len(self.classes)} classes)"


def discriminants(states, labels, n=2):
    """The n directions (H, n) in which classes lie farthest apart for their own spread.

    With S_w the scatter within the classes and S_b that of their means, they are the leading
    eigenvectors of S_w⁻¹ S_b (Fisher 1936; Rao 1948 for more than two classes), scaled to spread 1
    within the classes, and with a sign that makes the mean of the first class positive.
    """
    states, labels = checked(states, labels)
    classes, which = np.unique(labels, return_inverse=True)
    H = states.shape[1]
    expect(1 <= n <= min(H, len(classes) - 1), "n", "fewer than classes, at most H", n)
    means = np.stack([states[which == k].mean(0) for k in range(len(classes))])
    apart = states - means[which]
    S_w = apart.T @ apart / len(states)
    S_w += 1e-9 * np.trace(S_w) / H * np.eye(H)
    weight = np.bincount(which)[:, None] / len(states)
    centred = means - (weight * means).sum(0)
    S_b = centred.T @ (weight * centred)
    root = np.linalg.inv(np.linalg.cholesky(S_w)).T  # rootᵀ S_w root = 1
    _, vectors = np.linalg.eigh(root.T @ S_b @ root)
    directions = root @ vectors[:, ::-1][:, :n]
    return directions * np.where(centred[0] @ directions < 0, -1, 1)


def checked(states, labels):
    """States (n, H) and labels (n,) of at least two classes."""
    states, labels = array_of("states", states).astype(float), np.asarray(labels)
    fits = states.ndim == 2 and states.size and np.isfinite(states).all()
    expect(fits, "states", "finite numbers of shape (n, H)", f"shape {states.shape}")
    fits = labels.shape == (len(states),)
    expect(fits, "labels", f"one for each of {len(states)} states", f"shape {labels.shape}")
    expect(len(np.unique(labels)) > 1, "labels", "at least two classes", "one")
    return states, labels
