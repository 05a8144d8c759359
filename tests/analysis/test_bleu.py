"""BLEU: the examples of the paper, a second way to count, and its limits."""

import math

import numpy as np
import pytest

from rnnlib.analysis.bleu import bleu, clipped

# Papineni et al. 2002, §2: three references, examples 1 and 2 and their modified precisions.
PAPER = [
    "It is a guide to action that ensures that the military will forever heed Party commands",
    "It is the guiding principle which guarantees the military forces always being under the "
    "command of the Party",
    "It is the practical guide for the army always to heed the directions of the party",
]
ONE = (
    "It is a guide to action which ensures that the military always obeys the commands of the party"
)
TWO = "It is to insure the troops forever hearing the activity guidebook that party direct"


def of(candidate, references, n):
    return clipped(candidate.split(), [reference.split() for reference in references], n)


def test_the_examples_of_the_paper():
    assert of(ONE, PAPER, 1) == (17, 18) and of(ONE, PAPER, 2) == (10, 17)
    assert of(TWO, PAPER, 1) == (8, 14) and of(TWO, PAPER, 2) == (1, 13)
    cats = ["the cat is on the mat", "there is a cat on the mat"]
    assert of("the the the the the the the", cats, 1) == (2, 7)
    assert of("the the the the the the the", cats, 2) == (0, 6)
    assert of("of the", PAPER, 1) == (2, 2) and of("of the", PAPER, 2) == (1, 1)


def test_the_score_by_hand():
    found = bleu(["a b c d e"], [["a b c d f g"]])
    p = (4 / 5, 3 / 4, 2 / 3, 1 / 2)
    assert found.precisions == p and found.lengths == (5, 6)
    assert math.isclose(found.brevity, math.exp(-1 / 5))
    assert math.isclose(found.score, math.exp(-1 / 5) * math.prod(p) ** 0.25)
    assert bleu(["a b c d e"], [["x", "a b c d e"]]).score == 1
    assert bleu(["a b c"], [["a b c"]]).score == 0  # no run of four words
    assert bleu(["a b c"], [["a b c"]], N=3).score == 1
    assert bleu([""], [["a"]]).score == 0
    assert bleu(["a b c d"], [["a b c d e", "a b c"]]).lengths == (4, 3)  # the shorter of two


def test_counted_by_crossing_out():
    """Each n-gram of the candidate crosses out one of the same in the reference that has most."""
    rng = np.random.default_rng(0)
    for _ in range(50):
        words, *refs = (list(rng.choice(list("abc"), rng.integers(1, 9))) for _ in range(3))
        for n in (1, 2, 3):
            runs = [tuple(words[k : k + n]) for k in range(len(words) - n + 1)]
            same = 0
            for run in set(runs):
                most = max(
                    sum(tuple(ref[k : k + n]) == run for k in range(len(ref))) for ref in refs
                )
                same += min(runs.count(run), most)
            assert clipped(words, refs, n) == (same, len(runs))


def test_over_many_sentences_counts_are_added_up():
    many = bleu(["a b", "c d e"], [["a b"], ["c d f"]], N=2)
    assert many.precisions == (4 / 5, 2 / 3)


def test_wrong_input():
    for candidates, references, message in (
        ("a b", [["a"]], "candidates: expected a list, got a single str"),
        (["a b"], ["a b"], "references: expected a list of str for each candidate"),
        (["a b"], [["a"], ["b"]], "references: expected one list for each of 1 candidates, got 2"),
        ([], [], "references: expected one list"),
        ([3], [["a"]], "candidates, references: expected sentences, got int"),
    ):
        with pytest.raises(ValueError, match=message):
            bleu(candidates, references)
