"""PhasePlane without a kernel: presets, the start, the equation's numbers, the input."""

import numpy as np
import pytest
from browser.pages import press
from browser.phase_plane.helpers import check, pixels, twin

from rnnlib.widgets import PhasePlane
from rnnlib.widgets.phase_plane.presets import SAYS, turn


@pytest.mark.parametrize("name", SAYS)
def test_presets_are_those_of_python_and_the_numbers_those_of_rnnlib(page, view, name):
    view.locator(f"[data-choice={name}]").click()
    view.focus()
    press(view, *["ArrowRight"] * 6)
    own = check(page, view)
    assert own.t == 6 and twin(page)[1] == name
    mine = PhasePlane(preset=name)
    assert np.allclose(own.U, mine.U) and own.x == mine.x and own.driven == mine.driven
    assert view.locator(f"[data-choice={name}]").get_attribute("aria-pressed") == "true"
    assert len(view.locator(".preset-says").inner_text()) > 40


def test_presets_stand_in_their_order(view):
    buttons = view.locator(".presets [data-choice]")
    assert buttons.evaluate_all("(all) => all.map((n) => n.dataset.choice)") == list(SAYS)


def test_the_start_is_dragged(page, view):
    view.locator("[data-choice=memory]").click()
    box = view.locator("svg.plane").bounding_box()
    for state in ([-0.6, 0.4], [0.9, -1.0]):
        x, y = pixels(view, PhasePlane(preset="memory"), state)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
        page.mouse.down()
        page.mouse.move(box["x"] + x, box["y"] + y, steps=4)
        page.mouse.up()
        own = check(page, view)
        assert own.h0 == pytest.approx(state, abs=0.011)
        assert twin(page)[1] == ""
        rest = np.sign(state[0]) * 0.96
        assert f"comes to rest at ({rest:.2f}".replace("-", "−") in (
            view.locator(".prospect").inner_text()
        )


def test_every_number_of_the_equation_is_a_control(page, view):
    view.locator("input[name=driven]").check()
    view.locator("input[name=squash]").check()
    wanted = {"U11": 1.2, "U12": -0.4, "U21": 0.3, "U22": 0.9, "W1": 2, "W2": -1, "b1": 0.1}
    wanted |= {"b2": -0.2, "h01": 0.5, "h02": -0.7}
    for name, value in wanted.items():
        view.locator(f"input[name={name}]").fill(str(value))
    own = check(page, view)
    assert own.U == [[1.2, -0.4], [0.3, 0.9]] and own.W == [2, -1]
    assert own.b == [0.1, -0.2] and own.h0 == [0.5, -0.7]
    view.locator("input[name=U11]").press("ArrowUp")
    assert twin(page)[0].U[0][0] == pytest.approx(1.25)
    assert twin(page)[0].t == 0, "an arrow key in a field moved the cursor"
    view.locator("input[name=U11]").fill("")
    view.locator("input[name=U11]").blur()
    assert view.locator("input[name=U11]").input_value() == "1.25"


def test_sliders_turn_and_scale(page, view):
    view.locator("input[name=angle]").fill("90")
    view.locator("input[name=scale]").fill("2")
    own = check(page, view)
    np.testing.assert_allclose(own.U, turn(2.0, 90), atol=1e-12)
    assert "beyond all bounds" in view.locator(".prospect").inner_text()
    view.locator("input[name=squash]").check()
    check(page, view)
    assert "cycle of 4" in view.locator(".prospect").inner_text()


def test_the_input_is_drawn_with_mouse_and_keys(page, view):
    view.locator("[data-choice=latch]").click()
    view.locator("[data-lane=x].area").scroll_into_view_if_needed()
    box = view.locator("[data-lane=x].area").bounding_box()
    page.mouse.click(box["x"] + 9.5 / 41 * box["width"], box["y"] + box["height"] - 2)
    own = check(page, view)
    assert (own.t, own.x[8]) == (9, -1)
    view.focus()
    press(view, "ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowUp", "ArrowRight", "1")
    own = check(page, view)
    assert own.x[9] == pytest.approx(0.21) and own.x[10] == 1
    view.evaluate(
        """root => { for (let k = 0; k < 3; k += 1) {
            root.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
        } }"""
    )
    own = check(page, view)
    assert own.x[10] == pytest.approx(0.7), "three keys between two frames"
    press(view, "Home", "ArrowUp")
    assert twin(page)[0].x == own.x, "there is no input before the first step"
