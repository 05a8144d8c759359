"""CellPlayer in a page without a kernel: every cell, masks, clean-up, one clock."""

import numpy as np
import pytest
from browser.pages import check_closing, drawn, faults, number
from widgets.runs import run

import rnnlib
from rnnlib import notation
from rnnlib.diagrams import ALL
from rnnlib.widgets import CellPlayer
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1000)


@pytest.fixture(autouse=True)
def watched(page):
    yield
    page.watch.check()


@pytest.mark.parametrize("diagram", ALL, ids=lambda d: d.cell)
def test_every_cell_is_drawn_with_its_numbers_and_without_overlaps(page, diagram):
    tape, _ = run(getattr(rnnlib, f"{diagram.cell}Cell"))
    show_alone(page, CellPlayer(tape, t=5, unit=2))
    player = page.locator(".rnn-player")
    for width in (400, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        for way in ("forward", "backward"):
            player.locator(f"[data-way={way}]").click()
            for name in notation.names(diagram.cell):
                player.locator("select[name=notation]").select_option(name)
                drawn(page)
                drawn(page)
                assert faults(player) == [], (width, way, name)
    player.locator("[data-way=forward]").click()
    drawn(page)
    for name in ("h", *tape.cell.gates):
        gauge = player.locator(f"svg [data-id='{name}'] .number")
        if gauge.count():
            true = tape[name][5, 0, 2]
            assert number(gauge.text_content()) == pytest.approx(true, abs=0.0051)


@pytest.mark.parametrize("O", [3, 4])
def test_outputs_have_a_chooser_of_their_own(page, O):
    tape, _ = run(lambda D, H, **more: rnnlib.JordanCell(D, H, O, **more))
    page.set_viewport_size({"width": 1000, "height": 1000})
    show_alone(page, CellPlayer(tape, t=5, unit=3))
    player = page.locator(".rnn-player")

    def check(t, unit, output):
        drawn(page)
        true = {"h": tape["h"][t, 0, unit], "a": tape["a"][t, 0, unit]}
        true |= {"y": tape["y"][t, 0, output], "y⁻": tape.previous("y")[t, 0, output]}
        for name, value in true.items():
            gauge = player.locator(f"svg [data-id='{name}'] .number")
            assert number(gauge.text_content()) == pytest.approx(value, abs=0.0051), name
        text = player.locator(".formula[data-name=y] .result").inner_text()
        assert number(text) == pytest.approx(true["y"], abs=0.0051)
        assert player.locator(".said").inner_text().endswith("goes on to the next step.")
        assert f"unit {unit}, output {output}." in player.locator(".said").inner_text()

    check(5, 3, 0)
    player.locator("input[name=output]").fill("2")
    check(5, 3, 2)
    player.focus()
    for key in ("Shift+ArrowUp", "ArrowUp", "ArrowRight"):
        player.press(key)
    check(6, 2, 1)
    box = player.locator("canvas[data-name=y]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 8.5 / 12, box["y"] + box["height"] * (O - 0.5) / O)
    check(8, 2, O - 1)
    player.press("b")
    drawn(page)
    back = {"∂L/∂y": tape.back["y"][8, 0, O - 1], "∂L/∂z_a": tape.back["z_a"][8, 0, 2]}
    back["∂L/∂h"] = tape.back["y"][8, 0] @ tape.cell.params["V"][2]
    for name, value in back.items():
        text = player.locator(f".formula[data-name='{name}'] .result").inner_text()
        assert number(text) == pytest.approx(value, rel=0.051), name
    assert faults(player) == []


def test_a_masked_step_is_not_explained_by_equations_it_did_not_follow(page):
    mask = np.ones((12, 2), bool)
    mask[9:, 0] = False
    show_alone(page, CellPlayer(run(mask=mask)[0], t=10))
    assert "the state is held" in page.locator(".said").inner_text()
    assert (
        page.locator(".formula .numbers").first.evaluate("(n) => getComputedStyle(n).visibility")
        == "hidden"
    )
    assert page.locator(".label.held").count() == 3


def test_without_gradients_backward_says_why_it_is_closed(page):
    show_alone(page, CellPlayer(run(back=False)[0]))
    backward = page.locator("[data-way=backward]")
    assert backward.is_disabled()
    assert "call layer.backward first" in backward.get_attribute("title")
    page.locator(".rnn-player").press("b")
    drawn(page)
    assert page.locator("svg.backward").count() == 0


def test_a_run_whose_weights_have_changed_shows_results_without_sums(page):
    tape, layer = run()
    layer.params["U"] += 1
    show_alone(page, CellPlayer(tape))
    formula = page.locator(".formula[data-name=f]")
    assert formula.locator(".figure").count() == 0
    assert number(formula.locator(".result").inner_text()) == pytest.approx(
        tape["f"][0, 0, 0], abs=0.0051
    )


def test_closing_a_view_leaves_no_listener_behind(page):
    show_alone(page, CellPlayer(run()[0]))
    check_closing(page)
    assert page.locator(".rnn-player").count() == 0
    page.evaluate("() => model.set('t', 3)")
    drawn(page)


def test_two_views_do_not_make_the_clock_run_twice_as_fast(page):
    show_alone(page, CellPlayer(run(T=60)[0], speed=20.0))
    page.evaluate(
        """async () => {
             await show();
             window.start = performance.now();
             model.set("playing", true);
           }"""
    )
    page.wait_for_function("() => model.get('t') >= 15")
    t, passed = page.evaluate("() => [model.get('t'), performance.now() - start]")
    assert t <= 20 * passed / 1000 + 1


def test_stages_play_one_by_one(page):
    show_alone(page, CellPlayer(run()[0], stage="expose", speed=60.0))
    page.evaluate("() => model.set('playing', true)")
    page.wait_for_function("() => model.get('t') === 11 && !model.get('playing')")
    assert page.evaluate("() => model.get('stage')") == "expose"


def test_a_link_that_goes_too_far_shows_the_last_step(page):
    tape, _ = run()
    show_alone(page, CellPlayer(tape))
    page.evaluate("() => { model.set('t', 99); model.set('unit', 99) }")
    drawn(page)
    shown = number(page.locator("svg [data-id=h] .number").text_content())
    assert shown == pytest.approx(tape["h"][11, 0, 3], abs=0.0051)


def test_a_link_to_what_is_not_offered_shows_the_first_choice(page):
    from rnnlib.widgets import TextView

    show_alone(page, CellPlayer(run(rnnlib.GRUCell)[0], notation="goodfellow"))
    page.evaluate("() => { model.set('notation', 'memory'); model.set('stage', 'forget') }")
    drawn(page)
    assert page.locator("svg [data-id=u] .symbol").text_content() == "u"
    assert page.locator(".rnn-player").get_attribute("data-stage") == "all"
    show_alone(page, TextView(run()[0], "x" * 12))
    page.evaluate("() => { model.set('t', 99); model.set('unit', 99); model.set('name', 'u') }")
    drawn(page)
    assert "character 12: i of unit 3 = " in page.locator(".said").inner_text()


def test_the_smallest_run_has_a_picture_too(page):
    tape, _ = run(T=1, B=1, H=1)
    show_alone(page, CellPlayer(tape, labels=["\n"]))
    player = page.locator(".rnn-player")
    assert faults(player) == []
    assert player.locator(".label.current").inner_text() == "↵"
    assert "NaN" not in player.inner_text()
    player.press("ArrowRight")
    player.press(" ")
    page.wait_for_function("() => !model.get('playing')")
    assert player.locator(".place").inner_text() == "step 1 of 1"


def test_a_run_that_overflowed_is_shown_as_what_it_is(page):
    tape, _ = run(rnnlib.VanillaReLUCell, symbols=False, back=False)
    tape.inside("h")[5:, 1] = np.inf
    show_alone(page, CellPlayer(tape, t=7, unit=1))
    assert page.locator("svg [data-id=h] .number").text_content() == "∞"


def test_nothing_jumps_while_it_plays(page):
    page.set_viewport_size({"width": 420, "height": 1000})
    show_alone(page, CellPlayer(run()[0], direction="backward"))
    place = "() => document.querySelector('.heatmaps').getBoundingClientRect().top"
    tops = []
    for t in [*range(12), *range(12)]:
        page.evaluate("(t) => model.set('t', t)", t)
        drawn(page)
        tops.append(page.evaluate(place))
    assert len(set(tops[12:])) == 1
