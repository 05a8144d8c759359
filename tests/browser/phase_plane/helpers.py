"""A PhasePlane on a page without a kernel, held to rnnlib."""

import json

import pytest
from browser.pages import drawn, number

from rnnlib.widgets import PhasePlane

READ = "() => JSON.stringify(Object.fromEntries(%s.map((name) => [name, model.get(name)])))"


def twin(page):
    """A PhasePlane here with the traits that the page shows."""
    drawn(page)
    names = json.dumps(list(PhasePlane()._start))
    told = json.loads(page.evaluate(READ % names))
    preset = told.pop("preset")
    return PhasePlane(**({"preset": ""} | told)), preset


def check(page, view):
    """Every number and mark on the page is that of the walk by rnnlib."""
    own, _ = twin(page)
    states, t = own.run(), own.t
    shown = [number(text) for text in view.locator("[data-part=h] output").all_inner_texts()]
    assert shown == pytest.approx(states[t], abs=0.00501)
    if t:
        old = [number(text) for text in view.locator("[data-part='h⁻'] output").all_inner_texts()]
        assert old == pytest.approx(states[t - 1], abs=0.00501)
    for k, name in enumerate(("h1", "h2")):
        text = view.locator(f".map-label .number[data-name={name}]").inner_text()
        assert number(text) == pytest.approx(states[t, k], abs=0.00501)
    assert place_of(view, ".now") == pytest.approx(pixels(view, own, states[t]), abs=0.2)
    found = own.fixed_points()
    kinds = view.locator(".points .point").evaluate_all("(all) => all.map((n) => n.classList[1])")
    assert kinds == [point.kind for point in found]
    for k, point in enumerate(found):
        box = (
            view.locator(".points .point")
            .nth(k)
            .evaluate(
                "(n) => { const b = n.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
            )
        )
        assert box == pytest.approx(pixels(view, own, point.state), abs=0.2)
    leads = view.locator(".prospect").inner_text()
    end = own.fate()
    words = {
        "rest": "comes to rest at",
        "cycle": f"cycle of {end.period} states",
        "escape": "beyond all bounds",
        "open": "neither rests nor repeats",
    }
    assert words[end.kind] in leads
    return own


def pixels(view, own, state):
    """Where a state stands in the picture."""
    size = float(view.locator("svg.plane").get_attribute("width"))
    reach = 1.3 if own.squash else 1.6
    room = size - 26
    return [26 + (state[0] / reach + 1) * room / 2, (1 - state[1] / reach) * room / 2]


def place_of(view, selector):
    path = view.locator(f"svg.plane {selector}").get_attribute("d")
    return [float(part) for part in path.removeprefix("M").split("h")[0].split()]
