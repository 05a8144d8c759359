"""By which road a gradient comes to a cell state: along the carry, or through h and the gates."""

from typing import NamedTuple

import numpy as np

from rnnlib.analysis.jacobians import present
from rnnlib.cells import LSTMCell, PeepholeLSTMCell
from rnnlib.edge import array_of, brief, expect
from rnnlib.layers.edge import check_parts
from rnnlib.ops import sigmoid


class Roads(NamedTuple):
    """∂L/∂c_k by road, (T, B, H) each, place k − 1 for step k: ``total`` = ``carry`` + ``rest``.

    ``f`` are the forget gates of the run, ``c`` its cell states.
    """

    total: np.ndarray
    carry: np.ndarray
    rest: np.ndarray
    f: np.ndarray
    c: np.ndarray


def split_paths(tape, dy=None, dstate=None, *, forget=None):
    """Split ∂L/∂c_k of an LSTM into what came along the carry alone and everything else.

    Every path from the loss back to c_k begins where the loss looks: at an h_t (``dy`` (T, B, H)),
    or at the last h and c (``dstate``). The paths of ``carry`` then go from c to c, and meet
    nothing but forget gates; with o and m = tanh(c) of the step where the loss looks::

        carry_k = f_{k+1} ⊙ carry_{k+1} + dy_k ⊙ o_k ⊙ (1 − m_k²)
                = Σ_t (Π_{s=k+1…t} f_s) ⊙ dy_t ⊙ o_t ⊙ (1 − m_t²)

    Those of ``rest`` go at least once from a gate or candidate through U to an earlier h::

        rest_k  = f_{k+1} ⊙ rest_{k+1} + (dz_{k+1} Uᵀ) ⊙ o_k ⊙ (1 − m_k²)

    where dz is the gradient at all pre-activations. Nothing is left over: the sum is what
    `Recurrent.backward` finds.

    ``forget`` puts other forget gates in place, numbers from 0 to 1 that fit (T, B, H); where it is
    NaN the network computes its own. The run is then made anew, c, h and all other gates with it,
    and the gradient is that of this run: a gate put in place is a constant, so no path leads
    through it to U.

    The whole run must be real steps. ValueError: another cell than `LSTMCell`, a mask, shapes that
    do not fit.
    """
    cell = getattr(tape, "cell", None)
    fits = isinstance(cell, LSTMCell) and not isinstance(cell, PeepholeLSTMCell)
    expect(fits, "tape", "the tape of an LSTMCell", brief(tape))
    expect(tape.mask is None, "tape", "a run without a mask", "one with a mask")
    present(tape)
    shape = tape["c"].shape
    dy = np.zeros(shape) if dy is None else _fitting("dy", dy, shape)
    last = check_parts("dstate", dstate, 2, "state, h and c")
    dh_T, dc_T = (np.zeros(shape[1:]) if d is None else _fitting("dstate", d, shape[1:])
                  for d in last)  # fmt: skip
    forget = np.full(shape, np.nan) if forget is None else _gates(forget, shape)
    run = _run(tape, forget)
    direct = dy.astype(float)
    direct[-1] += dh_T
    carry, rest = _back(run, direct, dc_T, np.isnan(forget), cell.params["U"])
    return Roads(carry + rest, carry, rest, run["f"], run["c"])


def _run(tape, forget):
    """Every gate and state of the run with these forget gates, by name, (T, B, H)."""
    W, U, b = (tape.cell.params[name] for name in "WUb")
    x = W[tape.x] if tape.symbols else tape.x @ W
    h, c = tape.state(0)
    run = {name: np.empty(tape["c"].shape) for name in ("i", "f", "o", "g", "c_", "c", "m")}
    for t in range(tape.T):
        z = x[t] + h @ U + b
        i, f, o, g = np.split(z, 4, axis=-1)
        i, f, o, g = sigmoid(i), sigmoid(f), sigmoid(o), np.tanh(g)
        f = np.where(np.isnan(forget[t]), f, forget[t])
        c_, c = c, f * c + i * g
        m = np.tanh(c)
        h = o * m
        for name, value in zip(run, (i, f, o, g, c_, c, m), strict=True):
            run[name][t] = value
    return run


def _back(run, direct, dc_T, own, U):
    """(carry, rest), each (T, B, H); ``own`` says where f is the network's own."""
    carry, rest = np.zeros_like(run["c"]), np.zeros_like(run["c"])
    along, around, dh = dc_T, np.zeros_like(dc_T), np.zeros_like(dc_T)
    for t in range(len(carry) - 1, -1, -1):
        i, f, o, g, c_, _, m = (values[t] for values in run.values())
        shown = o * (1 - m**2)  # ∂h/∂c
        carry[t] = along + direct[t] * shown
        rest[t] = around + dh * shown
        dc = carry[t] + rest[t]
        do = (direct[t] + dh) * m
        dz = (dc * g * i * (1 - i), own[t] * dc * c_ * f * (1 - f), do * o * (1 - o),
              dc * i * (1 - g**2))  # fmt: skip
        dh = np.concatenate(dz, axis=-1) @ U.T
        along, around = carry[t] * f, rest[t] * f
    return carry, rest


def _fitting(name, array, shape):
    array = array_of(name, array)
    expect(array.shape == shape, name, f"shape {shape}", array.shape)
    return array


def _gates(forget, shape):
    forget = array_of("forget", forget)
    try:
        forget = np.broadcast_to(forget, shape)
    except ValueError:
        raise ValueError(
            f"forget: expected a shape that fits {shape}, got {forget.shape}"
        ) from None
    given = forget[~np.isnan(forget)]
    fits = not given.size or (given.min() >= 0 and given.max() <= 1)
    expect(fits, "forget", "numbers from 0 to 1, or NaN", "one outside")
    return forget
