"""CaptionView without a page: what it holds, what it refuses, what it says."""

import numpy as np
import pytest
import traitlets

from rnnlib.analysis import Captioned
from rnnlib.plots.sequences.caption_maps import shaded
from rnnlib.widgets import CaptionView
from rnnlib.widgets.caption_view.example import example

GIVEN = Captioned(
    np.full((4, 4, 3), 0.5),
    ["a", "cat", "■"],
    np.array([0.5, 0.25, 1.0]),
    [[("a", 0.5), ("the", 0.3)], [("dog", 0.6), ("cat", 0.25)], [("■", 1.0)]],
    np.full((3, 2, 2), 0.25),
    ("a cat",),
)


def test_what_travels():
    view = example()
    assert repr(view) == "CaptionView(3 pictures, 26 words, maps: 6x6)"
    pixels = np.frombuffer(view._pixels, np.uint8).reshape(3, 24, 24, 3)
    for picture, own in zip(pixels, view.found, strict=True):
        np.testing.assert_allclose(picture / 255, own.picture, atol=0.5 / 255 + 1e-9)
    maps = np.concatenate([own.alpha for own in view.found])
    np.testing.assert_array_equal(np.frombuffer(view._maps, "<f4"), maps.astype("f4").ravel())
    page = np.frombuffer(view.for_page()["_maps"], "<f4")
    np.testing.assert_allclose(page, maps.ravel(), rtol=0.01)
    assert [own["right"] for own in view._captions] == [True, True, False]
    plain = CaptionView([GIVEN._replace(alpha=None)])
    assert repr(plain) == "CaptionView(1 pictures, 3 words, maps: none)" and plain._maps == b""


def test_another_picture_has_another_number_of_words():
    view = example()
    view.t = 10
    view.picture = 1
    assert view._choices["t"] == 5 and view.t == 4
    with pytest.raises(ValueError, match="t: expected an integer from 0 to 4, got 5"):
        view.t = 5
    view.picture = 2
    view.t = 9
    assert CaptionView(list(view.found), t=9, picture=2).t == 9


def test_what_it_says():
    view = example()
    assert view._still.sentence(view).startswith(
        "Picture 1 of 3: “a small red circle left of two big blue squares”, which is true. Word 1, "
    )
    view.picture = 2
    truth = view.found[2].true[0]
    assert f"squares”, but it shows “{truth}”. Word 1, “a”" in view._still.sentence(view)
    assert (
        "true" not in CaptionView([GIVEN._replace(true=())])._still.sentence(view).split(". W")[1]
    )


def test_a_map_darkens_what_is_not_looked_at():
    alpha = np.array([[0.0, 0.5], [0.25, 0.25]])
    found = shaded(np.ones((4, 4, 3)), alpha)
    assert found[0, 3, 0] == 1 and found[:2, :2].max() == pytest.approx(0.3)
    assert found[3, 0, 1] == pytest.approx(0.65)
    for alpha in (None, GIVEN.alpha):  # both kinds are drawn
        view = CaptionView([GIVEN._replace(alpha=alpha)])
        assert view._still.figure(view).axes


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (3, "found: expected a list of Captioned"),
        ([], "found: expected 1 to 24 pictures, got 0"),
        ([GIVEN] * 25, "found: expected 1 to 24 pictures, got 25"),
        ([GIVEN, GIVEN._replace(picture=np.zeros((5, 4, 3)))], "found: expected pictures and maps"),
        ([GIVEN, GIVEN._replace(alpha=None)], "found: expected pictures and maps of one size"),
        ([GIVEN._replace(words=["a", ""])], "words: expected a list of words"),
        ([GIVEN._replace(words=[])], "words: expected 1 to 40 of them, got 0"),
        ([GIVEN._replace(picture=np.zeros((4, 4)))], "picture: expected the shape (·, ·, 3)"),
        ([GIVEN._replace(picture=np.zeros((97, 4, 3)))], "picture: expected at most 96 pixels"),
        (
            [GIVEN._replace(picture=np.full((4, 4, 3), 2.0))],
            "picture: expected numbers from 0 to 1",
        ),
        ([GIVEN._replace(p=[0.5])], "p: expected the shape (3)"),
        ([GIVEN._replace(p="abc")], "p: expected numbers"),
        ([GIVEN._replace(others=[[]] * 3)], "others: expected some for each of 3 words"),
        ([GIVEN._replace(alpha=np.full((3, 2, 2), 0.2))], "alpha: expected maps that add up to 1"),
        ([GIVEN._replace(alpha=np.full((2, 2, 2), 0.25))], "alpha: expected the shape (3, ·, ·)"),
    ],
)
def test_bad_arguments(found, message):
    with pytest.raises(ValueError) as caught:
        CaptionView(found)
    assert str(caught.value).startswith(message)


def test_bad_traits():
    with pytest.raises(traitlets.TraitError, match="picture: expected an integer from 0 to 2"):
        example().picture = 3
    with pytest.raises(ValueError, match="word: expected one of t, picture, playing, speed"):
        CaptionView([GIVEN], word=1)
