"""Two lanes of states: what has not been reached is blank."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from rnnlib import plots
from rnnlib.plots.style import shade

STATES = np.linspace(-1, 1, 5 * 3).reshape(5, 3)
GREY = (0xEE / 255,) * 3


def blank(axis):
    """The steps under the grey."""
    spans = [p for p in axis.patches if tuple(p.get_facecolor()[:3]) == GREY]
    return {t for p in spans for t in range(1, 6) if p.get_x() < t < p.get_x() + p.get_width()}


def test_lanes_hold_the_states_and_are_blank_where_no_layer_has_been():
    reached = ((0, 2), (2, 4))
    fig = plots.two_ways(STATES, STATES[::-1], reached=reached, labels="abcde", output=2)
    top, ahead, back, bottom = fig.axes
    assert blank(ahead) == {4, 5} and blank(back) == {1, 2}
    for axis, lane, hue, ends in ((ahead, STATES, "h", (0, 3)), (back, STATES[::-1], "c", (2, 5))):
        (image,) = axis.images
        shown = np.asarray(image.get_array()).transpose(1, 0, 2)
        piece = slice(*ends)
        np.testing.assert_allclose(shown[piece], shade(hue, lane[piece]))
        assert not np.delete(shown, np.r_[piece], axis=0)[..., 3].any()
    assert [t.get_text() for t in bottom.texts] == list("abcde")
    assert [axis.get_ylabel() for axis in fig.axes] == ["output", "→ h", "← h", "input"]


def test_outputs_and_the_gradient():
    outputs = [("", 0.0), ("x", 0.5), ("y", 1.0), ("z", 0.2), ("", 0.0)]
    gradient = (np.arange(5.0), np.arange(5.0)[::-1])
    fig = plots.two_ways(STATES, STATES, outputs=outputs, gradient=gradient, notation="ng")
    assert [t.get_text() for t in fig.axes[0].texts] == ["", "x", "y", "z", ""]
    bars = [p.get_height() for p in fig.axes[-1].patches]
    assert bars == [*gradient[0], *gradient[1]]
    assert fig.axes[1].get_ylabel() == "→ a"


def test_bad_input():
    with pytest.raises(ValueError, match=r"^forward, backward: expected two arrays \(T, H\)"):
        plots.two_ways(STATES, STATES[:3])
    with pytest.raises(ValueError, match="^forward: expected an array of real numbers"):
        plots.two_ways("abc", STATES)
