"""ComparePlayer in a page without a kernel: every control, every number, narrow, wide and dark."""

import numpy as np
import pytest
from browser.alone import show_alone
from browser.pages import drawn, faults, go, number, place, press
from widgets.runs import together

from rnnlib import CoupledLSTMCell, GRUCell, LSTMCell, SimpleGRUCell, VanillaCell, notation
from rnnlib.widgets import ComparePlayer

KINDS = {"vanilla": (VanillaCell, 5), "LSTM": (LSTMCell, 3), "GRU": (GRUCell, 4)}
ROAD = {
    "LSTM": (LSTMCell, 3),
    "coupled": (CoupledLSTMCell, 3),
    "simple": (SimpleGRUCell, 3),
    "GRU": (GRUCell, 3),
}
LABELS = list("hello world\n")


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1300, height=1200)


@pytest.fixture(scope="module")
def tapes():
    return together(KINDS)


@pytest.fixture
def player(page, tapes):
    p = {name: np.full((12, 2, 2), 0.5) for name in tapes}
    p["GRU"][:, 0] = [0.25, 0.75]
    page.set_viewport_size({"width": 1300, "height": 1200})
    widget = ComparePlayer(tapes, labels=LABELS, predictions=p, symbols="xy", units=[1, 2, 3])
    show_alone(page, widget)
    view = page.locator(".rnn-compare")
    view.focus()
    yield view
    page.watch.check()


def units(player):
    return [int(box.input_value()) for box in player.locator("input[name=unit]").all()]


def band(player, k):
    return player.locator(f".band[data-network='{k}']")


def written(band, selector):
    return {
        node.get_attribute("data-name"): number(node.text_content())
        for node in band.locator(selector).all()
    }


def check_numbers(player, tapes, t, chosen):
    """Heatmap labels, gauges and the result of the memory's line against the tapes."""
    for k, (tape, unit) in enumerate(zip(tapes.values(), chosen, strict=True)):
        shown = written(band(player, k), ".map-label .number[data-name]:visible")
        shown |= written(band(player, k), ".memory .result")
        cell = player.locator(f"figure[data-network='{k}']")
        shown |= written(cell, "svg .node .number[data-name]")
        assert "h" in shown
        for name, value in shown.items():
            values = tape.previous(name[0]) if name.endswith("⁻") else tape[name]
            assert value == pytest.approx(values[t, 0, unit], abs=0.00501), (k, name)


def test_one_cursor_moves_all_networks(player, tapes):
    for t in (0, 5, 11):
        go(player, t)
        assert place(player) == t
        check_numbers(player, tapes, t, [1, 2, 3])
    label = player.locator(".label.current").bounding_box()
    for band in player.locator(".band").all():
        cursor = band.locator(".rows > .cursor").bounding_box()
        assert cursor["x"] == pytest.approx(label["x"] - 1.5, abs=2)
        for canvas in band.locator("canvas.map").all():
            box = canvas.bounding_box()
            middle = box["x"] + box["width"] * 11.5 / 12
            assert cursor["x"] <= middle <= cursor["x"] + cursor["width"]
            assert cursor["y"] <= box["y"] < cursor["y"] + cursor["height"]


def test_the_cursor_does_not_run_through_words(player):
    go(player, 1)  # where the formulas stand
    for band in player.locator(".band").all():
        words = band.locator(".head").bounding_box()
        cursor = band.locator(".rows > .cursor").bounding_box()
        assert cursor["y"] >= words["y"] + words["height"] - 4


def test_keys_step_play_and_jump(player):
    press(player, "ArrowRight", "ArrowRight", "ArrowLeft")
    assert place(player) == 1
    press(player, "End")
    assert place(player) == 11
    press(player, "Home")
    assert place(player) == 0
    player.locator("select[name=speed]").select_option("60")
    player.focus()
    press(player, " ")
    player.page.wait_for_function("() => model.get('t') === 11 && !model.get('playing')")


def test_units_move_together_or_in_the_network_that_has_the_focus(player, tapes):
    assert units(player) == [1, 2, 3]
    press(player, "ArrowDown")
    assert units(player) == [2, 2, 3]
    press(player, "ArrowUp", "ArrowUp")
    assert units(player) == [0, 0, 1]
    band(player, 1).focus()
    press(band(player, 1), "ArrowDown")
    assert units(player) == [0, 1, 1]
    press(band(player, 1), "ArrowRight")
    assert place(player) == 1
    check_numbers(player, tapes, 1, [0, 1, 1])


