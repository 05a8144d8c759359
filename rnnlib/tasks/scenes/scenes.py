"""Scenes drawn at random, of which some combinations are kept for the examination."""

import numpy as np

from rnnlib.edge import iterable
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.scenes.drawing import draw
from rnnlib.tasks.scenes.language import (
    COLOURS,
    RELATIONS,
    SCENE_WORDS,
    SHAPES,
    SIZES,
    Group,
    Scene,
)

UNSEEN_PAIRS = (("red", "square"), ("green", "triangle"), ("blue", "circle"))
LONGEST = 11  # words of a sentence, the stop among them
ALONE = 0.25  # the share of scenes of a single group


def scenes(B, *, rng, unseen=False):
    """B scenes, of two groups in a relation or (a quarter) of one; all choices equally likely.

    The three `UNSEEN_PAIRS` of colour and shape occur in none of them; with ``unseen`` every scene
    has one such group, and perhaps another group beside it of the usual ones. Colours and shapes
    of those pairs are seen all the time, in other company.
    """
    check_rng(rng)
    return [_scene(rng, unseen) for _ in range(check_size("B", B))]


def scene_batch(found, *, rng):
    """Pictures of scenes and one true sentence of each, chosen at random among `true_sentences`.

    One to many: x (1, B, 24, 24, 3) is a single step; target (T, B) are words, integers of
    `SCENE_WORDS`, with the stop; mask (T, B) says which of them are real.
    """
    check_rng(rng)
    found = list(iterable("found", found))
    target, mask = told([scene.mirrored if rng.random() < 0.5 else scene for scene in found])
    return Batch(pictures(found, rng=rng), target, mask)


def told(found):
    """The sentences of scenes as words (T, B) with their stop, and the mask (T, B)."""
    target = np.full((LONGEST, len(found)), SCENE_WORDS.stop)
    mask = np.zeros(target.shape, bool)
    for b, scene in enumerate(found):
        words = SCENE_WORDS.encode(str(scene))
        target[: len(words), b] = words
        mask[: len(words) + 1, b] = True
    return target, mask


def pictures(found, *, rng):
    """The pictures (1, B, 24, 24, 3) of scenes."""
    return np.array([draw(scene, rng=rng) for scene in found])[None]


def _scene(rng, unseen):
    alone = rng.random() < ALONE
    first = _group(rng, unseen)
    if alone:
        return Scene(first)
    second = _group(rng, False)
    while second[2:] == first[2:]:  # two groups that look alike would be one
        second = _group(rng, False)
    if rng.random() < 0.5:
        first, second = second, first
    return Scene(first, RELATIONS[rng.integers(len(RELATIONS))], second)


def _group(rng, unseen):
    pairs = UNSEEN_PAIRS if unseen else SEEN_PAIRS
    colour, shape = pairs[rng.integers(len(pairs))]
    return Group(int(rng.integers(1, 4)), SIZES[rng.integers(len(SIZES))], colour, shape)


SEEN_PAIRS = tuple(
    (colour, shape) for colour in COLOURS for shape in SHAPES if (colour, shape) not in UNSEEN_PAIRS
)
