"""A GatePlayground in a notebook, held to the one in Python."""

import json

import pytest
from browser.pages import drawn, number, told

from rnnlib.widgets import GatePlayground

SHOW = """\
from rnnlib.widgets import GatePlayground
playground = GatePlayground()
playground"""


TELL = "import json; print(json.dumps({n: getattr(playground, n) for n in playground._start}))"


def traits(page):
    """What Python knows, as a playground of its own here: its `run` is rnnlib's."""
    return GatePlayground(**json.loads(told(page, 1)))


def check(view, own):
    """Every number written on the page is that of the run by rnnlib."""
    tape, t = own.run(), own.t
    assert int(view.locator(".scrub").input_value()) == t
    places = {
        ".map-label .number": "data-name",
        ".formula .result": "data-name",
        "svg .node .number": "data-name",
    }
    for selector, attribute in places.items():
        pairs = view.locator(selector).evaluate_all(
            "(all, a) => all.map((n) => [n.getAttribute(a), n.textContent])", attribute
        )
        assert {"c", "h"} <= {name for name, _ in pairs}
        for name, text in pairs:
            if name in tape.names:
                true = tape[name][t, 0, 0]
            elif name.rstrip("⁻") in tape.cell.states:
                true = tape.previous(name[0])[t, 0, 0]
            elif name == "x":
                true = own.x[t]
            else:
                f, c, i, g = tape["f"][t], tape.previous("c")[t], tape["i"][t], tape["g"][t]
                true = ({"f⊙c⁻": f * c, "i⊙g": i * g}[name]).item()
            assert number(text) == pytest.approx(true, abs=0.00501), (selector, name)


def drag(view, selector, start, end):
    """Drag from one part (x, y), 0 … 1, of an element to another."""
    view.locator(selector).scroll_into_view_if_needed()
    box = view.locator(selector).bounding_box()
    points = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in (start, end)]
    mouse = view.page.mouse
    mouse.move(*points[0])
    mouse.down()
    mouse.move(*points[1], steps=4)
    mouse.up()
    drawn(view.page)
