"""What truncation really costs: a truncated gradient formed the way it is in training, measured."""

import tracemalloc
from collections import deque
from time import process_time
from typing import NamedTuple

import numpy as np

from rnnlib.analysis.truncation import KINDS
from rnnlib.edge import brief, expect, whole
from rnnlib.layers import Recurrent
from rnnlib.tasks.batch import Batch, check_batch


class Walk(NamedTuple):
    """One truncated gradient and what it took.

    - ``grads`` {name: array}: that gradient, by parameter as in ``model.params``;
    - ``steps``: steps that were walked backward;
    - ``peak``: the most bytes that were held at a time beyond what was there before;
    - ``seconds`` of the processor, in a run of its own, for measuring memory takes time, too.
    """

    grads: dict[str, np.ndarray]
    steps: int
    peak: int
    seconds: float


def walk(model, batch, k, kind="windows", state=None):
    """Form the gradient truncated to k steps, keeping no step longer than it is needed: `Walk`.

    Both kinds are those of `rnnlib.analysis.kept`, and the gradient is the sum over its pairs. For
    "windows" a window of k steps is run and walked back over, and then forgotten. For "reach" the
    last k steps are kept, and every loss is walked back over them. k = T is the full gradient.

    ``model`` predicts after every step, such as `LanguageModel`, from one recurrent layer; the
    batch has no mask.
    """
    single = isinstance(getattr(model, "rnn", None), Recurrent)
    expect(single, "model", "one with a single recurrent layer as its rnn", brief(model))
    check_batch("batch", batch)
    T = len(batch.x)
    k = whole("k", k, 1, "a number of steps, 1 or more")
    expect(kind in KINDS, "kind", "'windows' or 'reach'", brief(kind))
    expect(batch.mask is None, "batch", "one without a mask", "one with a mask")
    form = _windows if kind == "windows" else _reach

    began = process_time()
    form(model, batch, min(k, T), state)
    seconds = process_time() - began

    traced = tracemalloc.is_tracing()
    if not traced:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        grads, steps = form(model, batch, min(k, T), state)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        if not traced:
            tracemalloc.stop()
    return Walk(grads, steps, peak - before, seconds)


def _windows(model, batch, k, state):
    """One walk for each window; the state goes on, the gradient does not."""
    T, total, steps = len(batch.x), _zeros(model), 0
    for start in range(0, T, k):
        window = Batch(batch.x[start : start + k], batch.target[start : start + k])
        _, grads, tape = model.loss_and_grads(window, state)
        state = tuple(map(np.copy, tape.rnn.final))
        for name, g in grads.items():
            total[name] += g * (len(window.x) / T)
        steps += len(window.x)
        del grads, tape  # this window is forgotten before the next is run
    return total, steps


def _reach(model, batch, k, state):
    """One walk for each loss, over the tapes of the last k steps, one step each."""
    T, total, steps = len(batch.x), _zeros(model), 0
    tapes = deque(maxlen=k)
    for t in range(T):
        prediction, tape = model.forward(batch.x[t : t + 1], state)
        _, dprediction = model.loss(prediction, batch.target[t : t + 1])
        dy, _, grads = model.readout.backward(tape.out, dprediction / T)
        for name, g in grads.items():
            total[f"out.{name}"] += g
        state, dstate = tape.rnn.final, None
        tapes.append(tape.rnn)
        for kept in reversed(tapes):
            _, dstate, grads = model.rnn.backward(kept, dy, dstate)
            kept.back, dy = None, np.zeros_like(dy)
            for name, g in grads.items():
                total[f"rnn.{name}"] += g
            steps += 1
    return total, steps


def _zeros(model):
    return {name: np.zeros_like(p) for name, p in model.params.items()}