def test_one_unit_for_all_without_a_kernel(player, tapes):
    player.page.evaluate("() => model.set('unit', 4)")
    drawn(player.page)
    assert units(player) == [4, 2, 3]
    check_numbers(player, tapes, 0, [4, 2, 3])


def test_four_cells_stand_two_by_two_where_there_is_room(page):
    show_alone(page, ComparePlayer(together(ROAD), labels=LABELS))
    for width, rows in (1600, 2), (1250, 2), (900, 2), (400, 4):
        page.set_viewport_size({"width": width, "height": 1200})
        drawn(page)
        tops = {round(f.bounding_box()["y"]) for f in page.locator(".rnn-compare figure").all()}
        assert len(tops) == rows, width


def test_a_unit_is_chosen_by_number_and_a_map_by_the_mouse(player, tapes):
    box = band(player, 0).locator("input[name=unit]")
    box.fill("4")
    drawn(player.page)
    assert units(player) == [4, 2, 3]
    box.fill("99")
    player.focus()
    drawn(player.page)
    assert units(player) == [4, 2, 3]
    area = band(player, 2).locator("canvas[data-name=h]").bounding_box()
    player.page.mouse.click(area["x"] + area["width"] * 6.5 / 12, area["y"] + area["height"] / 8)
    drawn(player.page)
    assert (place(player), units(player)) == (6, [4, 2, 0])
    check_numbers(player, tapes, 6, [4, 2, 0])


def test_gates_instead_of_states(player, tapes):
    player.locator("[data-shown=gates]").click()
    drawn(player.page)
    names = [
        [canvas.get_attribute("data-name") for canvas in band(player, k).locator("canvas").all()]
        for k in range(3)
    ]
    assert names == [["a"], ["f", "i", "g", "o"], ["r", "n", "u"]]
    go(player, 4)
    for k, (tape, unit) in enumerate(zip(tapes.values(), [1, 2, 3], strict=True)):
        for name, value in written(
            band(player, k), ".map-label .number[data-name]:visible"
        ).items():
            assert value == pytest.approx(tape[name][4, 0, unit], abs=0.0051)
    player.locator("[data-shown=states]").click()
    drawn(player.page)
    assert band(player, 1).locator("canvas").count() == 2


def test_backward_shows_every_norm_on_one_axis(player, tapes):
    assert player.locator(".flow:visible").count() == 0
    press(player, "b")
    assert player.locator(".flow:visible").count() == 3
    powers = player.locator(".power").all_inner_texts()
    assert len({*powers}) == 2 and len(powers) == 6
    for t in (2, 8):
        go(player, t)
        for k, tape in enumerate(tapes.values()):
            for name, value in written(band(player, k), ".flow .number").items():
                state = name.removeprefix("‖∂L/∂").removesuffix("‖")
                true = np.linalg.norm(tape.back[state][t, 0])
                assert value == pytest.approx(true, rel=0.051, abs=1e-12), (k, name)
    press(player, "b")
    assert player.locator(".flow:visible").count() == 0


def test_the_height_of_a_curve_is_the_logarithm_of_the_norm(player, tapes):
    press(player, "b")
    low, high = player.page.evaluate("() => model.get('_axis')")
    for k, tape in enumerate(tapes.values()):
        path = band(player, k).locator("path[data-state=h]").get_attribute("d")
        points = [tuple(map(float, p.split())) for p in path.replace("M", "L").split("L")[1:]]
        norms = np.linalg.norm(tape.back["h"][:, 0], axis=1)
        norms = norms[norms > 0]
        assert len(points) == len(norms)
        for (_, y), norm in zip(points, norms, strict=True):
            part = (np.log10(norm) - low) / (high - low)
            assert y == pytest.approx(57 - 50 * part, abs=0.06)


