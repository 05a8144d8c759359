"""The picture of the padding lab shows what leaked, and nothing else."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from matplotlib.colors import to_rgba

from rnnlib import plots
from rnnlib.analysis import Leaks
from rnnlib.plots.padding_leaks import LEAK, SAFE

MASK = np.array([[True, True], [True, True], [True, False], [True, False]])


def leaks():
    outputs = np.zeros((2, 4, 2), bool)
    outputs[1, :2, 1] = True
    summary = np.array([[False, False], [False, True]])
    longer = np.array([[False, False], [True, True]])
    dx = np.zeros((4, 2))
    dx[3, 1] = 0.5
    return Leaks(outputs, summary, longer, dx, 0.1, MASK)


def none():
    zero = np.zeros((2, 2), bool)
    return Leaks(np.zeros((2, 4, 2), bool), zero, zero, np.zeros((4, 2)), 0.0, MASK)


def boxes(axis, hue):
    wanted = to_rgba(hue)
    return [p.get_xy() for p in axis.patches if tuple(p.get_facecolor()) == wanted]


def test_every_half_that_changed_is_marked_and_no_other():
    fig = plots.padding_leaks({"ours": none(), "theirs": leaks()}, columns=2)
    ours, theirs = fig.axes
    real, halves = int(MASK.sum()), 2
    assert len(boxes(ours, SAFE)) == halves * real + 4 and not boxes(ours, LEAK)
    assert len(boxes(theirs, LEAK)) == 2 + 2  # two outputs, two summaries
    at = {(round(x), round(y, 2)) for x, y in boxes(theirs, LEAK) if x < 4}
    assert at == {(0, 1.49), (1, 1.49)}
    assert len(boxes(theirs, "white")) == int((~MASK).sum())
    assert [len(axis.lines) for axis in fig.axes] == [0, 1]
    assert [t.get_text() for t in theirs.texts if t.get_text()] == ["↔", "●↔"]
    assert theirs.get_title(loc="left") == "theirs"


def test_panels_that_are_left_over_are_empty():
    fig = plots.padding_leaks({"a": none(), "b": none(), "c": none(), "d": leaks()}, columns=3)
    assert len(fig.axes) == 6
    assert [bool(axis.patches) for axis in fig.axes] == [True] * 4 + [False] * 2


def test_bad_input():
    with pytest.raises(ValueError, match="^found: expected a dict {name: Leaks}"):
        plots.padding_leaks(leaks())
    with pytest.raises(ValueError, match="^found: expected at least one {name: Leaks}"):
        plots.padding_leaks({})
    with pytest.raises(ValueError, match="^found: expected at least one {name: Leaks}"):
        plots.padding_leaks({"a": 3})
