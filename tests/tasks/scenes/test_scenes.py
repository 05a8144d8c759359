"""Scenes: what is said is true, read back, and what is kept for the examination is kept."""

import numpy as np
import pytest

from rnnlib.tasks.scenes import (
    LONGEST,
    SCENE_WORDS,
    UNSEEN_PAIRS,
    Group,
    Scene,
    draw,
    scene_batch,
    scenes,
    true_sentences,
    understood,
)
from rnnlib.tasks.scenes.drawing import PAINT, arranged, covered


def pairs(scene):
    return [(group.colour, group.shape) for group in scene.groups]


def test_unseen_pairs_are_never_seen_and_always_asked():
    seen = scenes(2000, rng=np.random.default_rng(0))
    assert not any(pair in UNSEEN_PAIRS for scene in seen for pair in pairs(scene))
    assert len({pair for scene in seen for pair in pairs(scene)}) == 9
    unseen = scenes(500, rng=np.random.default_rng(0), unseen=True)
    assert all(sum(pair in UNSEEN_PAIRS for pair in pairs(s)) == 1 for s in unseen)
    words = {w for scene in seen for w in str(scene).split()}
    assert words == set(SCENE_WORDS.symbols)  # every word is seen, in other company
    assert len({colour for colour, _ in UNSEEN_PAIRS} | {s for _, s in UNSEEN_PAIRS}) == 6


def test_sentences():
    scene = Scene(Group(1, "small", "red", "circle"), "left of", Group(2, "big", "blue", "square"))
    one, other = true_sentences(scene)
    assert one == "a small red circle left of two big blue squares"
    assert other == "two big blue squares right of a small red circle"
    assert understood(other) == scene.mirrored and scene.mirrored.mirrored == scene
    assert true_sentences(Scene(scene.first)) == ("a small red circle",)
    for scene in scenes(300, rng=np.random.default_rng(1)):
        for sentence in true_sentences(scene):
            assert true_sentences(understood(sentence)) in (
                true_sentences(scene),
                true_sentences(scene)[::-1],
            )
    for nonsense in (
        "",
        "a",
        "a small red",
        "a small red circles",
        "two big red square",
        "a small red circle of two big blue squares",
        "a small red circle left of",
    ):
        assert understood(nonsense) is None


def test_a_batch_tells_one_of_the_true_sentences():
    found = scenes(64, rng=np.random.default_rng(2))
    batch = scene_batch(found, rng=np.random.default_rng(3))
    assert batch.x.shape == (1, 64, 24, 24, 3) and batch.target.shape == (LONGEST, 64)
    assert batch.x.min() >= 0 and batch.x.max() <= 1
    mirrored = 0
    for b, scene in enumerate(found):
        words = batch.target[batch.mask[:, b], b]
        assert words[-1] == SCENE_WORDS.stop and SCENE_WORDS.decode(words) in true_sentences(scene)
        mirrored += SCENE_WORDS.decode(words) != str(scene)
    assert 10 < mirrored < 40
    again = scene_batch(found, rng=np.random.default_rng(3))
    np.testing.assert_array_equal(batch.x, again.x)


def test_the_picture_shows_what_is_said():
    """Paint of each colour lies on its own side, and more of it for more and bigger things."""
    rng = np.random.default_rng(4)
    few, many = Group(1, "small", "red", "circle"), Group(3, "big", "blue", "square")
    for relation, axis, red_is_first in (
        ("left of", 1, True),
        ("right of", 1, False),
        ("above", 0, True),
        ("below", 0, False),
    ):
        picture = draw(Scene(few, relation, many), rng=rng)
        near = {c: np.abs(picture - PAINT[c]).max(2) < 0.25 for c in ("red", "blue")}
        middle = {c: np.argwhere(near[c])[:, axis].mean() for c in near}
        assert (middle["red"] < middle["blue"]) == red_is_first
        assert near["blue"].sum() > 5 * near["red"].sum() > 0


def test_one_relation_alone_is_true_and_things_do_not_touch_the_edge():
    rng = np.random.default_rng(7)
    for scene in scenes(300, rng=rng):
        places = arranged(scene, rng)
        for group, own in zip(scene.groups, places, strict=True):
            assert len(own) == group.number and own.min() >= 2.4 and own.max() <= 21.6
        if scene.relation:
            down, across = places[1].mean(0) - places[0].mean(0)
            true = {"left of": across, "right of": -across, "above": down, "below": -down}
            assert max(true, key=true.get) == scene.relation
        every = np.concatenate(places)
        apart = np.abs(every[:, None] - every).max(2) + 99 * np.eye(len(every))
        assert apart.min() > 4  # two things never lie on one another


@pytest.mark.parametrize("shape", ["circle", "square", "triangle"])
def test_edges_are_soft_and_areas_right(shape):
    r = 5.0
    area = {
        "circle": np.pi * r**2,
        "square": (1.8 * r) ** 2,
        "triangle": 3 * 3**0.5 * (0.6 * r) ** 2,
    }
    ink = covered(shape, 12.2, 11.7, r)
    assert ((ink > 0) & (ink < 1)).any() and abs(ink.sum() / area[shape] - 1) < 0.06


def test_wrong_input():
    with pytest.raises(ValueError, match="rng: expected a numpy.random.Generator"):
        scenes(3, rng=0)
    with pytest.raises(ValueError, match="B: expected an integer of at least 1"):
        scenes(0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="scene: expected a Scene"):
        draw("a red circle", rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="sentence: expected a str"):
        understood(3)


def test_a_thing_lies_within_the_part_that_is_painted():
    every = (("circle", 3.7), ("square", 2.4), ("triangle", 3.7), ("triangle", 2.4))
    for shape, r in every:
        for place in np.linspace(3.7, 20.3, 40):
            near = slice(max(0, int(place - r) - 1), int(place + r) + 3)
            ink = covered(shape, place, place, r)
            ink[near, near] = 0
            assert not ink.any()


@pytest.mark.parametrize(
    "scene",
    [
        Scene(Group(1, "small", "pink", "circle")),
        Scene(Group(1, "small", "red", "circle"), "over", Group(1, "big", "red", "circle")),
        Scene(Group(1, "small", "red", "circle"), "above"),
        Scene("a small red circle"),
    ],
)
def test_scenes_of_which_the_grammar_cannot_speak(scene):
    for use in (true_sentences, lambda scene: draw(scene, rng=np.random.default_rng(0))):
        with pytest.raises(ValueError, match="^scene: expected a number, size, colour, shape"):
            use(scene)
    with pytest.raises(ValueError, match="^number: expected 1, 2 or 3, got 7"):
        str(Group(7, "small", "red", "circle"))