def test_the_sentence_says_what_each_network_holds_and_expects(player, tapes):
    go(player, 3)
    said = player.locator(".said").inner_text()
    assert said.startswith("Step 4, input “l”.")
    for name, unit, memory in (("vanilla", 1, "h"), ("LSTM", 2, "c"), ("GRU", 3, "h")):
        value = f"{tapes[name][memory][3, 0, unit]:.2f}".replace("-", "−")
        assert f"{name}, unit {unit}: {memory} = {value}" in said
    assert "expects “y” (0.75)" in said
    press(player, "b")
    assert "GRU: ‖∂L/∂h‖ = " in player.locator(".said").inner_text()


def test_predictions_stand_beside_their_network(player):
    assert band(player, 2).locator(".guess").first.inner_text() == "y"
    assert band(player, 2).locator(".share").first.inner_text() == "0.75"


@pytest.mark.parametrize("name", notation.names("GRU"))
def test_symbols_are_those_of_the_course(player, name):
    player.locator("select[name=notation]").select_option(name)
    drawn(player.page)
    line = band(player, 2).locator(".memory .symbols").inner_text()
    equation = notation.equations("GRU", name)["h"].replace("⊙", "·").replace("⁻", "−")
    assert line == equation.replace("_", "")
    gauge = player.locator("figure[data-network='2'] [data-id=u] .symbol").text_content()
    assert gauge == notation.short("u", name).replace("_", "")


def test_diagrams_can_be_put_away(player):
    button = player.locator("[data-act=diagrams]")
    button.click()
    drawn(player.page)
    assert player.locator("svg.diagram:visible").count() == 0
    assert button.get_attribute("aria-pressed") == "false"
    go(player, 2)
    button.press("Enter")
    drawn(player.page)
    assert player.locator("svg.diagram:visible").count() == 3


def test_reset_brings_the_beginning_back(player):
    press(player, "End", "ArrowUp", "b")
    player.locator("[data-shown=gates]").click()
    player.locator("[data-act=reset]").click()
    drawn(player.page)
    assert (place(player), units(player)) == (0, [1, 2, 3])
    assert player.locator("[data-shown=states]").get_attribute("aria-pressed") == "true"
    assert player.locator("[data-way=forward]").get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("kinds", [KINDS, ROAD], ids=["three", "four"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_overlaps_or_sticks_out(page, kinds, scheme):
    page.emulate_media(color_scheme=scheme)
    show_alone(page, ComparePlayer(together(kinds), labels=LABELS, t=5))
    player = page.locator(".rnn-compare")
    for width in (400, 700, 1000, 1600):
        page.set_viewport_size({"width": width, "height": 1200})
        for way in ("forward", "backward"):
            player.locator(f"[data-way={way}]").click()
            for shown in ("states", "gates"):
                player.locator(f"[data-shown={shown}]").click()
                drawn(page)
                drawn(page)
                for figure in player.locator("figure").all():
                    assert faults(figure) == [], (width, way, shown)
                for label in player.locator(".map-label:visible").all():
                    assert label.evaluate("(label) => label.scrollWidth <= label.clientWidth")
                assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (
                    width,
                    way,
                    shown,
                )
    page.emulate_media(color_scheme="light")
    page.watch.check()


def test_a_masked_step_is_told_as_one(page):
    mask = np.ones((12, 2), bool)
    mask[9:, 0] = False
    show_alone(page, ComparePlayer(together(KINDS, mask=mask), t=10))
    player = page.locator(".rnn-compare")
    assert "the states are held" in player.locator(".said").inner_text()
    visible = "(n) => getComputedStyle(n).visibility"
    assert player.locator(".memory .numbers").first.evaluate(visible) == "hidden"


def test_runs_without_gradients_say_why_backward_is_closed(page):
    show_alone(page, ComparePlayer(together(KINDS, back=False)))
    assert page.locator("[data-way=backward]").is_disabled()
    page.locator(".rnn-compare").press("b")
    drawn(page)
    assert page.locator(".flow:visible").count() == 0


def test_closing_a_view_leaves_no_listener_behind(page, tapes):
    show_alone(page, ComparePlayer(tapes))
    page.evaluate("() => { window.before = listeners(); window.second = show(); }")
    page.evaluate("() => model.set('t', 4)")
    drawn(page)
    assert page.locator(".place").all_inner_texts() == ["step 5 of 12"] * 2
    page.evaluate("() => second()")
    assert page.evaluate("() => listeners() === before")
    page.evaluate("() => { close_view(); stop(); }")
    assert page.evaluate("() => listeners()") == 0
    page.watch.check()
