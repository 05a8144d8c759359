"""The algorithms: what is taught, and how large the machine is that learns it."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from rnnlib.tasks.algorithmic import associative_recall, copy_bits, priority_sort, repeat_copy


@dataclass(frozen=True)
class Problem:
    """One of the tasks, in the sizes in which it is taught here.

    - ``task``: makes a batch, from the sizes, B and ``rng``; ``options`` go to it too;
    - ``taught``: the sizes in the lessons, a range for each argument, of which a batch draws one;
    - ``longer``: the sizes of the examination, the last of the taught first;
    - ``D``, ``O``: width of x and of the target;
    - ``N``, ``M``: places of the memory, and numbers in each; ``heads``: read heads, and as many
      write heads;
    - ``room``: places of the memory in an examination; None: as many as the sequence has steps, and
      at least N.
    """

    label: str
    task: object
    taught: tuple
    longer: tuple
    D: int
    O: int
    N: int = 32
    M: int = 20
    heads: int = 1
    options: tuple = ()
    room: int | None = None

    def batch(self, B, rng):
        """A lesson: one batch of sequences of one random size."""
        sizes = (int(rng.integers(range_.start, range_.stop)) for range_ in self.taught)
        return self.make(tuple(sizes), B, rng)

    def make(self, sizes, B, rng):
        """B sequences of these sizes."""
        return self.task(*sizes, B, rng=rng, **dict(self.options))

    def places(self, sizes):
        """Of the memory, in an examination on sequences of these sizes."""
        steps = len(self.make(sizes, 1, np.random.default_rng(0)).x)
        return self.room or max(self.N, steps)

    def sizes(self):
        """All sizes that are taught."""
        return list(product(*self.taught))


PROBLEMS = {
    "copy": Problem(
        "copy", copy_bits, (range(1, 11),), ((10,), (20,), (40,), (80,)), D=9, O=8, room=128
    ),
    "paper": Problem(
        "copy, in the paper's sizes",
        copy_bits,
        (range(1, 21),),
        ((20,), (40,), (80,), (120,)),
        D=9,
        O=8,
        N=128,
        room=128,
    ),
    "recall": Problem(
        "associative recall",
        associative_recall,
        (range(2, 7),),
        ((6,), (9,), (12,), (16,)),
        D=8,
        O=6,
    ),
    "repeat": Problem(
        "repeat copy",
        repeat_copy,
        (range(1, 6), range(1, 6)),
        ((5, 5), (10, 5), (5, 10), (10, 10)),
        D=10,
        O=9,
    ),
    "sort": Problem(
        "priority sort",
        priority_sort,
        (range(2, 7),),
        ((6,), (8,), (10,), (12,)),
        D=10,
        O=8,
        heads=4,
    ),
}
