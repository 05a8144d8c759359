"""Phase planes, equations of rows and branches: what they show is in them."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from rnnlib import plots
from rnnlib.analysis import StateMap, fixed_points

MEMORY = StateMap(np.diag([2.0, 0.5]))
CIRCLE = StateMap([[0, 1], [-1, 0]], squash=False)


def lines(axis):
    return [line.get_xydata() for line in axis.lines]


def test_a_phase_plane_has_the_walk_the_points_and_the_border():
    walk = MEMORY.run([0.3, 0.8], 9)
    (axis,) = plots.phase_plane(MEMORY, walk, border=(1, 2, 0.5)).axes
    drawn = lines(axis)
    assert any(line.shape == walk.shape and np.allclose(line, walk) for line in drawn)
    for point in fixed_points(MEMORY):
        assert any(len(line) == 1 and np.allclose(line[0], point.state) for line in drawn)
    fills = [line.get_markerfacecolor() for line in axis.lines if line.get_marker() in "oD"]
    assert fills.count("white") == 1  # the saddle
    border = drawn[-1]
    np.testing.assert_allclose(border @ [1, 2] + 0.5, 0, atol=1e-12)


def test_every_comet_points_where_the_step_leads():
    (axis,) = plots.phase_plane(MEMORY, MEMORY.run([0.3, 0.8], 2)).axes
    tails = [line for line in lines(axis) if line.shape == (2, 2)]
    assert len(tails) == 13 * 13
    for start, end in tails:
        move = MEMORY(start) - start
        tail = end - start
        assert abs(move[0] * tail[1] - move[1] * tail[0]) < 1e-12 and tail @ move >= 0


def test_several_planes_have_their_titles_and_their_own_starts():
    maps = {"one": MEMORY, "two": CIRCLE}
    fig = plots.phase_planes(maps, {"one": [[0.5, 0.5]], "two": [[1, 0], [0.5, 0]]}, T=4)
    assert [axis.get_title(loc="left") for axis in fig.axes] == ["one", "two"]
    walks = [line for line in lines(fig.axes[1]) if len(line) == 5]
    np.testing.assert_allclose(walks[0], CIRCLE.run([1, 0], 4))
    np.testing.assert_allclose(walks[1], CIRCLE.run([0.5, 0], 4))


def test_an_equation_of_rows_shows_every_number_sign_and_word():
    P = np.array([[0.6, 0.4], [-0.25, 0.5]])
    fig = plots.row_equation(
        [("s⁻", [1, 0]), ("P", P), "=", ("s", P[0])], labels={"P": (("a", "b"), ("c", "d"))}
    )
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert texts.count("0.60") == 2 and "−0.25" in texts and "=" in texts
    assert {"a", "b", "c", "d", "$P$", "$s$⁻"} <= set(texts)
    hatched = [patch for patch in fig.axes[0].patches if patch.get_hatch()]
    assert len(hatched) == 1
    (width, height), inches = fig.get_size_inches(), fig.axes[0]
    for patch in inches.patches:
        x, y = patch.get_xy()
        assert 0 <= x and x + patch.get_width() <= width
        assert 0 <= y and y + patch.get_height() <= height


def test_branches_are_filled_where_stable():
    u = [0.5, 2.0]
    found = [fixed_points(StateMap([[one]])) for one in u]
    (axis,) = plots.branches(u, found, xlabel="u", ylabel="h").axes
    points = [(line.get_xdata()[0], line.get_markerfacecolor()) for line in axis.lines[:4]]
    assert [x for x, _ in points] == [0.5, 2.0, 2.0, 2.0]
    assert [fill == "none" for _, fill in points] == [False, False, True, False]
    names = [text.get_text() for text in axis.get_legend().get_texts()]
    assert names == ["stable", "not stable"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: plots.phase_plane(MEMORY, [1, 2]), r"walk: expected shape \(T \+ 1, 2\)"),
        (
            lambda: plots.phase_plane(StateMap(np.eye(3)), np.zeros((2, 2))),
            "map_: expected one of 2 units, got 3",
        ),
        (lambda: plots.phase_planes({}, [[0, 0]]), "maps: expected at least one"),
        (lambda: plots.row_equation(["="]), "parts: expected at least one"),
        (
            lambda: plots.branches([1, 2], [[]], xlabel="", ylabel=""),
            "found: expected 2 lists, one for each value, got 1",
        ),
    ],
)
def test_bad_input_is_refused_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=message):
        call()
