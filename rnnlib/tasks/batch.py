"""What every task hands out: one batch of sequences and what to answer."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import brief, expect


class Batch(NamedTuple):
    """Inputs, answers and which steps are real.

    - x: (T, B, D) floats, or (T, B) integers standing for one-hot vectors;
    - target: one answer per step, (T, B) or (T, B, K), or one per sequence, (B,) or (B, K),
      or B rows of symbols whose steps nobody knows, for `rnnlib.ctc_loss`;
    - mask: (T, B) of bool, True where the step is real; None when every step is. A step that
      is not real holds the state and counts in no loss, so padding may contain anything.
    """

    x: np.ndarray
    target: np.ndarray
    mask: np.ndarray | None = None


def check_batch(argument, batch):
    """A `Batch`, or anything else with x, target and mask."""
    fits = all(hasattr(batch, name) for name in Batch._fields)
    expect(fits, argument, "a Batch(x, target, mask)", type(batch).__name__)


def endless(task, *sizes, **options):
    """Yield `task(*sizes, **options)` for ever, one fresh batch at a time.

    A seeded task moves its `rng` on with every batch::

        batches = endless(adding, 50, 32, rng=np.random.default_rng(0))

    Each batch is drawn only when it is asked for, which is also when bad sizes are refused.
    """
    expect(callable(task), "task", "a function such as adding", brief(task))
    while True:
        yield task(*sizes, **options)
