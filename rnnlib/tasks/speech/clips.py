"""The clips and lessons that come with the package, so that nothing needs a synthesiser.

`clips` are to listen to and to be examined with: strings of digits by voices that are in no lesson,
as sound. `lessons` are for a short training: what the network reads of other voices, eight bits a
number, without the sound. Both were made by ``python -m rnnlib.tasks.speech.make``, by eSpeak NG;
what a program says belongs to who has it say so, and these are free to use as the package is.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rnnlib.edge import expect
from rnnlib.tasks.speech.sound import RATE, expanded
from rnnlib.tasks.speech.utterances import Utterance, encode

CLIPS, LESSONS = (Path(__file__).with_name(name) for name in ("clips.npz", "lessons.npz"))
RANGE = 4.0  # the numbers of lessons lie within ±4
PAUSE = RATE // 25  # samples between digits that are joined


class Lesson(NamedTuple):
    """What was said, by whom, and what a network reads of it, (T, 40)."""

    digits: str
    voice: str
    x: np.ndarray


@cache
def clips():
    """The `Utterance`s of unseen voices that come with the package."""
    return tuple(u for u in _stored() if len(u.digits) > 1)


@cache
def lessons():
    """The `Lesson`s that come with the package."""
    with np.load(LESSONS) as file:
        x, ends = file["x"] / (127 / RANGE), file["ends"]
        parts = np.split(x.astype(np.float32), ends[:-1])
        rows = zip(file["digits"].tolist(), file["voices"].tolist(), parts, strict=True)
    return tuple(Lesson(*row) for row in rows)


def joined(digits):
    """An `Utterance` put together from clips of single digits, each as it was said alone."""
    expect(len(encode(digits)), "digits", "at least one digit", "none")
    alone = {u.digits: u for u in _stored() if len(u.digits) == 1}
    silence = np.zeros(PAUSE)
    sounds = [part for digit in digits for part in (silence, alone[digit].samples)]
    return Utterance(digits, f"{alone[digits[0]].voice}, joined", np.concatenate(sounds))


@cache
def _stored():
    with np.load(CLIPS) as file:
        sounds = np.split(expanded(file["sound"]), file["ends"][:-1])
        rows = zip(file["digits"].tolist(), file["voices"].tolist(), sounds, strict=True)
    return tuple(Utterance(*row) for row in rows)
