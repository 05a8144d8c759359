"""Which earlier characters a prediction depends on: ‖∂logit/∂x‖ at every distance."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import any_array, brief

COPIES = 32  # predictions followed back in one run: wide enough for BLAS, small enough to hold


class Sensitivity(NamedTuple):
    """``values`` (T, T) float32, row t, column s: ‖∂logit_t/∂x_s‖ of the output ``outputs[t]``.

    ``symbols`` are those outputs as characters, None where the model has no text.
    """

    values: np.ndarray
    outputs: np.ndarray
    symbols: list[str] | None


def sensitivity(model, x, outputs=None):
    """How strongly each input of one sequence moves the prediction made at each step.

    For every step t and one of its logits, k = outputs[t] (by default the largest one)::

        S[t, s] = ‖∂ logit_t[k] / ∂x_s‖ = (Σ_d (∂ logit_t[k] / ∂x_s[d])²)^½

    A symbol counts as the one-hot vector it stands for. A causal network has S[t, s] = 0 for s > t.
    The derivatives are those of `backward`: no weight is touched.

    - model: a model with a prediction after every step (`LanguageModel`, `EveryStepModel`);
    - x: one sequence, a string (`LanguageModel`), symbols (T,) or vectors (T, D);
    - outputs: None, an integer for all steps, or T of them.
    """
    if not (hasattr(model, "rnn") and hasattr(model, "readout")):
        raise ValueError(f"model: expected one with rnn and readout, got {type(model).__name__}")
    vectors = vectors_of(model, x)
    T = len(vectors)
    n = min(COPIES, T)
    logits, tape = model.forward(np.repeat(vectors[:, None], n, axis=1))
    if logits.ndim != 3:
        raise ValueError("model: expected a prediction after every step, got one for the sequence")
    outputs = chosen_outputs(outputs, logits[:, 0])
    values = np.zeros((T, T), np.float32)
    for start in range(0, T, n):
        steps = np.arange(start, min(start + n, T))
        dlogits = np.zeros_like(logits)
        dlogits[steps, steps - start, outputs[steps]] = 1
        dy, _, _ = model.readout.backward(tape.out, dlogits)
        dx, _, _ = model.rnn.backward(tape.rnn, dy)
        norms = np.sqrt((dx[:, : len(steps)] ** 2).sum(axis=2))  # (T, copies)
        values[steps] = norms.T
    text = getattr(model, "text", None)
    return Sensitivity(values, outputs, None if text is None else list(text.decode(outputs)))


def vectors_of(model, x):
    """x as vectors (T, D) of the model's own type."""
    D = model.rnn.input_size
    dtype = next(iter(model.rnn.params.values())).dtype
    if isinstance(x, str):
        if not hasattr(model, "text"):
            raise ValueError("x: expected symbols or vectors, as the model has no text, got a str")
        x = model.text.encode(x)
    x = any_array("x", x)
    if x.ndim == 1 and x.dtype.kind in "iu" and x.size and 0 <= x.min() and x.max() < D:
        return np.eye(D, dtype=dtype)[x]
    if x.ndim != 2 or x.shape[1] != D or x.dtype.kind != "f" or not len(x):
        raise ValueError(
            f"x: expected symbols (T,) from 0 to {D - 1} or floats (T, {D}), "
            f"got {x.dtype} {x.shape}"
        )
    return x.astype(dtype, copy=False)


def chosen_outputs(outputs, logits, argument="outputs"):
    """The output looked at after each step, (T,)."""
    T, O = logits.shape
    if outputs is None:
        return logits.argmax(1)
    chosen = any_array("outputs", outputs)
    if chosen.dtype.kind not in "iu" or chosen.shape not in ((), (T,)):
        raise ValueError(f"{argument}: expected an integer or {T} of them, got {brief(outputs)}")
    if chosen.size and not (0 <= chosen.min() and chosen.max() < O):
        raise ValueError(f"{argument}: expected integers from 0 to {O - 1}, got {brief(outputs)}")
    return np.broadcast_to(chosen, (T,)).astype(int)
