"""The clinic's cases: backward passes with a mistake each, all of them met in published code."""

import inspect
from functools import cache
from typing import NamedTuple

import numpy as np


def backward(dy, x, h, W, U):
    T = len(x)
    dx, dW, dU = np.zeros_like(x), np.zeros_like(W), np.zeros_like(U)
    db, dh_next = np.zeros(len(U)), np.zeros_like(h[0])
    for t in reversed(range(T)):
        dh = dy[t] + dh_next
        da = dh * (1 - h[t + 1] ** 2)
        dx[t] = da @ W.T
        dW += x[t].T @ da
        dU += h[t].T @ da
        db += da.sum(0)
        dh_next = da @ U.T
    return dx, dW, dU, db


class Case(NamedTuple):
    """A mistake: ``edits`` of `backward`, (words, what stands there instead), and how its error
    pattern gives it away."""

    edits: tuple
    because: str


HEALTHY = "nothing is wrong"
CASES = {
    "carry never updated": Case(
        (("dh_next = da @ U.T", "dh_prev = da @ U.T"),),
        "One step alone is right, and of six only the last: what it sends back never enters the "
        "step before. With a loss at the last step alone all earlier gradients are missing, too.",
    ),
    "slope of the activation": Case(
        (("1 - h[t + 1] ** 2", "1 - np.tanh(h[t + 1]) ** 2"),),
        "A single step is wrong already, in all that comes after the tanh. `h` is tanh(a), so the "
        "slope is 1 − h², and no tanh is taken again.",
    ),
    "state off by one": Case(
        (("h[t].T @ da", "h[t + 1].T @ da"),),
        "Only `dU` is wrong, even in a single step, while everything that travels is right. "
        "`U` acted on the state before the step, `h[t]`.",
    ),
    "overwritten in place": Case(
        (("dh = dy[t] + dh_next", "dh = dy[t]\n        dh += dh_next"),),
        "Every first call is right. Called again with the same arguments it is wrong: the first "
        "call has written into the caller's `dy`.",
    ),
    "sum over time missing": Case(
        (("dW += ", "dW = "), ("dU += ", "dU = "), ("db += ", "db = ")),
        "`dx` is right at every step, so all that travels is right. `dW`, `dU` and `db` are right "
        "for one step and wrong for six: each step overwrites what the others gave.",
    ),
    "only the last loss enters": Case(
        (("dy[t] + dh_next", "dy[t] if t == T - 1 else dh_next"),),
        "With a loss at the last step alone everything is right, and with a loss at every step "
        "only the last step is.",
    ),
    "mean over the batch": Case(
        (("da.sum(0)", "da.mean(0)"),),
        "Only `db` is wrong, and only where there is more than one sequence.",
    ),
    HEALTHY: Case((), "Every number is right, in every test."),
}
PATIENTS = {
    "A": "state off by one",
    "B": "carry never updated",
    "C": HEALTHY,
    "D": "sum over time missing",
    "E": "overwritten in place",
    "F": "slope of the activation",
}


@cache
def function(name):
    """The backward pass that has the mistake ``name``."""
    source = inspect.getsource(backward)
    for line, instead in CASES[name].edits:
        source = source.replace(line, instead)
    namespace = {"np": np}
    exec(source, namespace)
    return namespace["backward"]


def faulty(name):
    """The lines of the source that are not as they should be, as they stand there."""
    right = inspect.getsource(backward).splitlines()
    source = inspect.getsource(backward)
    for line, instead in CASES[name].edits:
        source = source.replace(line, instead)
    return [line.strip() for line in source.splitlines() if line not in right]
