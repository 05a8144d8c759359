"""Diagrams in print: every cell in every notation, true numbers, nothing overlapping."""

import numpy as np
import pytest

pytest.importorskip("matplotlib")

from matplotlib.backends.backend_agg import FigureCanvasAgg
from widgets.runs import run

import rnnlib
from rnnlib import notation, plots
from rnnlib.diagrams import ALL
from rnnlib.plots.cells.cell_diagram import typeset

CELLS = [diagram.cell for diagram in ALL]


def faults(fig):
    """Texts that overlap or stick out."""
    renderer = FigureCanvasAgg(fig).get_renderer()
    boxes = [
        (text.get_text(), text.get_window_extent(renderer))
        for axis in fig.axes
        for text in axis.texts
        if text.get_text()
    ]
    found = [
        f"{one} | {two}"
        for k, (one, a) in enumerate(boxes)
        for two, b in boxes[k + 1 :]
        if a.x0 < b.x1 - 1 and b.x0 < a.x1 - 1 and a.y0 < b.y1 - 3 and b.y0 < a.y1 - 3
    ]
    width, height = fig.bbox.size
    return found + [
        text for text, b in boxes if b.x0 < 0 or b.x1 > width or b.y0 < 0 or b.y1 > height
    ]


def texts(fig):
    return [text.get_text() for axis in fig.axes for text in axis.texts]


@pytest.mark.parametrize("cell", CELLS)
def test_every_cell_in_every_notation_with_and_without_numbers(cell):
    tape, _ = run(getattr(rnnlib, f"{cell}Cell"))
    for name in notation.names(cell):
        plain = plots.cell_diagram(cell, notation=name)
        for equation in notation.equations(cell, name).values():
            assert typeset(equation) in texts(plain)
        assert faults(plain) == [], name
        filled = plots.cell_diagram(tape, 5, unit=2, label="q", notation=name)
        assert faults(filled) == [], name


@pytest.mark.parametrize("cell", CELLS)
def test_the_numbers_are_those_of_the_tape(cell):
    tape, _ = run(getattr(rnnlib, f"{cell}Cell"))
    fig = plots.cell_diagram(tape, 5, unit=2, batch=1, output=1)
    results = [text for text in texts(fig) if " = " in text]
    for text in results:
        name, *_, result = text.split(" = ")
        column = 1 if name == "y" else 2
        assert float(result.replace("−", "-")) == pytest.approx(
            tape[name][5, 1, column], abs=0.0051
        )
    assert len(results) == len(notation.equations(cell))


def test_a_formula_is_filled_with_the_numbers():
    tape, _ = run()
    f, c, i, g = (tape[name][5, 0, 1] for name in "fcig")
    (line,) = [
        text for text in texts(plots.cell_diagram(tape, 5, unit=1)) if text.startswith("c =")
    ]
    symbols, filled, result = line.split(" = ")[1:]
    assert symbols == "f·c⁻ + i·g"
    numbers = [
        float(n.strip("()").replace("−", "-")) for n in filled.replace(" + ", "·").split("·")
    ]
    assert numbers == pytest.approx([f, tape.previous("c")[5, 0, 1], i, g], abs=0.0051)
    assert float(result.replace("−", "-")) == pytest.approx(c, abs=0.0051)


def test_gates_are_filled_as_far_as_they_are_open():
    tape, _ = run()
    fig = plots.cell_diagram(tape, 5, unit=1, equations=False)
    heights = [p.get_height() for p in fig.axes[0].patches if hasattr(p, "get_height")]
    tank = max(h for h in heights)
    levels = [p for p in fig.axes[0].patches if type(p).__name__ == "Rectangle"]
    parts = [level.get_height() / tank for level in levels]
    for name in "fio":
        assert any(np.isclose(part, tape[name][5, 0, 1]) for part in parts), name


def test_weights_trained_on_after_the_run_are_not_passed_off_as_its_own():
    tape, layer = run()
    layer.params["W"] += 0.3
    lines = [text for text in texts(plots.cell_diagram(tape, 5)) if text.startswith("f =")]
    assert lines[0].count(" = ") == 2, "symbols and the result, no sum"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"cell": "Transformer"}, "cell: expected one of LSTM, .*'Transformer'"),
        ({"cell": "LSTM", "t": 3}, "cell: expected a tape, whose step t = 3 .*'LSTM'"),
        ({"t": 12}, "t: expected an integer from 0 to 11, got 12"),
        ({"t": 0, "unit": 4}, "unit: expected an integer from 0 to 3, got 4"),
        ({"t": 0, "batch": 2}, "batch: expected an integer from 0 to 1, got 2"),
        ({"t": 0, "notation": "klingon"}, "notation: expected one of house"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.cell_diagram(**({"cell": run()[0]} | arguments))


def test_a_step_in_its_diagram_above_the_text():
    tape, _ = run()
    fig = plots.step_in_time(tape, "hello wo", 4, 2, first=2)
    drawing, *rows = fig.subfigs[0].axes + fig.subfigs[1].axes
    shown = [text.get_text() for text in drawing.texts]
    assert "x = l" in shown and f"{tape['f'][4, 0, 2]:.2f}" in shown
    assert len(rows) == 6
    with pytest.raises(ValueError, match="t: expected a step from 2 to 9, got 1"):
        plots.step_in_time(tape, "hello wo", 1, 2, first=2)


def test_gates_over_time_has_a_bar_for_each_number():
    tape, _ = run(D=1, symbols=False)
    fig = plots.gates_over_time(tape, 2, batch=1, t=3)
    names = ["x", "i", "f", "o", "g", "c", "h"]
    assert [axis.get_ylabel() for axis in fig.axes] == names
    for axis, name in zip(fig.axes, names, strict=True):
        values = tape.x[:, 1, 0] if name == "x" else tape[name][:, 1, 2]
        bars = {}
        for box in axis.containers:
            bars |= {round(bar.get_x() + 0.46): bar.get_height() for bar in box}
            assert all(bool(bar.get_hatch()) == (bar.get_height() < 0) for bar in box)
        assert [bars[t] for t in range(1, 13)] == pytest.approx(values.tolist())
        frame = axis.patches[-1]
        assert (frame.get_x(), frame.get_width()) == pytest.approx((3.5, 1)), "around step 4"
    assert len(plots.gates_over_time(tape, names=("f", "c")).axes) == 2
    for arguments, message in (
        ({"unit": 4}, "unit: expected an integer from 0 to 3"),
        ({"t": 12}, "t: expected an integer from 0 to 11"),
        ({"names": ["q"]}, "names: expected some of x, i, .*'q'"),
        ({"x": [1, 2]}, r"x: expected shape \(12,\), got \(2,\)"),
    ):
        with pytest.raises(ValueError, match=message):
            plots.gates_over_time(tape, **arguments)
