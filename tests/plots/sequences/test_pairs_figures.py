"""Figures of summaries, readouts and lengths show the numbers that they are given."""

import numpy as np
import pytest

from rnnlib import plots
from rnnlib.plots.sequences.summaries import HIGH, lifted


def test_a_readout_table_shows_each_share_in_hundredths():
    shares = np.array([[0.98, 0.1, 0.555], [0.0, 1.0, 0.3]])
    fig = plots.readable(shares, ["year", "day"], ["s", "Y", "D"], marked=[(1, 2)], xlabel="x")
    (axis,) = fig.axes
    np.testing.assert_array_equal(axis.images[0].get_array(), shares)
    assert [text.get_text() for text in axis.texts] == ["98", "10", "56", "0", "100", "30"]
    assert [frame.get_xy() for frame in axis.patches] == [(1.5, 0.5)]
    with pytest.raises(ValueError, match=r"shares: expected shape \(1, 3\), got shape \(2, 3\)"):
        plots.readable(shares, ["year"], "sYD")
    with pytest.raises(ValueError, match="shares: expected numbers from 0 to 1"):
        plots.readable(shares + 1, ["year", "day"], "sYD")


def test_summaries_are_dots_with_the_middle_of_each_class_written_out():
    rng = np.random.default_rng(0)
    points, labels = rng.normal(size=(30, 2)), np.repeat([1, 2, 3], 10)
    fig = plots.summaries({"month": (points, labels)}, names={("month", 2): "Feb"})
    (axis,) = fig.axes
    np.testing.assert_allclose(axis.collections[0].get_offsets(), points)
    assert [text.get_text() for text in axis.texts] == ["1", "Feb", "3"]
    np.testing.assert_allclose(axis.texts[1].xy, np.median(points[10:20], axis=0))
    up = lifted(np.array([[0.0, 0.0], [20.0, 3.0], [10.0, 5.0], [90.0, 1.0]]))
    assert up.tolist() == [0, HIGH - 3, 2 * HIGH - 5, 0]
    with pytest.raises(ValueError, match=r"points: expected shape \(29, 2\), got shape \(30, 2\)"):
        plots.summaries({"month": (points, labels[1:])})


def test_accuracy_is_a_dot_for_every_seed_and_a_line_of_medians():
    results = {"summary": {2: [1.0, 0.8, 0.9], 3: [0.1, 0.2, 0.6]}, "Luong": {2: [1.0], 3: [0.9]}}
    fig = plots.accuracy_against_length(results, taught=2, xlabel="digits")
    (axis,) = fig.axes
    lines = [
        line for line in axis.lines if line.get_linestyle() != "None" and len(line.get_xdata())
    ]
    np.testing.assert_allclose([line.get_ydata() for line in lines], [[0.9, 0.2], [1.0, 0.9]])
    seen = [line.get_ydata().tolist() for line in axis.lines if line.get_linestyle() == "None"]
    assert seen == [[1.0, 0.8, 0.9], [0.1, 0.2, 0.6], [1.0], [0.9]]
    assert [text.get_text() for text in axis.get_legend().get_texts()] == ["summary", "Luong"]
    with pytest.raises(ValueError, match="results: expected from 1 to 5 kinds, got 0"):
        plots.accuracy_against_length({})
