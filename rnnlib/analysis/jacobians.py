"""How a state moves with an earlier one: Jacobians of steps, their products, eigenvalues of U."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, positive, whole
from rnnlib.layers import Recurrent
from rnnlib.tape import Tape


def jacobians(tape, batch=0):
    """∂s_t/∂s_{t−1} of every step of one sequence, (T, S, S).

    s is the whole state that the cell carries, all its parts side by side: h for a plain network
    or a GRU, (h, c) for an LSTM, S numbers together. Row i, column j of J_t is
    ∂(s_t)_i / ∂(s_{t−1})_j, so that a gradient, a row, goes back by ∂L/∂s_{t−1} = ∂L/∂s_t J_t. For
    the plain network::

        J_t = diag(1 − h_t²) Uᵀ

    Every step is run back from S unit vectors at once, so any cell will do. A step that the mask
    holds has J = I.
    """
    expect(isinstance(tape, Tape), "tape", "the tape of a Recurrent run", brief(tape))
    batch = whole("batch", batch, 0, f"a sequence from 0 to {tape.B - 1}")
    expect(batch < tape.B, "batch", f"a sequence from 0 to {tape.B - 1}", batch)
    present(tape)
    cell, T = tape.cell, tape.T
    sizes = [cell.size(name) for name in cell.states]
    S = sum(sizes)
    x = np.repeat(tape.x[:, batch], S, axis=0)[None]  # step t in the places t S … t S + S − 1
    before = tuple(np.repeat(tape.previous(n)[:, batch], S, axis=0) for n in cell.states)
    layer = Recurrent(cell)
    _, steps = layer.forward(x, before)
    each = np.tile(np.eye(S, dtype=cell.dtype), (T, 1))
    _, after, _ = layer.backward(steps, None, tuple(np.split(each, np.cumsum(sizes)[:-1], 1)))
    J = np.concatenate(after, axis=1).reshape(T, S, S)
    if tape.mask is not None:
        J[~tape.mask[:, batch]] = np.eye(S, dtype=cell.dtype)
    return J


def products(J):
    """∂s_T/∂s_k = J_T J_{T−1} ⋯ J_{k+1} for k = 0 … T, (T + 1, S, S); the last is I.

    J (T, S, S) is what `jacobians` gives: J[t − 1] belongs to step t.
    """
    J = array_of("J", J, "f")
    J = J.astype(np.float64) if J.itemsize < 4 else J
    expect(J.ndim == 3 and J.shape[1] == J.shape[2], "J", "shape (T, S, S)", J.shape)
    P = np.empty((len(J) + 1, *J.shape[1:]), J.dtype)
    P[-1] = np.eye(J.shape[1])
    for k in range(len(J) - 1, -1, -1):
        P[k] = P[k + 1] @ J[k]
    return P


def singular_values(tape, batch=0):
    """The singular values of ∂s_T/∂s_k for k = 0 … T, (T + 1, S), the largest first.

    The largest is by how much a gradient can at most be stretched on its way from step T to k, the
    smallest by how much at least. Those below 10⁻¹⁵ of the largest are rounding.
    """
    return np.linalg.svd(products(jacobians(tape, batch)), compute_uv=False)


def spectral_radius(U):
    """ρ(U), the largest absolute value of an eigenvalue of the square matrix U."""
    return float(np.abs(np.linalg.eigvals(_square(U))).max())


def with_radius(U, radius):
    """U · radius / ρ(U): the same matrix, scaled so that its spectral radius is ``radius``."""
    positive("radius", radius)
    present = spectral_radius(U)
    expect(present > 0, "U", "a matrix with an eigenvalue other than 0", "spectral radius 0")
    return _square(U) * (radius / present)


def present(tape):
    """ValueError unless the run is one of the cell's parameters as they are now."""
    first = tape.state(0)
    _, again = Recurrent(tape.cell).forward(tape.x, first, tape.mask)
    fits = all(
        np.allclose(again[name], tape[name], 1e-4, 1e-5, equal_nan=True)
        for name in tape.cell.states
    )
    expect(fits, "tape", "a run of the cell as it is", "one made before its parameters changed")


def _square(U):
    U = array_of("U", U)
    fits = U.ndim == 2 and U.shape[0] == U.shape[1] and U.size > 0
    expect(fits, "U", "a square matrix", f"shape {U.shape}")
    expect(np.isfinite(U).all(), "U", "finite numbers", "NaN or infinity")
    return U.astype(float) if U.itemsize < 4 or U.dtype.kind != "f" else U
