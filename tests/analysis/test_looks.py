"""Weight on the things of a group: maps made by hand."""

import numpy as np
import pytest

from rnnlib.analysis.captioned import Captioned
from rnnlib.analysis.looks import looks, touched
from rnnlib.tasks.scenes import Group, Scene, draw

SCENE = Scene(Group(1, "big", "red", "circle"), "left of", Group(2, "big", "blue", "square"))
PICTURE = draw(SCENE, rng=np.random.default_rng(0))


def told(caption, first, second, between=None):
    """A caption whose words look at these cells (6, 6), all alike."""
    words = [*caption.split(), "■"]
    T = len(words)
    alpha = np.full((T, 6, 6), 1 / 36) if between is None else np.stack([between] * T)
    alpha[:4], alpha[T - 5 : T - 1] = first / first.sum(), second / second.sum()
    return Captioned(PICTURE, words, np.ones(T), [[("a", 1.0)]] * T, alpha)


def test_whoever_looks_at_what_he_tells_has_all_the_weight_on_it():
    plain = told(str(SCENE), np.ones((6, 6)), np.ones((6, 6)))
    red, blue = touched(plain, "red"), touched(plain, "blue")
    assert red[:, :3].any() and not red[:, 3:].any() and not (red & blue).any()
    found = looks([told(str(SCENE), red, blue)])
    assert (found.own, found.other, found.n) == pytest.approx((1, 0, 1))
    swapped = looks([told(str(SCENE), blue, red)])
    assert (swapped.own, swapped.other) == pytest.approx((0, 1))
    even = looks([plain])
    assert even.own == pytest.approx(even.share) and even.share == pytest.approx(
        (red.sum() + blue.sum()) / 72
    )
    mirrored = looks([told(str(SCENE.mirrored), blue, red)])
    assert mirrored.own == pytest.approx(1)


def test_what_cannot_be_counted_is_left_out():
    one = np.ones((6, 6))
    alone = told("a big red circle", one, one)
    with pytest.raises(ValueError, match="found: expected at least one caption of two groups"):
        looks([alone])
    with pytest.raises(ValueError, match="found: expected captions with maps, got one without"):
        looks([alone._replace(alpha=None)])
    assert looks([alone, told(str(SCENE), one, one)]).n == 1
