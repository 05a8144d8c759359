"""Where the gradient of shared parameters comes from: the part of every step, and of every path."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import any_array, brief, expect
from rnnlib.layers.contract import Columns, products, scatter
from rnnlib.layers.recurrent import Recurrent
from rnnlib.tape import Tape
from rnnlib.tasks.batch import check_batch


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


class Paths(NamedTuple):
    """All that flows from each loss L_t to each earlier step k: row t, column k, from 0.

    - ``losses`` (T,): L_t, that step's share of L = Σ_t L_t;
    - ``dh`` (T, T, B, H): ∂L_t/∂h_k along every path, zero for k > t;
    - ``grads`` {name: (T, T, *shape)}: the part of ∂L_t/∂θ that comes from the use of θ at step k.
    """

    losses: np.ndarray
    dh: np.ndarray
    grads: dict[str, np.ndarray]

    @property
    def norms(self):
        """‖∂L_t/∂h_k‖ (T, T), over the whole batch."""
        return np.sqrt((self.dh**2).sum(axis=(2, 3)))

    def total(self, name, kept=None):
        """The gradient of one parameter: the sum over all pairs (t, k), or over those of the mask
        ``kept`` (T, T)."""
        expect(name in self.grads, "name", f"one of {', '.join(self.grads)}", brief(name))
        pairs = self.grads[name]
        if kept is not None:
            kept = any_array("kept", kept)
            T = len(pairs)
            fits = kept.dtype == bool and kept.shape == (T, T)
            expect(fits, "kept", f"bool {(T, T)}", f"{kept.dtype} {kept.shape}")
        return (pairs if kept is None else pairs[kept]).sum(axis=(0, 1) if kept is None else 0)


def paths(model, batch, state=None):
    """Send every loss back alone and see what arrives where: `Paths`.

    L = Σ_t L_t, so ∂L/∂h_k = Σ_{t ≥ k} ∂L_t/∂h_k, and each summand is what `backward` gives when
    dy is zero at all steps but t. Nothing is approximated; the sums are the gradients of
    ``model.loss_and_grads(batch, state)``, up to rounding. It takes T runs backward.

    ``model`` is an `EveryStepModel` (or `LanguageModel`) of one recurrent layer.
    """
    single = isinstance(getattr(model, "rnn", None), Recurrent)
    got = brief(getattr(model, "rnn", model))
    expect(single, "model", "one with a single recurrent layer as its rnn", got)
    check_batch("batch", batch)
    prediction, tape = model.forward(batch.x, state, batch.mask)
    many = "a prediction after every step"
    expect(prediction.ndim == 3, "model", many, "one for the whole sequence")
    _, dprediction = model.loss(prediction, batch.target, batch.mask)
    T, B, H = len(prediction), tape.rnn.B, model.rnn.output_size
    dh = np.empty((T, T, B, H), dprediction.dtype)
    grads = {name: np.zeros((T, T, *p.shape), p.dtype) for name, p in model.params.items()}
    for t in range(T):
        alone = np.zeros_like(dprediction)
        alone[t] = dprediction[t]
        dy, _, out = model.readout.backward(tape.out, alone)
        model.rnn.backward(tape.rnn, dy)
        dh[t] = tape.rnn.back[model.rnn.cell.states[0]]
        for name, part in contributions(tape.rnn).items():
            grads[f"rnn.{name}"][t] = part
        for name, part in out.items():
            grads[f"out.{name}"][t, t] = part
    return Paths(_losses(model, prediction, batch), dh, grads)


def _losses(model, prediction, batch):
    """L_t (T,): each step's part of the mean over all real steps."""
    T, B = prediction.shape[:2]
    mask = np.ones((T, B), bool) if batch.mask is None else np.asarray(batch.mask)
    target, losses = np.asarray(batch.target), np.zeros(T, prediction.dtype)
    for t in np.flatnonzero(mask.any(axis=1)):
        step = slice(t, t + 1)
        mean, _ = model.loss(prediction[step], target[step], mask[step])
        losses[t] = mean * mask[t].sum() / mask.sum()
    return losses
