"""ComparePlayer: one cursor, the units and maps of every network."""

import numpy as np
import pytest
from browser.compare_player.helpers import LABELS, ROAD, band, check_numbers, units, written
from browser.pages import drawn, go, place, press
from widgets.runs import together

from rnnlib.widgets import ComparePlayer
from rnnlib.widgets.shared.alone import show_alone


def test_one_cursor_moves_all_networks(player, tapes):
    for t in (0, 5, 11):
        go(player, t)
        assert place(player) == t
        check_numbers(player, tapes, t, [1, 2, 3])
    label = player.locator(".label.current").bounding_box()
    for network in player.locator(".band").all():
        cursor = network.locator(".rows > .cursor").bounding_box()
        assert cursor["x"] == pytest.approx(label["x"] - 1.5, abs=2)
        for canvas in network.locator("canvas.map").all():
            box = canvas.bounding_box()
            middle = box["x"] + box["width"] * 11.5 / 12
            assert cursor["x"] <= middle <= cursor["x"] + cursor["width"]
            assert cursor["y"] <= box["y"] < cursor["y"] + cursor["height"]


def test_the_cursor_does_not_run_through_words(player):
    go(player, 1)  # where the formulas stand
    for network in player.locator(".band").all():
        words = network.locator(".head").bounding_box()
        cursor = network.locator(".rows > .cursor").bounding_box()
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
