"""The captioner with attention, taught longer: the one that is shown.

``python -m rnnlib.experiments train captions_longer``; some two minutes on one core.
"""

from rnnlib.experiments.captioning.results import LONGER, write
from rnnlib.experiments.captioning.training import Captions
from rnnlib.pretrained.captioners import captioner, weights
from rnnlib.pretrained.half import save_half

UPDATES = 8000


def trainings():
    """One, with the seed 0."""
    return [Captions("attention", 0, UPDATES)]


def store(states):
    """The weights, and what they are worth as they are shipped."""
    (training,) = every = trainings()
    model = states[training.name].model(training)
    save_half(weights("longer"), model)
    shipped = captioner("longer", model.decoder.dtype)
    command = "python -m rnnlib.experiments train captions_longer"
    return weights("longer"), write(every, states, {training.name: shipped}, LONGER, command)
