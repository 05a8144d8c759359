"""BeamTree without a page: which nodes are shown, what is refused, what is said."""

import math

import pytest
import traitlets

from rnnlib import plots
from rnnlib.widgets import BeamTree
from rnnlib.widgets.beam_tree.example import example

KEPT, DONE, DROPPED = (True, False), (False, True), (False, False)
STEPS = [
    [(0, "a", -2.0, -2.0, *DROPPED), (0, " ", -0.5, -0.5, *KEPT), (0, "c", -0.4, -0.4, *KEPT)],
    [(1, "d", -0.7, -0.7, *KEPT), (2, "■", -0.6, -0.6, *DONE), (2, "e", -3.0, -3.0, *DROPPED)],
]


def test_the_best_comes_first_and_parents_follow():
    tree = BeamTree(STEPS, greedy=["c", "■"])
    assert tree._steps == [
        [[0, "c", -0.4, -0.4, "kept", True], [0, "␣", -0.5, -0.5, "kept", False],
         [0, "a", -2.0, -2.0, "dropped", False]],
        [[0, "■", -0.6, -0.6, "done", True], [1, "d", -0.7, -0.7, "kept", False],
         [0, "e", -3.0, -3.0, "dropped", False]],
    ]  # fmt: skip
    assert ["".join(tree.text(1, k)) for k in range(3)] == ["c■", "␣d", "ce"]
    assert repr(tree) == "BeamTree(2 steps, beam of 2)"
    assert tree._still.sentence(tree).startswith(
        "A beam search after step 1 of 2: 2 of 3 texts are kept or finished, the best is “c”"
    )


def test_dropped_ones_beyond_six_are_counted():
    dropped = [(0, chr(97 + k), -9.0 - k, -9.0 - k, *DROPPED) for k in range(10)]
    tree = BeamTree([[*dropped, (0, "z", -0.1, -0.1, *KEPT)]])
    assert [node[1] for node in tree._steps[0]] == list("zabcdef") and tree._more == [4]
    (axis,) = plots.beam_tree(tree._steps, tree._more).axes
    assert {"z", "f", "+ 4"} <= {text.get_text() for text in axis.texts}


@pytest.mark.parametrize(
    ("steps", "traits", "message"),
    [
        ([], {}, "steps: expected at least one step"),
        ([[]], {}, "steps: expected at least one step"),
        (5, {}, "steps: expected for each step nodes"),
        ([[(0, "a", -1.0)]], {}, "steps: expected for each step nodes"),
        ([[(1, "a", -1.0, -1.0, *KEPT)]], {}, "steps: expected parents kept at step 0, got 1"),
        ([STEPS[0], [(0, "a", -3.0, -3.0, *KEPT)]], {}, "parents kept at step 1, got 0"),
        ([[(0, "a", 1.0, 1.0, *KEPT)]], {}, "log-probabilities of at most 0, got logp 1"),
        ([[(0, "a", -1.0, math.nan, *KEPT)]], {}, "of at most 0, got logp -1, score nan"),
        ([[(0, "a", -1.0, -1.0, *DROPPED)]], {}, "expected a node kept or done at step 1"),
        (STEPS, {"t": 2}, "t: expected an integer from 0 to 1, got 2"),
        (STEPS, {"rank": 2}, "rank: expected an integer from 0 to 1, got 2"),
        (STEPS, {"beam": 2}, "beam: expected one of t, rank"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(steps, traits, message):
    with pytest.raises(ValueError, match=message) as caught:
        BeamTree(steps, **traits)
    assert isinstance(caught.value, traitlets.TraitError) and "\n" not in str(caught.value)


def test_the_example_is_a_search_that_beats_greed():
    tree = example()
    tree.t = len(tree._steps) - 1
    assert "".join(tree.text(2, 0)) == "an■"
    assert tree._steps[2][0][2] > max(node[2] for node in tree._steps[2] if node[5])
