"""The unrolled graph of a simple recurrent network with a softmax: what it consists of, and a run.

The graph is data: five parameters and the stages of one step, each with its equation. Widgets and
plots draw it, folded or unfolded, with the numbers of `run_of`.
"""

from typing import NamedTuple

import numpy as np

from rnnlib import notation as notations
from rnnlib.cells.vanilla import VanillaCell
from rnnlib.diagrams import diagram_of
from rnnlib.edge import array_of, brief, expect, whole
from rnnlib.layers.edge import check_mask
from rnnlib.layers.linear import Linear
from rnnlib.layers.recurrent import Recurrent
from rnnlib.losses import softmax_cross_entropy, step_losses
from rnnlib.ops import softmax
from rnnlib.tasks.batch import check_batch

PARAMETERS = {
    "W": "input weights",
    "U": "recurrent weights",
    "b": "bias",
    "V": "output weights",
    "b_y": "output bias",
}
STAGES = ("sum", "squash", "scores", "softmax", "loss")

# h V + b_y as each course writes it: (text, the term whose number it stands for)
_SCORES = {
    "house": (("h V", "h"), ("b_y", "b")),
    "goodfellow": (("c", "b"), ("V h", "h")),
    "memory": (("V wm", "h"), ("b_y", "b")),
    "ng": (("W_y a", "h"), ("b_y", "b")),
    "peephole-lecture": (("W_hy h", "h"), ("b_y", "b")),
}
# Ng's one matrix W_a acts on [a⁻, x]; its two blocks have names of their own.
_OTHER = {"ng": {"W": "W_ax", "U": "W_aa", "b": "b_a"}}
NOTES = notations.NOTES | {
    "memory": "The bias is a weight of a constant input.",
    "ng": "W_a = [W_aa, W_ax]: one matrix acts on [a⁻, x].",
    "peephole-lecture": "The letters below a weight say from where to where it leads.",
}
_TIMED = {"goodfellow": "{}⁽{}⁾", "ng": "{}⟨{}⟩"}  # elsewhere the step is a subscript


class Unrolled(NamedTuple):
    """One sequence of T steps through a network of H units and K classes.

    x (T,) symbols or (T, D); a (T, H); h (T + 1, H), from h_0 on; s and y (T, K); target (T,);
    losses (T,); params W (D, H), U (H, H), b (H,), V (H, K), b_y (K,); cell the diagram's name.
    """

    x: np.ndarray
    a: np.ndarray
    h: np.ndarray
    s: np.ndarray
    y: np.ndarray
    target: np.ndarray
    losses: np.ndarray
    params: dict
    cell: str


def run_of(model, batch, sequence=0):
    """Run one sequence of the batch, as far as it is real, through an `EveryStepModel`.

    ValueError: a model that is not a vanilla cell, a linear readout and a softmax; a sequence that
    is not there, or whose mask has holes.
    """
    cell = getattr(getattr(model, "rnn", None), "cell", None)
    fits = isinstance(cell, VanillaCell) and isinstance(model.rnn, Recurrent)
    fits = fits and isinstance(model.readout, Linear) and model.loss is softmax_cross_entropy
    what = "an EveryStepModel of a vanilla cell and a linear readout with softmax_cross_entropy"
    expect(fits, "model", what, brief(model))
    check_batch("batch", batch)
    x, target = array_of("x", batch.x), array_of("target", batch.target)
    expect(x.ndim > 1, "x", "floats (T, B, D) or integer symbols (T, B)", f"{x.dtype} {x.shape}")
    expect(target.shape == x.shape[:2], "target", f"shape {x.shape[:2]}", target.shape)
    mask = check_mask(batch.mask, x, ())
    b = whole("sequence", sequence, 0, f"an integer from 0 to {x.shape[1] - 1}")
    expect(b < x.shape[1], "sequence", f"an integer from 0 to {x.shape[1] - 1}", b)
    real = np.ones(len(x), bool) if mask is None else mask[:, b]
    T = int(real.sum())
    expect(T and real[:T].all(), "batch", "real steps before padding", f"mask {real.astype(int)}")
    with np.errstate(over="ignore", invalid="ignore"):  # a run may overflow
        scores, tape = model.forward(x[:T, b : b + 1])
        losses = step_losses(scores, target[:T, b : b + 1])
    h = np.concatenate([tape.rnn.previous("h")[:1], tape.rnn["h"]])
    params = {name: p.copy() for name, p in cell.params.items()}
    params |= {"V": model.readout.params["V"].copy(), "b_y": model.readout.params["b"].copy()}
    return Unrolled(
        x[:T, b],
        np.array(tape.rnn["a"][:, 0]),
        h[:, 0],
        scores[:, 0],
        softmax(scores)[:, 0],
        target[:T, b],
        losses[:, 0],
        params,
        diagram_of(cell).cell,
    )


def parts(run):
    """The sums of every step, term by term, and what is left for the target: {name: (rows, …)}.

    ``a.x``, ``a.h``, ``a.b`` (T, H); and for the class of the target alone, (T,) each: ``s.h``,
    ``s.b``, ``s``, ``Σ`` (of all exp s), ``y``, ``L``, and ``before``, the sum of earlier losses.
    """
    W, U, b, V, b_y = (run.params[name] for name in PARAMETERS)
    steps = np.arange(len(run.a))
    with np.errstate(over="ignore", invalid="ignore"):  # a run may have overflowed
        return {
            "a.x": W[run.x] if run.x.ndim == 1 else run.x @ W,
            "a.h": run.h[:-1] @ U,
            "a.b": np.broadcast_to(b, run.a.shape),
            "s.h": (run.h[1:] @ V)[steps, run.target],
            "s.b": b_y[run.target],
            "s": run.s[steps, run.target],
            "Σ": np.exp(run.s).sum(axis=1),
            "y": run.y[steps, run.target],
            "L": run.losses,
            "before": np.concatenate([[0], run.losses.cumsum()[:-1]]),
        }


def equations(cell, notation="house"):
    """{stage: [(left, right), …]} as the course writes them, in templates of `rnnlib.notation`.

    In a template ``{a}`` is the quantity a, and ``[A|name]`` is A, standing for the number name.
    """
    cell_lines, s = notations.EQUATIONS[cell], notations.symbol("s", notation)
    scores = " + ".join(f"[{text}|s.{term}]" for text, term in _SCORES[notation])
    return {
        "sum": [("a", cell_lines["a"])],
        "squash": [("h", cell_lines["h"])],
        "scores": [("s", scores)],
        "softmax": [("y", f"exp({{s}}) / [Σ exp({s})|Σ]")],
        "loss": [("L", "−log {y}")],
    }


def written(name, notation="house"):
    """The symbol of a quantity or a parameter in the graph."""
    return _OTHER.get(notation, {}).get(name) or notations.symbol(name, notation)


def timed(name, t, notation="house"):
    """The symbol of a quantity at step t: h_3, h⁽³⁾ or a⟨3⟩."""
    symbol = notations.symbol(name, notation)
    return _TIMED.get(notation, "{}_{}").format(symbol, t)
