"""Every loss sent back alone, through one layer or a stack: what arrives where, by which lane."""

from math import isqrt
from typing import NamedTuple

import numpy as np

from rnnlib.cells.base import Cell
from rnnlib.edge import any_array, brief, expect
from rnnlib.layers.edge import check_mask
from rnnlib.layers.embedding import Embedding
from rnnlib.layers.linear import Linear
from rnnlib.layers.recurrent import Recurrent
from rnnlib.layers.stacked import Stacked
from rnnlib.tasks.batch import check_batch

MOST = 10**8  # numbers in the gradients of all pairs: less than a gigabyte


class Lanes(NamedTuple):
    """What a recurrent layer's states hand back through time, by state: row t is loss L_t.

    - ``name``: that of the layer, such that "NAME.U" is a parameter of the model;
    - ``cell``: its cell;
    - ``d`` {state: (T, T, B, rows)}: ∂L_t/∂s_k along every path, zero for k > t. An LSTM's c_k is
      seen by its own h_k, too, so that ∂L_t/∂c_k holds what came to h_k;
    - ``back`` {state: (T, T, B, rows)}: the part of it that comes from step k + 1 along the lane of
      this state, zero for k ≥ t. Into c⁻ it comes through c, into h⁻ through all gates.
    """

    name: str
    cell: Cell
    d: dict[str, np.ndarray]
    back: dict[str, np.ndarray]

    def norms(self, state):
        """‖∂L_t/∂s_k‖ (T, T), over the whole batch."""
        return sizes(self.d[state])

    @property
    def above(self):
        """What comes to h_k from above at its own step (T, T, B, H): from loss k itself into the
        top layer, and from every later one, too, into the layers below it."""
        output = self.cell.states[0]
        return self.d[output] - self.back[output]


class Paths(NamedTuple):
    """All that flows from each loss L_t to each earlier step k: row t, column k, from 0.

    - ``losses`` (T,): L_t, that step's share of L = Σ_t L_t;
    - ``grads`` {name: (T, T, *shape)}: the part of ∂L_t/∂θ that comes from the use of θ at step k;
    - ``layers``: `Lanes` of every recurrent layer, from the bottom up.
    """

    losses: np.ndarray
    grads: dict[str, np.ndarray]
    layers: tuple[Lanes, ...]

    @property
    def dh(self):
        """∂L_t/∂h_k (T, T, B, H) along every path, h the output of the top layer."""
        top = self.layers[-1]
        return top.d[top.cell.states[0]]

    @property
    def norms(self):
        """‖∂L_t/∂h_k‖ (T, T), over the whole batch."""
        return sizes(self.dh)

    def parameters(self, layer):
        """{"U": its name in ``grads``, …}: what a walk through this layer adds up, U, W, b, b_U and
        P of its own, V of the readout and E of an embedding, where they are."""
        own = {p: f"{self.layers[layer].name}.{p}" for p in ("U", "W", "b", "b_U", "P")}
        embedding = next((name for name in self.grads if name.endswith(".E")), "")
        named = own | {"V": "out.V", "E": embedding}
        return {p: name for p, name in named.items() if name in self.grads}

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
    dy is zero at all steps but t. A step back takes the adjoints of all states after it to those
    before it, and each state has a lane of its own: an LSTM's are ::

        ∂L/∂c⁻ = ∂L/∂c ⊙ f        ∂L/∂h⁻ = dz Uᵀ        dz = ∂L/∂(x W + h⁻ U + b)

    In a stack dx of a layer goes to the outputs of the one below, at the same step. Nothing is
    approximated; the sums are the gradients of ``model.loss_and_grads(batch, state)``, up to
    rounding. It takes T (T + 1) / 2 steps backward.

    ``model`` is an `EveryStepModel` (or `LanguageModel`) whose rnn is a recurrent layer, or a stack
    of such layers, in which an `Embedding` and `Linear` ones may lie, too.
    """
    rnn = getattr(model, "rnn", None)
    found = tuple(recurrent(rnn)) if steps_forward(rnn) else ()
    what = "one whose rnn is a recurrent layer or a stack of them, read forward in time"
    expect(found, "model", what, brief(model if rnn is None else rnn))
    check_batch("batch", batch)
    prediction, tape = model.forward(batch.x, state, batch.mask)
    many = "a prediction after every step"
    expect(prediction.ndim == 3, "model", many, "one for the whole sequence")
    _, dprediction = model.loss(prediction, batch.target, batch.mask)
    T, B = prediction.shape[:2]
    grads = {name: np.zeros((T, T, *p.shape), p.dtype) for name, p in model.params.items()}
    layers = tuple(Lanes(name, one.cell, *_room(one.cell, T, B)) for name, one in found)
    tapes = list(_steps(rnn, batch, state))
    for t in range(T):
        alone = np.zeros_like(dprediction)
        alone[t] = dprediction[t]
        dy, _, out = model.readout.backward(tape.out, alone)
        for name, part in out.items():
            grads[f"out.{name}"][t, t] = part
        dstate = None
        for k in range(t, -1, -1):
            _, dstate, own = rnn.backward(tapes[k], dy[k : k + 1], dstate)
            for name, part in own.items():
                grads[f"rnn.{name}"][t, k] = part
            for lanes, (_, _, step, before) in zip(
                layers, recurrent(rnn, "rnn", tapes[k], dstate), strict=True
            ):
                for name, d in zip(lanes.cell.states, before, strict=True):
                    lanes.d[name][t, k] = step.back[name][0]
                    if k:
                        lanes.back[name][t, k - 1] = d
    return Paths(_losses(model, prediction, batch), grads, layers)


def longest(params):
    """For how many steps of one sequence `paths` has room, with so many parameters: it keeps T² of
    every gradient."""
    return isqrt(MOST // max(1, sum(p.size for p in params.values())))


def steps_forward(layer):
    """Whether a layer can be walked step by step: one recurrent layer, or a stack that has one."""
    if isinstance(layer, Stacked):
        parts = layer.layers
        fits = all(steps_forward(p) or isinstance(p, Embedding | Linear) for p in parts)
        return fits and any(map(steps_forward, parts))
    return isinstance(layer, Recurrent)


def recurrent(layer, name="rnn", *nests):
    """(name, layer, …) of the recurrent layers inside ``layer``, from the bottom up, and of each of
    the ``nests``, tapes or states that are built as it is, the layer's part."""
    if isinstance(layer, Recurrent):
        yield name, layer, *nests
    for k, part in enumerate(getattr(layer, "layers", ())):
        yield from recurrent(part, f"{name}.{k}", *(nest[k] for nest in nests))


def sizes(d):
    """The norms (T, T) of arrays (T, T, B, rows), over the whole batch."""
    return np.sqrt((d**2).sum(axis=(2, 3)))


def _room(cell, T, B):
    """Zeros for what `Lanes` holds."""
    return tuple(
        {name: np.zeros((T, T, B, cell.size(name)), cell.dtype) for name in cell.states}
        for _ in range(2)
    )


def _steps(layer, batch, state):
    """The tapes of the run, one for each step."""
    mask = check_mask(batch.mask, batch.x, state)
    state = layer.start(batch.x.shape[1]) if state is None else state
    for k in range(len(batch.x)):
        step = slice(k, k + 1)
        _, tape = layer.forward(batch.x[step], state, None if mask is None else mask[step])
        state = tape.final
        yield tape


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
