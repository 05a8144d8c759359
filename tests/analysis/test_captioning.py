"""Captions are judged by what they say, from whichever side."""

import numpy as np
import pytest

from rnnlib.analysis.captioning import judge
from rnnlib.tasks.scenes import Group, Scene, scenes, true_sentences

RED = Group(1, "small", "red", "circle")
SCENE = Scene(RED, "left of", Group(2, "big", "blue", "square"))
ALONE = Scene(RED)


def test_both_sides_are_right():
    every = scenes(200, rng=np.random.default_rng(0))
    for side in (0, -1):
        verdict = judge([true_sentences(scene)[side] for scene in every], every)
        assert verdict.exact == verdict.grammatical == verdict.pairs == verdict.bleu == 1
        assert set(verdict.slots.values()) == {1}


@pytest.mark.parametrize(
    ("caption", "slots", "pairs"),
    [
        ("a small red circle right of two big blue squares", (2, 2, 2, 2, 0), 2),
        ("three small red circles left of two big blue squares", (1, 2, 2, 2, 1), 2),
        ("two big blue squares right of a small red square", (2, 2, 2, 1, 1), 1),
        ("a small red circle", (1, 1, 1, 1, 0), 1),
        ("a red circle", (0, 0, 0, 0, 0), 0),
        ("a big green triangle above two big blue squares", (2, 1, 1, 1, 0), 1),
    ],
)
def test_slots(caption, slots, pairs):
    verdict = judge([caption], [SCENE])
    assert verdict.exact == 0 and verdict.pairs == pairs / 2
    of = (2, 2, 2, 2, 1)
    assert tuple(verdict.slots.values()) == tuple(s / n for s, n in zip(slots, of, strict=True))


def test_a_scene_of_one_group():
    assert judge(["a small red circle"], [ALONE]).exact == 1
    verdict = judge(["a small red circle left of two big blue squares"], [ALONE])
    assert verdict.exact == 0 and verdict.slots["colour"] == 1  # all that is there is said


def test_wrong_input():
    with pytest.raises(ValueError, match="captions: expected 2, one for each scene, got 1"):
        judge(["a"], [SCENE, ALONE])
