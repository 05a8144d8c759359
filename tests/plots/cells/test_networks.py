"""Networks side by side, and a dot for every run: what is drawn is what was given."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from widgets.runs import together

from rnnlib import GRUCell, LSTMCell, VanillaCell
from rnnlib.plots import dots, networks

KINDS = {"vanilla": (VanillaCell, 5), "LSTM": (LSTMCell, 3), "GRU": (GRUCell, 4)}
LABELS = list("hello world\n")


@pytest.fixture
def tapes():
    return together(KINDS)


def test_a_row_for_every_state_under_its_network(tapes):
    axes = networks(tapes, LABELS).axes
    assert [axis.get_title("left") for axis in axes] == ["vanilla", "LSTM", "", "GRU"]
    assert [axis.get_yticklabels()[0].get_text() for axis in axes] == ["h", "c", "h", "h"]
    assert [label.get_text() for label in axes[-1].get_xticklabels()][-1] == "↵"


def test_a_map_has_a_pixel_for_every_unit_and_step_and_a_hatch_where_it_is_negative(tapes):
    for axis, name in zip(networks(tapes, LABELS).axes[::3], ("vanilla", "GRU"), strict=True):
        values = tapes[name]["h"][:, 0].T
        image = axis.images[0].get_array()
        assert image.shape == (*values.shape, 4)
        np.testing.assert_allclose(image[..., 3], np.abs(values) ** 0.8, atol=1e-6)
        assert len(axis.patches) == np.count_nonzero(values < -0.06)


def test_norms_share_one_axis_and_are_those_of_the_tapes(tapes):
    axes = networks(tapes, LABELS, back=True, batch=1).axes
    assert len({axis.get_ylim() for axis in axes}) == 1
    assert {axis.get_yscale() for axis in axes} == {"log"}
    for axis, tape in zip(axes, tapes.values(), strict=True):
        for line, state in zip(axis.lines, [s for s in "ch" if s in tape.cell.states], strict=True):
            norms = np.linalg.norm(tape.back[state][:, 1], axis=1)
            shown = np.nan_to_num(line.get_ydata())
            np.testing.assert_allclose(shown, norms)


def test_runs_that_do_not_belong_together_are_refused(tapes):
    other = together(KINDS, T=5)
    with pytest.raises(ValueError, match=r"tapes: expected runs of .* got another in 'GRU'"):
        networks(tapes | {"GRU": other["GRU"]}, LABELS)
    with pytest.raises(ValueError, match="labels: expected 12, one for each step, got 2"):
        networks(tapes, "ab")
    silent = together(KINDS, back=False)
    with pytest.raises(ValueError, match="tapes: expected runs with gradients, .* 'vanilla'"):
        networks(silent, LABELS, back=True)


def test_every_value_is_a_dot_and_equal_ones_stand_side_by_side():
    panels = {"echo\nshare": {"vanilla": [1, 1, 1], "GRU": [0.2, 0.8, 0.5]}, "two": {"a": [3]}}
    left, right = dots(panels, levels={"two": 2}).axes
    assert (left.get_title("left"), left.get_ylabel()) == ("echo", "share")
    for line, values in zip(left.lines, panels["echo\nshare"].values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), values)
    assert len(np.unique(np.round(left.lines[0].get_xdata(), 3))) == 3
    np.testing.assert_array_equal(left.lines[1].get_xdata(), [1, 1, 1])
    assert right.lines[1].get_ydata()[0] == 2


def test_dots_of_small_values_stand_apart_too_where_the_panel_is_tall():
    axis = dots({"loss": {"vanilla": [1.0], "GRU": [0.010, 0.012]}}).axes[0]
    assert len(set(axis.lines[1].get_xdata())) == 2


@pytest.mark.parametrize("panels", [{}, {"empty": {}}])
def test_nothing_to_show_is_refused(panels):
    with pytest.raises(ValueError, match="panels: expected at least one"):
        dots(panels)
