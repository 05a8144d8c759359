"""Figures of the chapter on encoder and decoder."""

import numpy as np

from rnnlib.analysis import LinearReadout
from rnnlib.experiments import lengths
from rnnlib.plots.picture import Picture
from rnnlib.plots.sequences.accuracy_against_length import accuracy_against_length
from rnnlib.plots.sequences.readable import readable
from rnnlib.pretrained import date_reader
from rnnlib.tasks import dates

DIGITS = {
    "tens of the year": 2,
    "year": 3,
    "tens of the month": 5,
    "month": 6,
    "tens of the day": 8,
    "day": 9,
}  # where they stand in YYYY-MM-DD


def fall():
    """Accuracy against length for a fixed summary, and with what is known against it."""
    found = {k: by for k, by in lengths.stored().items() if k in lengths.KINDS[:3]}
    return Picture(
        accuracy_against_length(found, taught=max(lengths.TAUGHT), xlabel="digits"),
        "The share of numbers in words that are written in digits without a mistake, against how "
        "many digits they have, five seeds for each kind of network. All fall to nothing.",
    )


def unfolding():
    """When each digit of a date can be read off the decoder's state."""
    rng = np.random.default_rng(10)
    reader, known = date_reader("plain"), dates(2000, rng=rng)
    new = dates(1000, rng=rng, held_out=True)
    (h, labels), (h_new, labels_new) = states(reader, known), states(reader, new)
    shares = [
        [
            LinearReadout(h[t], labels[:, k]).accuracy(h_new[t], labels_new[:, k])
            for t in range(len(h) - 1)
        ]
        for k in DIGITS.values()
    ]
    marked = [(row, place + 1) for row, place in enumerate(DIGITS.values())]
    xlabel = "the state from which this is written"
    return Picture(
        readable(shares, list(DIGITS), ["s", *"YYYY-MM-DD"], marked=marked, xlabel=xlabel),
        "How often a linear readout finds each digit of a date in the summary and in each state of "
        "the decoder. Each is readable at the step that writes it; the year fades after that, and "
        "the day is not readable before.",
    )


def states(reader, pairs):
    """The summary and the decoder's states (12, n, H), and the characters to write (n, 10)."""
    batch = pairs.batch()
    _, run = reader.forward(batch.x, reader.fed(batch.target), batch.mask)
    h = np.concatenate((run.encoder["h"][-1:], run.decoder["h"]))
    return h, np.array([list(target) for target in pairs.targets])


FIGURES = {"accuracy_against_digits": fall, "decoder_unfolds": unfolding}
