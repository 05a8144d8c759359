"""The five shapes of the course, each with a network that does a small real task."""

import numpy as np

from rnnlib.analysis import shape_run
from rnnlib.pretrained import shapes
from rnnlib.tasks import (
    CAPTION_WORDS,
    FILM_LABELS,
    REVIEW_WORDS,
    Batch,
    captions,
    digits,
    films,
    number_words,
    review_codes,
)

REVIEW = "i found the film from the start not good but they found the film really great ."
ABOUT = {
    "digits": "A handwritten digit comes in. Which one is it?",
    "captions": "A digit comes in, and a caption of it comes out: the pen, the name, the slant.",
    "reviews": "A review comes in. Did its writer, “i”, like it?",
    "films": "A film comes in. In every frame: is the ball on its way to the left or to the right?",
    "numbers": "A number in words comes in, and the same number in digits comes out.",
}


def tour():
    """What `SequenceShapes.tour` shows: a list of (run, about, answers, inputs)."""
    models = shapes()
    target = models["numbers"].target
    told = {
        "digits": (picture(digits), list("0123456789"), 8),
        "captions": (picture(captions), CAPTION_WORDS, 8),
        "reviews": (Batch(review_codes(REVIEW)[:, None], np.array([0])), "−+", REVIEW_WORDS),
        "films": (film(), FILM_LABELS, 9),
        "numbers": (number(), target.names[: target.outputs], models["numbers"].source.names),
    }
    return [
        (shape_run(models[task], batch), ABOUT[task], answers, inputs)
        for task, (batch, answers, inputs) in told.items()
    ]


def picture(task):
    """A picture that no network has learned from: the one with the longest caption of a few."""
    x, target, mask = captions(60, rng=np.random.default_rng(4), held_out=True)
    b = int(mask.sum(0).argmax())
    if task is captions:
        return Batch(x[:, b : b + 1], target[:, b : b + 1], mask[:, b : b + 1])
    return Batch(
        x[:, b : b + 1], digits(60, rng=np.random.default_rng(4), held_out=True).target[[b]]
    )


def film():
    """A film whose ball goes behind the curtain and comes out again."""
    batch = films(16, 40, rng=np.random.default_rng(3))
    hidden = (batch.x.max(-1) < 1).sum(0) * (batch.x[:3].max(-1) == 1).all(0)
    b = int((hidden * (batch.x[-3:].max(-1) == 1).all(0)).argmax())
    return Batch(batch.x[:, b : b + 1], batch.target[:, b : b + 1])


def number():
    """A number of three digits that was in no lesson, and has many words."""
    pairs = number_words(40, 3, rng=np.random.default_rng(1), held_out=True)
    return pairs.batch(np.array([int(pairs.lengths.argmax())]))
