"""Which trials a sweep makes."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.experiments.methods import METHODS
from rnnlib.experiments.problems import PROBLEMS
from rnnlib.experiments.trial import key_of

LENGTHS = (10, 20, 30, 40, 60)
SEEDS = (0, 1, 2, 3)


@dataclass(frozen=True)
class Grid:
    """Every task with every length, method and seed; and every learning rate, if any are given."""

    tasks: tuple = tuple(PROBLEMS)
    lengths: tuple = LENGTHS
    methods: tuple = tuple(METHODS)
    seeds: tuple = SEEDS
    rates: tuple = (None,)

    def __post_init__(self):
        for field in fields(self):
            values = getattr(self, field.name)
            fits = isinstance(values, Iterable) and not isinstance(values, str)
            expect(fits, field.name, "several values, such as a tuple", brief(values))
            values = tuple(v.item() if isinstance(v, np.generic) else v for v in values)
            expect(values, field.name, "at least one", "none")
            object.__setattr__(self, field.name, values)

    def keys(self):
        """The `Key` of every trial: one seed after the other, the shortest lengths first."""
        return [
            key_of(task, T, method, seed, lr)
            for seed in self.seeds
            for T in self.lengths
            for task in self.tasks
            for method in self.methods
            for lr in self.rates
        ]

    def options(self):
        """The options of the command line that give this grid."""
        words = []
        for name, values in asdict(self).items():
            if values != (None,):
                words += [f"--{name}", *map(str, values)]
        return words
