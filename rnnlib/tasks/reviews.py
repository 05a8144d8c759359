"""Reviews: did the writer like it? The words alone do not tell; their order does."""

import numpy as np

from rnnlib.edge import brief, truth
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch

GOOD = ("good", "great", "lovely", "funny")
BAD = ("bad", "awful", "boring", "silly")
FILLERS = (
    "", "really", "after a while", "from the start", "with all its songs", "on a rainy day",
)  # fmt: skip
NOUNS = ("film", "book", "play", "concert")
_FIXED = "i they found the not but . ".split()
REVIEW_WORDS = (
    *_FIXED, *NOUNS, *sorted({w for f in FILLERS for w in f.split()} - {*_FIXED}), *GOOD, *BAD,
)  # fmt: skip
NOT = 0.3  # how often an opinion is turned over


def reviews(B, *, rng, easy=False):
    """B reviews of two opinions, "they found the film not bad but i found the film really silly ."

    Many to one: x (T, B) are words, places in `REVIEW_WORDS`, with a mask (T, B); target (B,) is 1
    if the writer, "i", liked it. "They" always thought the opposite. Who speaks first, whether
    "not" turns a word over, and what stands in between, is drawn. Where it is ``easy``, half of the
    reviews stop after the writer's own opinion: lessons to begin with.

    If not, a bag of words is at chance, exactly: let the two change places, "i" for "they", and the
    same words make a review of the other sentiment, as likely as the first. To beat: ln 2 nats,
    `reviews_baseline()`.
    """
    B = check_size("B", B)
    check_rng(rng)
    easy = truth("easy", easy)
    liked = rng.integers(0, 2, B)
    texts = [_review(bool(like), rng, easy).split() for like in liked]
    T = max(map(len, texts))
    x, mask = np.zeros((T, B), int), np.zeros((T, B), bool)
    for b, words in enumerate(texts):
        x[: len(words), b] = review_codes(words)
        mask[: len(words), b] = True
    return Batch(x, liked, mask)


def reviews_baseline():
    """ln 2 nats: guessing, and the best that anyone can do who only counts words."""
    return float(np.log(2))


def review_codes(words):
    """The numbers of the words of a review, (n,); ValueError for a word it does not know."""
    words = words.split() if isinstance(words, str) else words
    for word in words:
        if word not in REVIEW_WORDS:
            raise ValueError(f"words: expected some of REVIEW_WORDS, got {brief(word)}")
    return np.array([REVIEW_WORDS.index(word) for word in words], int)


def swapped(x):
    """The same reviews with "i" and "they" in each other's place: the other sentiment."""
    other = np.arange(len(REVIEW_WORDS))
    other[[0, 1]] = 1, 0
    return other[np.asarray(x)]


def _review(liked, rng, easy):
    noun = rng.choice(NOUNS)
    mine = _opinion("i", noun, liked, rng)
    if easy and rng.random() < 0.5:
        return f"{mine} ."
    theirs = _opinion("they", noun, not liked, rng)
    first, second = (mine, theirs) if rng.random() < 0.5 else (theirs, mine)
    return f"{first} but {second} ."


def _opinion(who, noun, liked, rng):
    turned = rng.random() < NOT
    filler, word = rng.choice(FILLERS), rng.choice(GOOD if liked != turned else BAD)
    return f"{who} found the {noun} {filler} {'not ' if turned else ''}{word}"
