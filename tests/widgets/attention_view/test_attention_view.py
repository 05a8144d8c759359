"""AttentionView without a page: what it holds, what it refuses, what it says."""

import numpy as np
import pytest
import traitlets

from rnnlib import softmax
from rnnlib.analysis import Alignment
from rnnlib.widgets import AttentionView
from rnnlib.widgets.attention_view.example import example

T, S, H = 3, 4, 2
RNG = np.random.default_rng(0)
GIVEN = {
    "source": "abcd",
    "target": ["x", " ", "z"],
    "alpha": softmax(RNG.normal(size=(T, S))),
    "scores": RNG.normal(size=(T, S)),
    "values": RNG.normal(size=(S, H)),
    "attention": RNG.random((T, S)),
    "state": RNG.random((T, S)),
}


def view_of(traits=(), **changed):
    return AttentionView(Alignment(**GIVEN | changed), **dict(traits))


def test_the_numbers_travel_as_they_are():
    view = view_of()
    numbers = np.frombuffer(view._numbers, "<f4")
    assert list(view._layout) == ["alpha", "scores", "values", "attention", "state"]
    for name, (start, rows, columns) in view._layout.items():
        sent = numbers[start : start + rows * columns].reshape(rows, columns)
        np.testing.assert_array_equal(sent, GIVEN[name].astype("f4"))
    assert view._target == ["x", "␣", "z"]
    np.testing.assert_allclose(view.context(), GIVEN["alpha"] @ GIVEN["values"])
    rounded = np.frombuffer(view.for_page()["_numbers"], "<f4")
    np.testing.assert_allclose(rounded, numbers, rtol=0.006)


def test_what_it_says_follows_the_cursor():
    view = example()
    assert repr(view) == "AttentionView(T=7, S=12: scores, values, attention, state)"
    j = int(view.arrays["alpha"][2].argmax())
    view.t = 2
    assert f"output 3, “8”, looks most at token {j + 1}" in view._still.sentence(view)
    view.direction = "backward"
    size = np.linalg.norm(view.arrays["attention"][2])
    assert f"gradient: {size:.2g} through the attention" in view._still.sentence(view)
    assert (
        repr(AttentionView(Alignment("ab", "c", [[0.5, 0.5]])))
        == "AttentionView(T=1, S=2: weights)"
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"source": ""}, "source: expected 1 to 64 tokens, got 0"),
        ({"source": "a" * 65}, "source: expected 1 to 64 tokens, got 65"),
        ({"target": [1, 2, 3]}, "target: expected a string or a list of strings"),
        ({"alpha": GIVEN["alpha"].T}, r"alpha: expected the shape \(T, S\) = \(3, 4\)"),
        ({"alpha": GIVEN["alpha"] * 2}, "alpha: expected weights from 0 to 1"),
        ({"alpha": "many"}, "alpha: expected numbers, got 'many'"),
        ({"scores": np.full((T, S), np.nan)}, "scores: expected finite numbers, got nan"),
        ({"values": np.ones((3, H))}, r"values: expected the shape \(S, H\) = \(4, H\)"),
        ({"state": None}, "attention, state: expected both roads of the gradient or none"),
        ({"state": np.ones(2)}, r"state: expected the shape \(T, S\)"),
        ({"traits": {"t": 3}}, "t: expected an integer from 0 to 2, got 3"),
        ({"traits": {"j": 4}}, "j: expected an integer from 0 to 3, got 4"),
        ({"traits": {"unit": 2}}, "unit: expected an integer from 0 to 1, got 2"),
        ({"traits": {"colour": 1}}, "colour: expected one of t, j, unit"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(changed, message):
    with pytest.raises(ValueError, match=message) as caught:
        view_of(**changed)
    assert isinstance(caught.value, traitlets.TraitError) and "\n" not in str(caught.value)


def test_what_is_no_alignment_or_has_no_gradients_is_refused():
    with pytest.raises(ValueError, match="found: expected an Alignment of rnnlib.analysis, got 5"):
        AttentionView(5)
    with pytest.raises(ValueError, match="direction: expected 'forward'"):
        view_of({"direction": "backward"}, attention=None, state=None)
