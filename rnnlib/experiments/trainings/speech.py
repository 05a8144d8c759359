"""Readers of spoken digits, several seeds of them: ``python -m rnnlib.experiments train speech``.

Needs eSpeak NG (the extra ``speech``). Every process first has 2000 strings of digits said, which
takes a minute; a training then takes about one more. Another version of eSpeak NG says them a
little differently, and readers taught by it come out a little differently, too. The clips that are
examined, and the lessons of the chapter, are stored: ``python -m rnnlib.tasks.speech.make`` made
them.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from rnnlib.decoding.ctc import best_path
from rnnlib.experiments.training import Training, cosine
from rnnlib.files import replaced
from rnnlib.pretrained.half import save_half
from rnnlib.pretrained.speech import WEIGHTS, untrained
from rnnlib.tasks.speech import clips, decode, error_rate, sample, spoken, together
from rnnlib.tasks.speech.clips import Lesson
from rnnlib.tasks.speech.voices import TAUGHT, UNSEEN

RESULTS = Path(__file__).parents[1] / "speech.json"
SEEDS, B, SAID, EXAMINED = 5, 16, 2000, 200
HIGHEST, LOWEST = 5e-3, 2e-4  # learning rates
NOISE = 0.1  # on what is read, in every lesson anew


@dataclass(frozen=True)
class Speech(Training):
    """One reader."""

    seed: int
    updates: int = 1500
    every: int = 150
    clip: float = 5.0

    @property
    def name(self):
        return f"speech/{self.seed}"

    def begin(self):
        return untrained(self.seed)

    def lesson(self, model, n):
        rng = np.random.default_rng([self.seed, n])
        batch = sample(heard("taught"), B, rng=rng, noise=NOISE)
        loss, grads, _ = model.loss_and_grads(batch)
        return loss, grads

    def rate(self, n):
        return cosine(n, self.updates, HIGHEST, LOWEST)

    def examine(self, model):
        return {"unseen": rate_of(model, heard("unseen")), "clips": rate_of(model, clips())}


def rate_of(model, utterances):
    """The digit error rate of a reader, greedily."""
    batch = together(utterances)
    logits, _ = model.forward(batch.x, None, batch.mask)
    reads = [decode(found.symbols) for found in best_path(logits, batch.mask)]
    return error_rate(reads, [u.digits for u in utterances])


@cache
def heard(which):
    """Utterances of voices that are taught, or of unseen ones, without their sound."""
    seed, variants, n = {"taught": (1, TAUGHT, SAID), "unseen": (2, UNSEEN, EXAMINED)}[which]
    said = spoken(n, variants, rng=np.random.default_rng(seed))
    return [Lesson(u.digits, u.voice, u.x) for u in said]


def trainings():
    """A reader of every seed."""
    return [Speech(seed) for seed in range(SEEDS)]


def store(states):
    """The weights of the first seed, and the error rates of all."""
    first, *_ = every = trainings()
    save_half(WEIGHTS, states[first.name].model(first))
    curves = {t.seed: [_rounded(point) for point in states[t.name].curve] for t in every}
    command = "python -m rnnlib.experiments train speech"
    with replaced(RESULTS, "w") as file:
        file.write(json.dumps({"command": command, "curves": curves}, indent=1) + "\n")
    return WEIGHTS, RESULTS


def stored(path=RESULTS):
    """{seed: [{"updates", "loss", "unseen", "clips"}, …]} of the readers that were taught."""
    return {int(k): v for k, v in json.loads(path.read_text("utf-8"))["curves"].items()}


def _rounded(point):
    return {name: round(value, 4) for name, value in point.items()}
