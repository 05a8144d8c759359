"""Scenes: pictures of a few shapes, and sentences that are true of them."""

from rnnlib.tasks.scenes.drawing import SIDE, draw
from rnnlib.tasks.scenes.language import (
    COLOURS,
    RELATIONS,
    SCENE_WORDS,
    SHAPES,
    SIZES,
    Group,
    Scene,
    true_sentences,
    understood,
)
from rnnlib.tasks.scenes.scenes import LONGEST, UNSEEN_PAIRS, pictures, scene_batch, scenes, told

__all__ = [
    "COLOURS",
    "Group",
    "LONGEST",
    "RELATIONS",
    "SCENE_WORDS",
    "SHAPES",
    "SIDE",
    "SIZES",
    "Scene",
    "UNSEEN_PAIRS",
    "draw",
    "pictures",
    "scene_batch",
    "scenes",
    "told",
    "true_sentences",
    "understood",
]
