"""A training that takes no time: a line through three points."""

from dataclasses import dataclass

import numpy as np

from rnnlib.experiments.training import Training


class Line:
    """y = a x + b."""

    def __init__(self, seed):
        a, b = np.random.default_rng(seed).normal(size=2)
        self.params = {"a": np.array([a]), "b": np.array([b])}


@dataclass(frozen=True)
class Tiny(Training):
    seed: int
    updates: int = 25
    every: int = 10
    explodes: int = -1

    @property
    def name(self):
        return f"tiny/{self.seed}"

    def begin(self):
        return Line(self.seed)

    def lesson(self, model, n):
        x = np.random.default_rng([self.seed, n]).normal(size=3)
        error = model.params["a"] * x + model.params["b"] - (2 * x - 1)
        loss = np.nan if n == self.explodes else np.mean(error**2)
        return loss, {
            "a": 2 * np.mean(error * x, keepdims=True),
            "b": 2 * error.mean(keepdims=True),
        }

    def rate(self, n):
        return 0.1 / (1 + n)

    def examine(self, model):
        return {"a": model.params["a"][0]}
