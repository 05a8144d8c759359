"""Small pictures with words, and lines of a pen."""

import numpy as np
import pytest

from rnnlib import plots


def test_every_picture_has_its_words_and_wrong_ones_a_cross():
    images = np.random.default_rng(0).random((8, 4, 4))
    words = [f"word {k}" for k in range(8)]
    fig = plots.pictures(images, words, [k != 3 for k in range(8)])
    shown = [axis for axis in fig.axes if axis.images]
    assert len(shown) == 8
    assert [axis.texts[0].get_text() for axis in shown][2:4] == ["word 2", "✗ word 3"]
    np.testing.assert_array_equal(shown[5].images[0].get_array(), images[5])
    for bad, message in (
        ((images[0], words), r"images: expected shape \(n, rows, columns\)"),
        ((images, words[:2]), "words: expected 8, one for each image, got 2"),
    ):
        with pytest.raises(ValueError, match=message):
            plots.pictures(*bad)


def test_lines_are_drawn_over_what_was_to_be_drawn():
    lines = [np.random.default_rng(k).random((5, 2)) for k in range(3)]
    fig = plots.drawings({"one": lines[:1], "two": lines[1:]}, model=lines[:1])
    one, two = fig.axes
    assert [len(axis.lines) for axis in (one, two)] == [1 + 2, 1 + 4]
    np.testing.assert_array_equal(two.lines[3].get_xydata(), lines[2])
    assert two.get_title(loc="left") == "two"
    with pytest.raises(ValueError, match=r"lines: expected points \(T, 2\), got \(5,\)"):
        plots.drawings({"one": [np.zeros(5)]})
    with pytest.raises(ValueError, match="panels: expected at least one, got none"):
        plots.drawings({})
