"""A small alignment to look at."""

import numpy as np

from rnnlib import softmax
from rnnlib.analysis import Alignment
from rnnlib.widgets.attention_view import AttentionView


def example():
    """Twelve characters of a date and a month in digits, with numbers drawn by chance."""
    rng = np.random.default_rng(0)
    source, target = "3 March 1987", "1987-03"
    T, S = len(target), len(source)
    scores = rng.normal(scale=0.6, size=(T, S))
    for t, j in enumerate((8, 9, 10, 11, 7, 2, 2)):
        scores[t, j] += 3.5
    through = softmax(scores) * rng.uniform(0.3, 0.6, (T, 1))
    found = Alignment(
        list(source),
        list(target),
        softmax(scores),
        scores,
        np.tanh(rng.normal(size=(S, 4))),
        through,
        rng.random((T, S)) * 0.04,
    )
    return AttentionView(found)
