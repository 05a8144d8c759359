"""How a captioner is taught."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from rnnlib.experiments.captioning.examination import examined
from rnnlib.experiments.training import Training, cosine
from rnnlib.pretrained.captioners import untrained
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.scenes import draw, scenes, told

B, POOL = 32, 24000  # scenes in a lesson, and from how many they are drawn
HIGHEST, LOWEST = 3e-3, 6e-5  # learning rates


@cache
def pool():
    """All scenes that are taught, as pictures of bytes (POOL, 24, 24, 3), and told from either
    side: words (2, T, POOL), and their mask (T, POOL)."""
    rng = np.random.default_rng(13)
    found = scenes(POOL, rng=rng)
    x = np.stack([np.round(255 * draw(scene, rng=rng)).astype(np.uint8) for scene in found])
    (one, mask), (other, _) = told(found), told([scene.mirrored for scene in found])
    return x, np.stack((one, other)), mask


def lesson(rng):
    """A `Batch` of 32 of them, each told from one of its sides."""
    x, words, mask = pool()
    which, side = rng.integers(POOL, size=B), rng.integers(2, size=B)
    return Batch(x[which][None] / np.float32(255), words[side, :, which].T, mask[:, which])


@dataclass(frozen=True)
class Captions(Training):
    """One captioner: batches of 32 scenes, Adam, a learning rate that falls along a cosine."""

    kind: str
    seed: int
    updates: int = 3000
    every: int = 500

    @property
    def name(self):
        return f"{self.kind}/{self.seed}"

    def begin(self):
        return untrained(self.kind, self.seed)

    def lesson(self, model, n):
        rng = np.random.default_rng([self.seed, n])
        loss, grads, _ = model.loss_and_grads(lesson(rng))
        return loss, grads

    def rate(self, n):
        return cosine(n, self.updates, HIGHEST, LOWEST)

    def examine(self, model):
        return {
            "seen": examined(model, n=100, seed=1).exact,
            "unseen": examined(model, True, n=100, seed=1).exact,
        }
