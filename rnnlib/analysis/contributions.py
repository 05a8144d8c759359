"""Where the gradient of shared parameters comes from: the part of every step."""

import numpy as np

from rnnlib.edge import expect
from rnnlib.layers.contract import Columns, products, scatter
from rnnlib.tape import Tape


def contributions(tape):
    """What each step adds to the gradient of every parameter: {name: (T, *shape)}.

    A parameter is used at every step, and its gradient is the sum over its uses. For a plain cell
    with a = x W + h⁻ U + b the part of step s is ::

        dW_s = x_sᵀ da_s      dU_s = h_{s−1}ᵀ da_s      db_s = Σ_batch da_s      da = ∂L/∂a

    and dW = Σ_s dW_s, and so on (Goodfellow et al. 2016, eq. 10.24 to 10.27). Every cell has its
    own products; they are those that `backward` forms. ``tape`` is that of one `Recurrent` layer on
    which `backward` has been run; ValueError for any other.
    """
    fits = isinstance(tape, Tape) and tape.back is not None
    got = type(tape).__name__ + (" without one" if isinstance(tape, Tape) else "")
    expect(fits, "tape", "that of one recurrent layer after its `backward`", got)
    cell, back = tape.cell, tape.back
    fed = "dz_" + "".join(cell.inputs or cell.gates)  # ∂L/∂z of the gates that W feeds
    parts = {name: np.zeros((tape.T, *p.shape), cell.dtype) for name, p in cell.params.items()}
    for t in range(tape.T):
        flat = Columns(back, slice(t, t + 1))
        sums = products(cell.uses, flat) | cell.products(flat)
        grads = cell.unpack(sums, 0 if tape.symbols else cell.D)
        if tape.symbols:
            del grads["W"]
            scatter(parts["W"][t], tape.x[t], flat[fed])
        for name, gradient in grads.items():
            parts[name][t] = gradient
    return parts
