"""Captions: one picture of a digit, and what can be said of it, word by word."""

from functools import cache

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.digits import digit_pictures, drawn

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CAPTION_WORDS = (*NAMES, "thin", "bold", "leaning", "left", "right", ".")
LONGEST = 5  # words of a caption, the full stop among them
INK, LEAN = 0.025, 0.07  # how far from other digits of its kind is worth a word


def captions(B, *, rng, held_out=False):
    """B pictures of handwritten digits and a caption of each, "bold seven leaning left ."

    One to many: x (1, B, 64) is a single step, the picture; target (5, B) are the words, places in
    `CAPTION_WORDS`, and mask (5, B) says which are there: a caption ends with its full stop. Every
    caption names the digit. A word is spent on the pen only where the digit has `INK` more or less
    ink than the median of its kind, and on the slant only where it leans by `LEAN` more.
    """
    B = check_size("B", B)
    check_rng(rng)
    which = drawn(B, rng, held_out)
    target, mask = written()
    return Batch(digit_pictures()[0][which].reshape(1, B, 64), target[:, which], mask[:, which])


def captions_baseline():
    """Nats per word of whoever knows how often each word stands in each place, and no picture."""
    target, mask = written()
    nats = 0.0
    for words, real in zip(target, mask, strict=True):
        count = np.bincount(words[real])
        nats -= (count[count > 0] * np.log(count[count > 0] / count.sum())).sum()
    return float(nats / mask.sum())


def caption(words):
    """A caption as text, from its words as numbers: up to the first full stop."""
    text = " ".join(CAPTION_WORDS[k] for k in words)
    return text.partition(" .")[0] + (" ." if " ." in text else "")


@cache
def written():
    """The captions of all pictures: target and mask (5, 1797), read-only."""
    pictures, labels = digit_pictures()
    thin, bold = beyond(pictures.mean((1, 2)), labels, INK)
    left, right = beyond(slant(pictures), labels, LEAN)
    target = np.zeros((LONGEST, len(labels)), int)
    mask = np.zeros(target.shape, bool)
    for k, digit in enumerate(labels):
        pen = "thin" if thin[k] else "bold" if bold[k] else ""
        lean = "leaning left" if left[k] else "leaning right" if right[k] else ""
        words = f"{pen} {NAMES[digit]} {lean} .".split()
        target[: len(words), k] = [CAPTION_WORDS.index(word) for word in words]
        mask[: len(words), k] = True
    target.flags.writeable = mask.flags.writeable = False
    return target, mask


def beyond(values, labels, far):
    """Which values lie by more than ``far`` below, and above, the median of their label."""
    median = np.array([np.median(values[labels == digit]) for digit in range(10)])[labels]
    return values < median - far, values > median + far


def slant(pictures):
    """How far ink moves to the right for every pixel that it stands higher, by least squares."""
    row, column = np.mgrid[:8, :8]
    ink = pictures.sum((1, 2))[:, None, None]
    up = (pictures * row).sum((1, 2), keepdims=True) / ink - row
    along = column - (pictures * column).sum((1, 2), keepdims=True) / ink
    return (pictures * up * along).sum((1, 2)) / (pictures * up**2).sum((1, 2))
