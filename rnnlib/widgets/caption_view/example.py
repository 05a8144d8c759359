"""Three small pictures to look at, with captions and maps made by hand."""

import numpy as np

from rnnlib.analysis import Captioned
from rnnlib.tasks.scenes import Group, Scene, draw, true_sentences
from rnnlib.widgets.caption_view import CaptionView


def example():
    """Two true captions, of which one is short, and a false one."""
    rng = np.random.default_rng(0)
    red, blue = Group(1, "small", "red", "circle"), Group(2, "big", "blue", "square")
    told = (
        (Scene(red, "left of", blue), "a small red circle left of two big blue squares"),
        (Scene(blue), "two big blue squares"),
        (Scene(red, "above", blue), "a small red circle below two big blue squares"),
    )
    return CaptionView([_captioned(scene, caption, rng) for scene, caption in told])


def _captioned(scene, caption, rng):
    words = [*caption.split(), "■"]
    p = rng.uniform(0.4, 0.99, len(words))
    others = [
        [(word, q), ("green", 0.6 * (1 - q)), ("of", 0.3 * (1 - q))]
        for word, q in zip(words, p, strict=True)
    ]
    weights = rng.gamma(0.3, size=(len(words), 6, 6))
    alpha = weights / weights.sum((1, 2), keepdims=True)
    picture = draw(scene, rng=rng)
    return Captioned(picture, words, p, others, alpha, true_sentences(scene))
