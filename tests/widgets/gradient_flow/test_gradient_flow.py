"""GradientFlow without a page: its numbers are rnnlib's, live and stored; traits and errors."""

import numpy as np
import pytest
import traitlets

from rnnlib.analysis.flow import flow_of
from rnnlib.widgets import GradientFlow
from rnnlib.widgets.gradient_flow.widget import GRID


def live(widget):
    return np.frombuffer(widget._lines, "<f4").reshape(3, -1)


def test_repr_is_short_and_stable():
    assert repr(GradientFlow()) == "GradientFlow(tanh, radius=1, length=100, forget_bias=1)"


def test_every_setting_is_computed_when_it_is_chosen():
    widget = GradientFlow(radius=1.37)
    for name, value in (("length", 17), ("forget_bias", 2.5), ("activation", "relu")):
        setattr(widget, name, value)
        assert widget._lines_of == [
            widget.radius, widget.activation, widget.length, widget.forget_bias,
        ]  # fmt: skip
        norms = widget.norms()
        np.testing.assert_allclose(live(widget), np.log10(list(norms.values())), atol=1e-5)
        assert all(len(line) == widget.length for line in norms.values())


def test_the_stored_runs_are_those_of_the_grid():
    """In the order in which the page looks for them: length, radius, then the lines."""
    stored = np.frombuffer(GradientFlow()._stored, "<f4")
    start = 0
    for length in GRID["length"]:
        for radius in GRID["radius"]:
            for name, settings in (
                *(("vanilla", {"activation": a}) for a in GRID["activation"]),
                *((n, {"forget_bias": b}) for n in ("LSTM", "GRU") for b in GRID["forget_bias"]),
            ):
                line = stored[start : start + length]
                start += length
                if radius in (0.8, 2.0):  # a sample: all would take a second
                    norms = flow_of(name, radius=radius, length=length, **settings)
                    np.testing.assert_allclose(line, np.log10(norms), atol=1e-5)
    assert start == len(stored) and stored.nbytes < 50_000


def test_the_start_is_on_the_grid_and_reset_brings_it_back():
    widget = GradientFlow()
    assert all(widget._start[name] in values for name, values in GRID.items())
    assert widget._start == {name: getattr(widget, name) for name in widget._start}


def test_the_largest_eigenvalue_at_radius_one_lies_on_the_circle():
    sizes = np.hypot(*np.transpose(GradientFlow()._eigenvalues))
    assert len(sizes) == 24 and sizes.max() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("trait", "value", "message"),
    [
        ("radius", 3.0, "radius: expected a number from 0.1 to 2.5, got 3"),
        ("radius", float("nan"), "radius: expected a number from 0.1 to 2.5, got nan"),
        ("forget_bias", -9.0, "forget_bias: expected a number from -4 to 8, got -9"),
        ("activation", "sigmoid", "activation: expected 'tanh' or 'relu', got 'sigmoid'"),
        ("length", 1, "length: expected from 2 to 100 steps, got 1"),
        ("t", 100, "t: expected an integer from 0 to 99, got 100"),
        ("colour", 1, "colour: expected one of t, "),
    ],
)
def test_bad_values(trait, value, message):
    for error in (ValueError, traitlets.TraitError):
        with pytest.raises(error, match=message):
            GradientFlow(**{trait: value})
