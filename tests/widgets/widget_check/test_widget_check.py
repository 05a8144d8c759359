"""WidgetCheck from Python: what it sends, and that it answers."""

import math

import numpy as np

from rnnlib.widgets import WidgetCheck


def test_it_sends_the_unit_that_is_pushed_at_every_step():
    widget = WidgetCheck()
    h = np.frombuffer(widget._numbers, "<f4")
    expected = [math.tanh(0.1)]
    while len(expected) < len(h):
        expected.append(math.tanh(0.1 + expected[-1]))
    assert np.allclose(h, expected, atol=1e-6)
    assert math.isclose(widget._total, sum(expected), rel_tol=1e-6)


def test_it_answers_every_question():
    widget = WidgetCheck()
    widget.asked = 0.5
    assert (widget.answer, widget._answered) == (math.tanh(0.5), 1)
    widget.asked = -1.0
    assert (widget.answer, widget._answered) == (math.tanh(-1.0), 2)


def test_its_text_is_the_remedy():
    assert repr(WidgetCheck()).startswith("WidgetCheck: if you read this line")
    assert "pip install -r requirements.txt" in repr(WidgetCheck())
