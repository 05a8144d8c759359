"""The regulariser Ω, which asks every step to hand the gradient on at its length."""

import numpy as np

from rnnlib.edge import brief, expect, positive
from rnnlib.ops import rows


class Omega:
    """``weight`` · Ω, to be added to a loss: ``fit(…, regulariser=Omega(0.5))``.

    For a cell h_{k+1} = φ(a), a = x W + h_k U + b (Pascanu, Mikolov & Bengio 2013, eq. 9)::

        Ω = Σ_k Ω_k,   Ω_k = (r_k − 1)²,   r_k = ‖∂L/∂h_{k+1} · ∂h_{k+1}/∂h_k‖ / ‖∂L/∂h_{k+1}‖

        ∂L/∂h_{k+1} · ∂h_{k+1}/∂h_k = (∂L/∂h_{k+1} ⊙ φ′(a_{k+1})) Uᵀ

    Only the direction of ∂L/∂h_{k+1}, the whole of it, matters. The sum runs over k = 1 … T − 1,
    the norm is one sequence's own, and Ω is the mean over the batch, as losses are. A step that the
    mask holds hands the gradient on as it is (r = 1); one that no gradient reaches counts as 0.

    Differentiated is what the paper differentiates (eq. 10), the immediate part: U alone, where it
    stands in the formula above. ∂L/∂h_{k+1} and the states, hence φ′(a_{k+1}), are constants,
    though through the run they depend on U as well, and on W and b. The paper writes the state as
    a, before φ, so that its Jacobian has φ′(a_k) in place of φ′(a_{k+1}).
    """

    def __init__(self, weight):
        self.weight = positive("weight", weight)

    def __call__(self, tape):
        """(weight · Ω, {"U": its gradient (H, H)}) for a tape that `backward` has been run on.

        ValueError: a cell that is not of the form h = φ(x W + h⁻ U + b), no backward run.
        """
        cell = getattr(tape, "cell", None)
        self.check(cell)
        expect(tape.back is not None, "tape", "one that `backward` has been run on", "one without")
        h = tape.inside("h")[1:]  # h_2 … h_T (T − 1, H, B)
        slope = np.empty_like(h)
        cell.local(h, slope)
        live = None if tape.mask is None else tape.mask[1:]
        value, dU = omega(tape.back["h"][1:], slope.swapaxes(1, 2), tape.back.given["U"], live)
        return self.weight * value, {"U": self.weight * dU}

    @staticmethod
    def check(cell):
        """ValueError unless the cell is h = φ(x W + h⁻ U + b)."""
        form = getattr(cell, "gates", None), getattr(cell, "states", None)
        fits = form == (("a",), ("h",))
        expect(fits, "regulariser", "a cell h = φ(x W + h⁻ U + b) to work on", brief(cell))

    def __repr__(self):
        return f"Omega({self.weight})"


def omega(dh, slope, U, live=None):
    """Ω and ∂Ω/∂U for adjoints ``dh`` and slopes φ′(a), both (n, B, H), taken as constants.

    ``live`` (n, B) marks the real steps; None is all. For u = dh/‖dh‖, q = u ⊙ φ′ and p = q Uᵀ::

        Ω = 1/B Σ (‖p‖ − 1)²        ∂Ω/∂U = 1/B Σ 2 (1 − 1/‖p‖) pᵀ q

    Where p = 0, the norm has no derivative; 0 is taken. Infinite adjoints give NaN.
    """
    B = dh.shape[1]
    with np.errstate(invalid="ignore"):
        u = unit(rows(dh))  # (n·B, H)
    counts = u.any(1) if live is None else u.any(1) & live.reshape(-1)
    q = u[counts] * rows(slope)[counts]
    p = q @ U.T
    r = np.sqrt((p**2).sum(1))
    pull = 2 * (r - 1) / np.where(r > 0, r, 1)
    return float(((r - 1) ** 2).sum()) / B, (pull[:, None] * p).T @ q / B


def unit(rows):
    """Every row divided by its norm; a row of zeros stays one.

    First by its largest entry: the square of a gradient that has almost vanished would be 0.
    """
    top = np.abs(rows).max(1, keepdims=True, initial=0)
    rows = rows / np.where(top > 0, top, 1)
    norm = np.sqrt((rows**2).sum(1, keepdims=True))
    return rows / np.where(norm > 0, norm, 1)
