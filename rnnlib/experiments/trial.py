"""One network trained on one task of one length."""

from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import NamedTuple

import numpy as np

from rnnlib.edge import expect, positive, whole
from rnnlib.experiments.methods import method_named
from rnnlib.experiments.problems import SOLVED, problem_named
from rnnlib.losses import Omega
from rnnlib.optim import SGD
from rnnlib.optim.optimiser import within
from rnnlib.tasks import endless
from rnnlib.train import Diverged, fit


@dataclass(frozen=True)
class Settings:
    """What all trials share.

    H units, batches of B fresh sequences, SGD with ``momentum``, at most so many ``updates``. After
    every ``every`` updates the error on ``sequences`` sequences, never trained on, is taken.
    """

    H: int = 20
    B: int = 16
    momentum: float = 0.9
    updates: int = 3000
    every: int = 100
    sequences: int = 1000


SETTINGS = Settings()
COUNTS = ("H", "B", "updates", "every", "sequences")


class Key(NamedTuple):
    """Which trial: task, length, method, seed and learning rate."""

    task: str
    T: int
    method: str
    seed: int
    lr: float


class Outcome(NamedTuple):
    """What became of a trial.

    The first five fields are its `Key`. ``updates`` were made until it was solved, had diverged, or
    was given up; ``error`` is the last one taken; ``norm`` the largest ‖g‖ before clipping.
    """

    task: str
    T: int
    method: str
    seed: int
    lr: float
    solved: bool
    diverged: bool
    updates: int
    error: float
    norm: float

    @property
    def key(self):
        """The trial's `Key`."""
        return Key(*self[: len(Key._fields)])


def trial(task, T, method, seed, *, lr=None, **changes):
    """Train one network; returns its `Outcome`, the same for the same arguments.

    - ``task``: "temporal_order", solved when fewer than 1 % of the test sequences are classified
      wrongly, or "adding", solved when the mean square error is below 0.01 (guessing: 0.167).
    - ``T``: the length of every sequence.
    - ``method``: "vanilla", "slow", "clipping", "omega", "LSTM" or "GRU", see `METHODS`.
    - ``seed``: of the first weights, the batches and the test sequences. One seed means the same
      weights and data for all vanilla networks.
    - ``lr``: the learning rate; by default the method's own for the task.
    - ``changes``: other `Settings`, such as ``updates=500``.

    A trial stops at the first test that it passes. ::

        trial("temporal_order", 50, "LSTM", 0, updates=800).solved       a few seconds
    """
    key = key_of(task, T, method, seed, lr)
    return run(key, settings_with(**changes))


def run(key, settings):
    """The `Outcome` of the trial with this key."""
    problem, method = problem_named(key.task), method_named(key.method)
    weights, data, test = (np.random.default_rng([key.seed, stream]) for stream in range(3))
    model = problem.model(method.cell, settings.H, weights)
    method.start(model.rnn.cell)
    unseen = problem.make(key.T, settings.sequences, rng=test)

    def error():
        return problem.error(model.forward(unseen.x)[0], unseen.target)

    records = fit(
        model,
        endless(problem.make, key.T, settings.B, rng=data),
        SGD(model.params, key.lr, momentum=settings.momentum),
        clip=method.clip,
        regulariser=None if method.omega is None else Omega(method.omega),
    )
    updates, norm, latest, diverged = 0, 0.0, None, False
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # what explodes is caught by `fit`
            for record in islice(records, settings.updates):
                updates, norm = record.step + 1, max(norm, record.norm)
                if updates % settings.every == 0:
                    latest = error()
                    if latest < SOLVED:
                        break
    except Diverged:
        diverged, latest = True, None
    latest = error() if latest is None else latest
    return Outcome(*key, latest < SOLVED, diverged, updates, latest, norm)


def key_of(task, T, method, seed, lr=None):
    """The `Key` of checked arguments; the learning rate is the method's own if None."""
    problem_named(task)
    T = whole("T", T, 10, "an integer of at least 10")
    rate = method_named(method).rates[task]
    seed = whole("seed", seed, 0, "an integer of at least 0")
    return Key(task, T, method, seed, float(rate if lr is None else positive("lr", lr)))


def settings_with(**changes):
    """`SETTINGS` with changes; ValueError for an unknown name or a value that makes no sense."""
    names = [field.name for field in fields(Settings)]
    for name, value in tuple(changes.items()):
        expect(name in names, name, f"one of the settings {', '.join(names)}", "another name")
        if name in COUNTS:
            changes[name] = whole(name, value, 1, "a positive integer")
        else:
            changes[name] = within(name, value, 0, 1)
    return replace(SETTINGS, **changes)
