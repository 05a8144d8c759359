"""The printed alignment: its axes are the tokens, its shades the weights."""

import numpy as np
import pytest

from rnnlib import plots


def test_it_shows_the_matrix_under_its_tokens():
    matrix = np.array([[0.9, 0.1, 0.0], [0.2, 0.3, 0.5]])
    fig = plots.alignment(matrix, "a$ ", ["one", "two"], t=1)
    (axis,) = fig.axes
    np.testing.assert_array_equal(axis.images[0].get_array(), matrix)
    assert axis.images[0].get_clim() == (0, 1)
    assert [label.get_text() for label in axis.get_xticklabels()] == ["a", r"\$", "·"]
    assert [label.get_text() for label in axis.get_yticklabels()] == ["one", "two"]
    assert axis.patches[-1].get_xy() == (-0.5, 0.5)
    gradients = plots.alignment(3 * matrix, "a$ ", ["one", "two"], weights=False)
    assert gradients.axes[0].images[0].get_clim() == (0, 3 * 0.9)


def test_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"matrix: expected the shape \(T, S\) = \(1, 2\)"):
        plots.alignment(np.ones((2, 2)), "ab", "c")
