"""How an algorithm is taught."""

from dataclasses import dataclass

import numpy as np

from rnnlib.experiments.training import Training
from rnnlib.experiments.turing.examination import cost_as_taught
from rnnlib.experiments.turing.network import network
from rnnlib.experiments.turing.problems import PROBLEMS
from rnnlib.optim import Adam

B = 16  # sequences in a lesson


@dataclass(frozen=True)
class Algorithm(Training):
    """One network learns one algorithm: batches of 16 sequences of one random size, Adam with a
    learning rate of 10⁻³ that falls to a tenth in the last third, β₂ = 0.99, gradients no longer
    than 1."""

    task: str
    kind: str
    seed: int
    updates: int

    every = 250

    @property
    def name(self):
        return f"{self.task}/{self.kind}/{self.seed}"

    @property
    def problem(self):
        """What is to be learned."""
        return PROBLEMS[self.task]

    def begin(self):
        return network(self.task, self.kind, self.seed)

    def lesson(self, model, n):
        batch = self.problem.batch(B, np.random.default_rng([self.seed, n]))
        loss, grads, _ = model.loss_and_grads(batch._replace(x=batch.x.astype(np.float32)))
        return loss, grads

    def optimiser(self, model):
        return Adam(model.params, lr=1e-3, betas=(0.9, 0.99))

    def rate(self, n):
        late = max(0, n / self.updates - 2 / 3) * 3  # from 0 to 1 in the last third
        return 1e-3 * 0.1**late

    def examine(self, model):
        return {"bits": cost_as_taught(model, self.problem)}
