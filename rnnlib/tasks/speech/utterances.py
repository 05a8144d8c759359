"""Digits spoken by many voices."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import brief, expect, generator, iterable, size_of, whole
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.speech.espeak import say
from rnnlib.tasks.speech.features import log_mel, steps
from rnnlib.tasks.speech.voices import WORDS, drawn

SYMBOLS = ("␣", *"0123456789")  # the blank, then the digits: digit d is the symbol d + 1


class Utterance(NamedTuple):
    """What was said, by whom, and the sound: samples (N,) at 8000 a second, from −1 to 1."""

    digits: str
    voice: str
    samples: np.ndarray

    @property
    def spectrogram(self):
        """Log-mel, (frames, 20): see `log_mel`."""
        return log_mel(self.samples)

    @property
    def x(self):
        """What a network reads, (T, 40): see `steps`."""
        return steps(self.spectrogram)


def encode(digits):
    """A string of digits as symbols (L,)."""
    fits = isinstance(digits, str) and all(d in "0123456789" for d in digits)
    expect(fits, "digits", 'a string such as "2024"', brief(digits))
    return np.array([int(d) + 1 for d in digits], int)


def decode(symbols):
    """Symbols without blanks as a string of digits."""
    most = len(SYMBOLS) - 1
    what = f"integers from 1 to {most}"
    own = [whole("symbols", k, 1, what) for k in iterable("symbols", symbols)]
    expect(max(own, default=1) <= most, "symbols", what, max(own, default=1))
    return "".join(SYMBOLS[k] for k in own)


def words(digits):
    """The digits as they are said: "40" is "four zero"."""
    encode(digits)
    return " ".join(WORDS[int(d)] for d in digits)


def speak(digits, voice="en-us", **how):
    """The `Utterance` of a string of digits by eSpeak NG; options as for `espeak.say`."""
    expect(len(encode(digits)), "digits", "at least one digit", "none")
    return Utterance(digits, voice, say(words(digits), voice, **how))


def spoken(n, variants, *, rng, lengths=(1, 6)):
    """n random strings of digits, each by a voice, speed and pitch of its own."""
    n, rng = size_of("n", n), generator(rng)
    fits = isinstance(lengths, tuple | list) and len(lengths) == 2
    expect(fits, "lengths", "(least, most) digits", brief(lengths))
    least, most = (size_of("lengths", L) for L in lengths)
    expect(least <= most, "lengths", "(least, most) digits", brief(lengths))
    expect(len(variants), "variants", "at least one", "none")
    found = []
    for _ in range(n):
        L = rng.integers(least, most + 1)
        digits = "".join(map(str, rng.integers(0, 10, L)))
        voice, speed, pitch = drawn(variants, rng)
        found.append(speak(digits, voice, speed=speed, pitch=pitch))
    return found


def together(examples, dtype=np.float32):
    """A `Batch` of utterances, or anything else with ``x`` (T, D) and ``digits``.

    x (T, B, D) is padded with zeros; target is a list of symbols (L,); mask is (T, B).
    """
    examples = list(iterable("examples", examples))
    expect(examples, "examples", "at least one", "none")
    inputs = [example.x for example in examples]
    lengths = np.array([len(x) for x in inputs])
    x = np.zeros((lengths.max(), len(inputs), inputs[0].shape[1]), dtype)
    for b, own in enumerate(inputs):
        x[: len(own), b] = own
    mask = np.arange(len(x))[:, None] < lengths
    return Batch(x, [encode(example.digits) for example in examples], mask)


def errors(read, truth):
    """The fewest digits to change, to leave out and to put in, from one string to the other.

    The edit distance (Levenshtein 1966), by dynamic programming over the prefixes of both.
    """
    row = list(range(len(truth) + 1))
    for i, a in enumerate(read, start=1):
        last, row[0] = row[0], i
        for j, b in enumerate(truth, start=1):
            last, row[j] = row[j], min(last + (a != b), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def error_rate(reads, truths):
    """Digit error rate: errors in all of it, divided by the number of digits that were said."""
    reads, truths = list(reads), list(truths)
    fits = len(reads) == len(truths) and sum(map(len, truths)) > 0
    expect(fits, "reads, truths", "as many of one as of the other", (len(reads), len(truths)))
    return sum(map(errors, reads, truths)) / sum(map(len, truths))
