"""What can be said of a scene: a small grammar, read both ways."""

from typing import NamedTuple

from rnnlib.edge import brief, expect, one_of
from rnnlib.tasks.pairs.vocabulary import Vocabulary

NUMBERS = ("a", "two", "three")
SIZES = ("small", "big")
COLOURS = ("red", "green", "blue", "yellow")
SHAPES = ("circle", "square", "triangle")
RELATIONS = ("left of", "right of", "above", "below")
MIRRORED = dict(zip(RELATIONS, ("right of", "left of", "below", "above"), strict=True))
PLURALS = {f"{shape}s": shape for shape in SHAPES}
SCENE_WORDS = Vocabulary(
    [*NUMBERS, *SIZES, *COLOURS, *SHAPES, *PLURALS, "left", "right", "of", "above", "below"]
)


class Group(NamedTuple):
    """One to three things that look alike; ``number`` is 1, 2 or 3."""

    number: int
    size: str
    colour: str
    shape: str

    def __str__(self):
        expect(self.number in (1, 2, 3), "number", "1, 2 or 3", brief(self.number))
        shape = self.shape if self.number == 1 else f"{self.shape}s"
        return f"{NUMBERS[self.number - 1]} {self.size} {self.colour} {shape}"


class Scene(NamedTuple):
    """One group, or ``first`` in a relation to ``second``."""

    first: Group
    relation: str | None = None
    second: Group | None = None

    def __str__(self):
        if self.relation is None:
            return str(self.first)
        return f"{self.first} {self.relation} {self.second}"

    @property
    def groups(self):
        """The groups, one or two."""
        return (self.first,) if self.second is None else (self.first, self.second)

    @property
    def mirrored(self):
        """The same scene as told from its other group; itself where there is one alone."""
        if self.relation is None:
            return self
        return Scene(self.second, MIRRORED[self.relation], self.first)


def true_sentences(scene):
    """All sentences of the grammar that say the whole of a scene: one, or two, the second from the
    other side: "A left of B", "B right of A"."""
    check_scene(scene)
    return tuple(dict.fromkeys((str(scene), str(scene.mirrored))))


def check_scene(scene):
    """ValueError unless it is a `Scene` of which the grammar can speak."""
    one_of("scene", scene, Scene, "a Scene such as scenes(1, rng=rng)[0]")
    groups = all(isinstance(group, Group) for group in scene.groups)
    fits = groups and understood(str(scene)) == scene
    expect(fits, "scene", "a number, size, colour, shape and relation of the grammar", brief(scene))


def understood(sentence):
    """The `Scene` of which a sentence speaks; None if it is not of the grammar."""
    expect(isinstance(sentence, str), "sentence", "a str", type(sentence).__name__)
    words = sentence.split()
    first, rest = _group(words[:4]), words[4:]
    if first is None or not rest:
        return None if first is None else Scene(first)
    relation, rest = " ".join(rest[:-4]), rest[-4:]
    second = _group(rest)
    if relation not in RELATIONS or second is None:
        return None
    return Scene(first, relation, second)


def _group(words):
    if len(words) != 4:
        return None
    number, size, colour, shape = words
    if number not in NUMBERS or size not in SIZES or colour not in COLOURS:
        return None
    n = NUMBERS.index(number) + 1
    shapes = SHAPES if n == 1 else PLURALS
    return Group(n, size, colour, PLURALS.get(shape, shape)) if shape in shapes else None
