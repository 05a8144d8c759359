"""Captioners of scenes, four ways and three seeds: ``python -m rnnlib.experiments train captions``.

Each takes half a minute on one core.
"""

from rnnlib.experiments.captioning.results import WAYS, write
from rnnlib.experiments.captioning.training import Captions
from rnnlib.pretrained.captioners import captioner, weights
from rnnlib.pretrained.half import save_half

SEEDS = 3


def trainings():
    """A captioner of every way and seed."""
    return [Captions(kind, seed) for seed in range(SEEDS) for kind in WAYS]


def store(states):
    """The weights of the first seeds, and the results of all; what is shipped is examined as it is
    shipped."""
    every, files, models = trainings(), [], {}
    for training in every:
        model = states[training.name].model(training)
        if training.seed == 0:
            path = weights(training.kind)
            save_half(path, model)
            files.append(path)
            model = captioner(training.kind, model.decoder.dtype)
        models[training.name] = model
    return [*files, write(every, states, models)]
