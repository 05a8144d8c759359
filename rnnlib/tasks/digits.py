"""Handwritten digits: one picture, one answer.

Source: E. Alpaydin and C. Kaynak 1998, Optical Recognition of Handwritten Digits, UCI Machine
Learning Repository, doi:10.24432/C50P49, licence CC BY 4.0; ``digits.txt`` says what was changed.
"""

from functools import cache
from pathlib import Path

import numpy as np

from rnnlib.edge import truth
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch

FILE = Path(__file__).with_name("digits.npz")
LESSONS = 1400  # pictures to learn from; the other 397 are for examinations


@cache
def digit_pictures():
    """All pictures (1797, 8, 8), floats from 0 (paper) to 1 (ink), and labels (1797,): read-only.

    The first `LESSONS` of them are there to learn from.
    """
    with np.load(FILE) as file:
        pictures, labels = file["images"] / 16, file["labels"].astype(int)
    pictures.flags.writeable = labels.flags.writeable = False
    return pictures, labels


def digits(B, *, rng, held_out=False):
    """B pictures of handwritten digits, drawn from those to learn from, or from the others.

    One to one: x (1, B, 64) is a single step, a picture row by row, and target (B,) the digit,
    0 to 9; no mask. To beat: `digits_baseline()`.
    """
    B = check_size("B", B)
    check_rng(rng)
    pictures, labels = digit_pictures()
    which = drawn(B, rng, held_out)
    return Batch(pictures[which].reshape(1, B, 64), labels[which])


def digits_baseline():
    """ln 10 nats: guessing, for all ten digits are about equally frequent."""
    return float(np.log(10))


def drawn(B, rng, held_out):
    """B numbers of pictures: of those to learn from, or of the others."""
    held_out, total = truth("held_out", held_out), len(digit_pictures()[1])
    low, high = (LESSONS, total) if held_out else (0, LESSONS)
    return rng.integers(low, high, B)
