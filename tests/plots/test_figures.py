"""Figures: what they show is in them, and bad arguments get one sentence."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from rnnlib import LSTMCell, Recurrent, plots
from rnnlib.notation import palette
from rnnlib.plots.style import INK, ink_on, shade

TEXT = "if x:\n    y = (1)\n"


@pytest.fixture
def tape():
    cell = LSTMCell(3, 4, rng=np.random.default_rng(0))
    return Recurrent(cell).forward(np.random.default_rng(1).normal(size=(len(TEXT), 2, 3)))[1]


def letters(axis):
    return [text.get_text() for text in axis.texts]


def test_gates_over_text_has_a_row_for_each_name_and_a_column_for_each_character(tape):
    fig = plots.gates_over_text(tape, TEXT, 2, batch=1)
    assert len(fig.axes) == 6
    for axis, name in zip(fig.axes, "figcoh", strict=True):
        assert axis.get_yticklabels()[0].get_text() == name
        assert len(axis.patches) == len(TEXT)
        hatched = [bool(patch.get_hatch()) for patch in axis.patches]
        assert hatched == list(tape[name][:, 1, 2] < 0)
    shown = "".join(label.get_text() for label in fig.axes[-1].get_xticklabels())
    assert shown == "if·x:↵····y·=·(1)↵"


def test_gates_over_a_piece_of_the_text(tape):
    whole = plots.gates_over_text(tape, TEXT, 0, names=("c",)).axes[0]
    piece = plots.gates_over_text(tape, TEXT[5:9], 0, first=5, names=("c",)).axes[0]
    assert len(piece.patches) == 4
    signs = [[bool(p.get_hatch()) for p in axis.patches] for axis in (whole, piece)]
    assert signs[0][5:9] == signs[1]


def test_gates_in_another_notation(tape):
    fig = plots.gates_over_text(tape, TEXT, 0, notation="ng", names=("f", "h"))
    assert [a.get_yticklabels()[0].get_text() for a in fig.axes] == ["$Γ_f$", "a"]


def test_gates_over_text_refuses_what_does_not_fit(tape):
    with pytest.raises(ValueError, match="text: expected at most 18 characters, got 19"):
        plots.gates_over_text(tape, TEXT + "!", 0)
    with pytest.raises(ValueError, match="unit: expected an integer from 0 to 3, got 4"):
        plots.gates_over_text(tape, TEXT, 4)


def test_unit_over_text_stands_as_on_the_page():
    values = np.linspace(-1, 1, len(TEXT))
    (axis,) = plots.unit_over_text(values, TEXT).axes
    assert "".join(letters(axis)) == TEXT.replace("\n", "↵")
    rows = [round(text.get_position()[1] - 0.5) for text in axis.texts]
    assert rows == [0] * 6 + [1] * 12
    assert [bool(p.get_hatch()) for p in axis.patches] == list(values < 0)
    opacity = [p.get_facecolor()[3] for p in axis.patches]
    assert opacity[0] == opacity[-1] == 1 > opacity[5]


def test_unit_over_text_frames_the_marked_character():
    place = TEXT.index("\n") + 2  # the second character of the second line
    (axis,) = plots.unit_over_text(np.zeros(len(TEXT)), TEXT, mark=place).axes
    (frame,) = (patch for patch in axis.patches if not patch.get_fill())
    assert frame.get_xy() == (1, 1)
    with pytest.raises(ValueError, match=f"mark: expected a character from 0 to {len(TEXT) - 1}"):
        plots.unit_over_text(np.zeros(len(TEXT)), TEXT, mark=len(TEXT))


def test_unit_over_text_needs_a_value_for_each_character():
    with pytest.raises(ValueError, match=r"values: expected shape \(18,\).*got \(3,\)"):
        plots.unit_over_text(np.zeros(3), TEXT)


def test_curves_are_named_at_their_ends_and_names_keep_apart():
    lines = {"one": [1.0, 2.0, 3.0], "two": [3.0, 2.0, 3.01], "three": [0.0, 0.0, 1.0]}
    fig = plots.curves(lines, xlabel="step", ylabel="bits", levels={"guess": 3.02})
    (axis,) = fig.axes
    assert letters(axis) == ["three", "one", "two", "guess"]
    assert [line.get_ydata().tolist() for line in axis.lines[:3]] == list(lines.values())
    fig.canvas.draw()
    heights = [axis.transData.transform(t.xy)[1] + t.xyann[1] * fig.dpi / 72 for t in axis.texts]
    assert np.diff(heights).min() > 13
    assert len({line.get_linestyle() for line in axis.lines[:3]}) == 3


def test_a_curve_may_have_the_colour_of_a_symbol_and_its_name_can_be_read():
    lines = {"count": [1.0, 2.0], "cell state": [0.5, 1.5]}
    (axis,) = plots.curves(lines, xlabel="", ylabel="", hues={"cell state": "c"}).axes
    assert [line.get_color() for line in axis.lines] == [palette.BLUE, palette.ORANGE]
    assert [text.get_color() for text in axis.texts][0] == INK
    with pytest.raises(ValueError, match="name: expected one of"):
        plots.curves(lines, xlabel="", ylabel="", hues={"count": "#"})


def test_curves_on_a_logarithmic_axis_and_none():
    assert plots.curves({"a": [1, 1e-9]}, xlabel="", ylabel="", log=True).axes[0].get_yscale() == (
        "log"
    )
    with pytest.raises(ValueError, match="lines: expected at least one"):
        plots.curves({}, xlabel="", ylabel="")


def test_shades_tell_sign_by_hue_and_size_by_opacity():
    low, none, high = shade("c", np.array([-2.0, 0.0, 2.0]), scale=2)
    assert low[3] == high[3] == 1 and none[3] == 0
    assert not np.allclose(low[:3], high[:3])
    assert ink_on(low) == "white" and ink_on(none) != "white"


@pytest.mark.parametrize("cell", ["Vanilla", "LSTM", "PeepholeLSTM", "GRU", "SimpleGRU"])
def test_the_notation_table_has_every_equation_of_every_course(cell):
    from rnnlib import notation

    table = plots.notation_table(cell)
    html = table._repr_html_()
    for name in notation.names(cell):
        assert notation.LABELS[name] in html
        for equation in notation.equations(cell, name).values():
            assert plots.notation_table.__globals__["_html"](equation) in html
    assert html.count("<tr>") == len(notation.equations(cell)) + 2
    assert repr(table).startswith(f"The equations of the {cell}")


def test_pictures_of_figures_are_the_same_bytes_every_time(tape):
    def draw():
        return plots.Picture(plots.gates_over_text(tape, TEXT, 1), "gates").png

    assert draw() == draw()
