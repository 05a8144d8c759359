"""Figures on vanishing gradients: the lines drawn are the numbers computed."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from rnnlib import LSTMCell, Recurrent, plots
from rnnlib.analysis import descend, error_surface, split_paths
from rnnlib.analysis.flow import flow_of


def test_gradient_flow_draws_the_three_lines_and_the_eigenvalues():
    left, right = plots.gradient_flow(radius=1.5, length=30, forget_bias=2.0).axes
    drawn = {line.get_label(): line.get_ydata() for line in left.lines}
    for name in ("vanilla", "LSTM", "GRU"):
        expected = flow_of(name, radius=1.5, length=30, forget_bias=2.0)
        np.testing.assert_allclose(drawn[name], expected)
    circle, inside, outside = right.lines
    sizes = [np.hypot(*line.get_data()) for line in (circle, inside, outside)]
    np.testing.assert_allclose(sizes[0], 1)
    assert sizes[1].max() <= 1 < sizes[2].min() and len(sizes[1]) + len(sizes[2]) == 24
    assert f"{len(sizes[2])} of 24 outside" in right.get_title(loc="left")


def test_gradient_roads_draws_the_norms_and_leaves_gaps_where_nothing_is_left():
    rng = np.random.default_rng(0)
    _, tape = Recurrent(LSTMCell(2, 4, rng=rng)).forward(rng.normal(size=(9, 2, 2)))
    forget = np.full((9, 1, 1), np.nan)
    forget[4] = 0
    roads = split_paths(tape, None, (rng.normal(size=(2, 4)), None), forget=forget)
    top, main = plots.gradient_roads(roads).axes
    np.testing.assert_allclose([bar.get_height() for bar in top.patches], roads.f.mean((1, 2)))
    drawn = {line.get_label(): line.get_ydata() for line in main.lines}
    carry = np.sqrt((roads.carry**2).sum((1, 2)))
    np.testing.assert_allclose(drawn["along the carry"][4:], carry[4:])
    assert np.isnan(drawn["along the carry"][:4]).all()
    assert np.isfinite(drawn["all of it"]).all()


def test_the_cliff_is_cut_where_the_first_way_leaps():
    way = descend(1.8, -0.1, lr=0.2, updates=20, steps=20)
    left, right = plots.cliff({"descent": way}, steps=20, points=30).axes
    np.testing.assert_allclose(np.transpose(left.lines[0].get_data()), way)
    leap = np.linalg.norm(np.diff(way, axis=0), axis=1).argmax()
    b, L = right.lines[0].get_data()
    np.testing.assert_allclose(L, error_surface(way[leap, :1], b, steps=20)[0][0])
    assert b[0] < way[leap, 1] < b[-1]


def test_one_or_two_ways():
    for ways in ({}, dict.fromkeys("abc", np.zeros((2, 2)))):
        with pytest.raises(ValueError, match=f"ways: expected one or two, got {len(ways)}"):
            plots.cliff(ways)
