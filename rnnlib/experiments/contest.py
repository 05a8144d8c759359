"""A fair contest of cells: as many parameters for each, the same lessons, several seeds.

``python -m rnnlib.experiments.contest FILE`` holds it for 32 seeds, in about two minutes on one
core; the scores that come with the package are in ``contest.json``, see `stored`.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnnlib.analysis.cost import size_for
from rnnlib.cells import GRUCell, LSTMCell, VanillaCell
from rnnlib.edge import expect, iterable, mapping, path_of
from rnnlib.files import replaced, target
from rnnlib.layers import Linear, Recurrent
from rnnlib.losses import softmax_cross_entropy, squared_error
from rnnlib.models import EveryStepModel, LastStepModel
from rnnlib.optim import Adam
from rnnlib.tasks import (
    adding,
    adding_baseline,
    anbn,
    anbn_accepted,
    anbn_strings,
    echo,
)
from rnnlib.train import fit

LEARNT = range(1, 11)  # sizes n of the strings aⁿbⁿ in the lessons
LONGEST = 30  # and in the examination
STEPS, DELAY = 25, 8  # of the echo
FAR = 20  # steps of the adding problem
STORED = Path(__file__).with_name("contest.json")
KINDS = {"vanilla": VanillaCell, "LSTM": LSTMCell, "GRU": GRUCell}
SEEDS = 32


class Challenge(NamedTuple):
    """A task, how long and how fast it is taught, and how a network is examined on it.

    ``D`` inputs, ``O`` outputs, read by ``model`` with ``loss``; each cell gets the number of units
    that brings it nearest to ``parameters``. ``batch(rng)`` is one lesson, ``score(model, rng)`` a
    number, of which ``about`` says what it is.
    """

    title: str
    about: str
    D: int
    O: int
    parameters: int
    lessons: int
    lr: float
    model: type
    loss: Callable
    batch: Callable
    score: Callable

    def untaught(self, kind, rng):
        """A network of the class ``kind`` before its first lesson."""
        H = size_for(kind, self.D, self.parameters)
        readout = Linear(H, self.O, rng=rng)
        return self.model(Recurrent(kind(self.D, H, rng=rng)), readout, self.loss)

    def teach(self, kind, seed):
        """A network of the class ``kind``, drawn and taught with this seed.

        The lessons are the same for all classes.
        """
        lot, teacher, _ = np.random.default_rng(seed).spawn(3)
        model = self.untaught(kind, lot)
        lessons = (self.batch(teacher) for _ in range(self.lessons))
        list(fit(model, lessons, Adam(model.params, lr=self.lr), clip=1.0))
        return model

    def enter(self, kind, seed):
        """The score of such a network; the examination, too, is the same for all classes."""
        *_, examiner = np.random.default_rng(seed).spawn(3)
        return float(self.score(self.teach(kind, seed), examiner))


def counts_to(model, rng):
    """The largest n such that every string aᵏbᵏ with k ≤ n is predicted rightly; at most 30."""
    strings = anbn_strings(range(1, LONGEST + 1))
    prediction, _ = model.forward(strings.x, mask=strings.mask)
    right = anbn_accepted(prediction.argmax(axis=-1), strings)
    return LONGEST if right.all() else int(right.argmin())


def share_of_baseline(model, rng):
    """The loss on 500 new sums, as a share of what always answering 1 would have."""
    test = adding(FAR, 500, rng=rng)
    return squared_error(model.forward(test.x)[0], test.target)[0] / adding_baseline()


def bits_right(model, rng):
    """The share of bits that come back rightly, over 500 new sequences; guessing gives a half."""
    test = echo(STEPS, 500, k=DELAY, rng=rng)
    answer = model.forward(test.x)[0].argmax(axis=-1)
    return np.mean(answer[DELAY:] == test.target[DELAY:])


COUNTING = Challenge(
    "counting", "counts to n", 4, 4, 160, 300, 0.01,
    EveryStepModel, softmax_cross_entropy,
    lambda rng: anbn(LEARNT, 32, rng=rng), counts_to,
)  # fmt: skip
ADDING = Challenge(
    "adding", "loss, as a share of the baseline", 2, 1, 600, 240, 0.02,
    LastStepModel, squared_error,
    lambda rng: adding(FAR, 32, rng=rng), share_of_baseline,
)  # fmt: skip
ECHO = Challenge(
    "echo", "share of bits that come back", 2, 2, 300, 100, 0.02,
    EveryStepModel, softmax_cross_entropy,
    lambda rng: echo(STEPS, 32, k=DELAY, rng=rng), bits_right,
)  # fmt: skip
CHALLENGES = (COUNTING, ADDING, ECHO)


def contest(kinds, challenges=CHALLENGES, seeds=range(4)):
    """Yields (challenge, name, seed, score) for every network, one after the other.

    kinds: {name: cell class}. A network depends on its seed alone, not on who else takes part.
    """
    mapping("kinds", kinds, "a dict of cell classes")
    for challenge in iterable("challenges", challenges):
        for seed in iterable("seeds", seeds):
            for name, kind in kinds.items():
                yield challenge, name, seed, challenge.enter(kind, seed)


def stored(path=STORED):
    """{title of the challenge: {name: scores by seed}} of a file that the command has written."""
    path = path_of("path", path)
    try:
        return json.loads(path.read_text("utf-8"))["scores"]
    except (ValueError, TypeError, KeyError):
        raise ValueError(f"{path}: expected the scores of a contest, got another file") from None


def main(arguments=None):
    """Hold the whole contest and write its scores."""
    from tqdm import tqdm

    arguments = sys.argv[1:] if arguments is None else arguments
    expect(len(arguments) == 1, "FILE", "one file for the scores", f"{len(arguments)} words")
    path = target(arguments[0])  # now, not after all that work
    scores = {challenge.title: {name: [] for name in KINDS} for challenge in CHALLENGES}
    total = len(CHALLENGES) * len(KINDS) * SEEDS
    for challenge, name, _, score in tqdm(contest(KINDS, seeds=range(SEEDS)), total=total):
        scores[challenge.title][name].append(round(score, 3))
    command = "python -m rnnlib.experiments.contest contest.json"
    whole = {"command": command, "seeds": SEEDS, "scores": scores}
    with replaced(path, "w") as file:
        file.write(json.dumps(whole, indent=1) + "\n")


if __name__ == "__main__":
    main()
