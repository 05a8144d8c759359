"""Every seed has its line, kinds share their look, and bad input gets one sentence."""

import numpy as np
import pytest

from rnnlib import plots

X = np.array([1.0, 2.0, 4.0])
PANELS = {
    "copy": {"NTM": [(X, X), (X, 2 * X)], "LSTM": [(X, 3 * X)]},
    "sort": {"LSTM": [(X, 5 * X)], "other": [(X, 7 * X)]},
}


def lines(axis):
    """Those with numbers, in the order in which they were drawn."""
    return [line for line in axis.lines if len(line.get_xdata())]


def test_every_seed_has_its_line():
    fig = plots.every_seed(PANELS, xlabel="lists", ylabel="bits", log=True)
    copy, sort = fig.axes
    assert [axis.get_title(loc="left") for axis in fig.axes] == ["copy", "sort"]
    for axis, factors in ((copy, (1, 2, 3)), (sort, (5, 7))):
        for line, factor in zip(lines(axis), factors, strict=True):
            np.testing.assert_array_equal(line.get_xydata(), np.stack([X, factor * X], 1))
        assert axis.get_yscale() == "log" and axis.get_xlabel() == "lists"
    assert copy.get_ylabel() == "bits" and sort.get_ylabel() == ""


def test_a_kind_looks_the_same_in_every_panel_and_stands_in_the_legend():
    fig = plots.every_seed(PANELS, xlabel="lists", ylabel="bits")
    copy, sort = (lines(axis) for axis in fig.axes)
    looks = [(line.get_color(), line.get_linestyle()) for line in (*copy, *sort)]
    assert looks[0] == looks[1] and looks[2] == looks[3]
    assert len(set(looks)) == len({look for look, _ in looks}) == 3
    keys = fig.legends[0].get_lines()
    assert [(key.get_color(), key.get_linestyle()) for key in keys] == [looks[k] for k in (0, 2, 4)]
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["NTM", "LSTM", "other"]


@pytest.mark.parametrize(
    ("panels", "says"),
    [
        ([], "panels: expected a dict"),
        ({}, "panels: expected at least one, got none"),
        ({"copy": {"NTM": [(X, X[:2])]}}, r"panels\['copy'\]\['NTM'\]\[0\]: expected x and y"),
        ({"copy": {"NTM": [(X,)]}}, "expected a pair"),
        ({"copy": {str(k): [(X, X)] for k in range(6)}}, "at most 5 kinds, got 6"),
    ],
)
def test_bad_panels_get_one_sentence(panels, says):
    with pytest.raises((TypeError, ValueError), match=says):
        plots.every_seed(panels, xlabel="x", ylabel="y")
