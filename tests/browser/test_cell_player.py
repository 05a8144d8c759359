"""CellPlayer in JupyterLab: every key and control, and its numbers against those of the tape."""

import inspect

import pytest
from browser import sample as sampling
from browser.pages import drawn, faults, number, run_cell

from rnnlib import notation

STAGES = ["forget", "write", "update", "expose"]
SHOW = """\
from rnnlib.widgets import CellPlayer
tape, p, alphabet = sample()
player = CellPlayer(tape, labels=list(TEXT[:-1]), predictions=p, symbols=alphabet)
player"""


@pytest.fixture(scope="module")
def truth():
    """The same run, here: (tape, probabilities, alphabet)."""
    return sampling.sample()


@pytest.fixture(scope="module")
def page(open_notebook):
    cells = [inspect.getsource(sampling), SHOW, "print(player.t, player.unit)", "player"]
    page = open_notebook("player", cells, width=1280, height=1400)
    page.locator(".rnn-player").first.wait_for(timeout=60_000)
    page.locator(".rnn-player").nth(1).wait_for(timeout=60_000)
    return page


@pytest.fixture
def player(page):
    """The first view, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-player").first
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(page)
    yield view
    page.watch.check()


def go(player, t):
    player.locator(".scrub").fill(str(t))
    drawn(player.page)


def press(player, *keys):
    for key in keys:
        player.press(key)
    drawn(player.page)


def place(player):
    return int(player.locator(".place").inner_text().split()[2])


def unit(player):
    return int(player.locator("input[name=unit]").input_value())


def written(player, selector, attribute="data-name"):
    """{name: number} of all elements that show one."""
    pairs = player.locator(selector).evaluate_all(
        "(nodes, a) => nodes.map((node) => [node.getAttribute(a), node.textContent])", attribute
    )
    return {name: number(text) for name, text in pairs}


def check_forward(player, tape, t, k, b=0):
    for selector in ("svg .node .number", ".formula .result", ".map-label .number"):
        shown = written(player, selector)
        assert {"f", "i", "g", "o", "c", "h"} <= shown.keys()
        for name, value in shown.items():
            old = name.endswith("⁻")
            true = tape.previous(name[0])[t, b, k] if old else tape[name][t, b, k]
            assert value == pytest.approx(true, abs=0.00501), (selector, name, t, k)
    parts = written(player, "svg .wire-number")
    assert parts["f⊙c⁻"] == pytest.approx(
        tape["f"][t, b, k] * tape.previous("c")[t, b, k], abs=0.0051
    )
    assert parts["i⊙g"] == pytest.approx(tape["i"][t, b, k] * tape["g"][t, b, k], abs=0.0051)


def test_the_numbers_shown_are_those_of_the_tape(player, truth):
    tape = truth[0]
    for t in range(0, len(tape), 5):
        go(player, t)
        for k in range(6):
            assert (place(player), unit(player)) == (t, k)
            check_forward(player, tape, t, k)
            press(player, "ArrowDown")
        press(player, *["ArrowUp"] * 5)


def test_the_formula_is_filled_with_the_numbers(player, truth):
    tape = truth[0]
    press(player, "ArrowRight", "ArrowRight", "ArrowRight")
    f, c, i, g = (tape[name][3, 0, 0] for name in "fcig")
    old = tape.previous("c")[3, 0, 0]
    figures = player.locator(".formula[data-name=c] .figure").all_inner_texts()
    assert [number(text.strip("()")) for text in figures] == pytest.approx(
        [f, old, i, g], abs=0.0051
    )
    text = player.locator(".formula[data-name=c]").inner_text()
    assert text.startswith("c = f·c− + i·g = ")
    assert number(text.split(" = ")[-1]) == pytest.approx(c, abs=0.0051)


def test_gradients_are_those_of_the_backward_run(player, truth):
    tape = truth[0]
    press(player, "End", "b")
    for t in (40, 33, 20, 7):
        go(player, t)
        results = written(player, ".formula .result")
        gauges = written(player, "svg .node .number", "data-back")
        for name in tape.back.names:
            true = tape.back[name][t, 0, 0]
            assert results[f"∂L/∂{name}"] == pytest.approx(true, rel=0.051)
            if abs(true) >= 0.1:
                assert gauges[f"∂L/∂{name}"] == pytest.approx(true, abs=0.0051)
            else:
                assert gauges[f"∂L/∂{name}"] == pytest.approx(true, rel=0.51)
    assert player.locator("svg.backward").count() == 1


def test_every_key(player):
    press(player, "ArrowRight", "ArrowRight", "ArrowLeft")
    assert place(player) == 1
    press(player, "End")
    assert place(player) == 40
    press(player, "ArrowRight")
    assert place(player) == 40
    press(player, "Home", "ArrowLeft")
    assert place(player) == 0
    press(player, "ArrowDown", "ArrowDown", "ArrowUp")
    assert unit(player) == 1
    press(player, "b")
    assert player.locator("[data-way=backward]").get_attribute("aria-pressed") == "true"
    press(player, "b")
    assert player.locator("[data-way=forward]").get_attribute("aria-pressed") == "true"
    press(player, "Shift+ArrowRight", "Shift+ArrowRight")
    assert player.get_attribute("data-stage") == "write"
    press(player, "Shift+ArrowLeft", "Shift+ArrowLeft")
    assert player.get_attribute("data-stage") == "forget"
    press(player, *["Shift+ArrowRight"] * 4)
    assert (place(player), player.get_attribute("data-stage")) == (1, "forget")
    cells = player.page.locator(".jp-Cell").count()
    press(player, "b", "a", "x")
    assert player.page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"


def test_space_plays_and_pauses(player):
    player.locator("select[name=speed]").select_option("60")
    player.focus()
    press(player, " ")
    player.page.wait_for_function("() => document.querySelector('.scrub').value > 3")
    assert player.locator(".said").get_attribute("aria-live") == "off"
    press(player, " ")
    stopped = place(player)
    player.page.wait_for_timeout(150)
    assert place(player) == stopped
    assert player.locator(".said").get_attribute("aria-live") == "polite"


@pytest.mark.parametrize(("way", "start", "end"), [("forward", 38, 40), ("backward", 2, 0)])
def test_playing_stops_at_its_end_and_starts_over(player, way, start, end):
    play = player.locator("[data-act=play]")
    player.locator(f"[data-way={way}]").click()
    player.locator("select[name=speed]").select_option("30")
    go(player, start)
    play.click()
    player.page.wait_for_function(f"() => Number(document.querySelector('.scrub').value) === {end}")
    player.locator("[data-act=play][aria-pressed=false]").wait_for()
    play.click()
    player.page.wait_for_function(
        f"() => Math.abs(document.querySelector('.scrub').value - {end}) > 30"
    )
    play.click()


def test_every_button(player):
    steps = {"forth": 1, "last": 40, "back": 39, "first": 0}
    for name, end in steps.items():
        player.locator(f"[data-act={name}]").click()
        drawn(player.page)
        assert place(player) == end, name


def test_reset_brings_everything_back(player):
    press(player, "End", "ArrowDown", "b", "Shift+ArrowRight")
    player.locator("select[name=notation]").select_option("ng")
    player.locator("select[name=speed]").select_option("16")
    player.locator("[data-act=reset]").click()
    drawn(player.page)
    assert (place(player), unit(player), player.get_attribute("data-stage")) == (0, 0, "all")
    assert player.locator("select[name=notation]").input_value() == "house"
    assert player.locator("select[name=speed]").input_value() == "4"
    assert player.locator("[data-way=forward]").get_attribute("aria-pressed") == "true"


def test_unit_and_sequence_are_chosen_by_number(player, truth):
    before = player.locator("svg [data-id=c] .number").text_content()
    player.locator("input[name=batch]").fill("1")
    player.page.wait_for_function(
        "(old) => document.querySelector('svg [data-id=c] .number').textContent !== old", arg=before
    )
    player.locator("input[name=unit]").fill("4")
    drawn(player.page)
    check_forward(player, truth[0], 0, 4, b=1)
    player.locator("input[name=unit]").fill("99")
    player.focus()
    drawn(player.page)
    assert unit(player) == 5


def test_a_heatmap_is_a_map(player):
    box = player.locator("canvas[data-name=o]").bounding_box()
    x, y = box["x"] + box["width"] * 20.5 / 41, box["y"] + box["height"] * 3.5 / 6
    player.page.mouse.click(x, y)
    drawn(player.page)
    assert (place(player), unit(player)) == (20, 3)
    cursor = player.locator(".cursor").bounding_box()
    assert cursor["x"] <= x <= cursor["x"] + cursor["width"]
    player.page.mouse.move(x, y)
    player.page.mouse.down()
    player.page.mouse.move(x + box["width"] * 5 / 41, y)
    player.page.mouse.up()
    drawn(player.page)
    assert place(player) == 25


def test_stages_tell_the_step_in_order(player):
    for k, stage in enumerate(STAGES):
        player.locator(f".stage-name[data-stage={stage}]").click()
        drawn(player.page)
        phases = player.locator(".stage").evaluate_all("(all) => all.map((s) => s.dataset.phase)")
        assert phases == ["past"] * k + ["now"] + ["future"] * (3 - k)
    assert player.locator("svg [data-id=h]").get_attribute("data-phase") == "now"
    player.locator(".stage-name[data-stage=expose]").click()
    drawn(player.page)
    assert player.get_attribute("data-stage") == "all"
    player.locator("[data-way=backward]").click()
    drawn(player.page)
    order = player.locator(".stage-name").evaluate_all("(all) => all.map((s) => s.dataset.stage)")
    assert order == STAGES[::-1]


@pytest.mark.parametrize("name", notation.NAMES)
def test_symbols_are_those_of_the_course(player, name):
    player.locator("select[name=notation]").select_option(name)
    drawn(player.page)
    raised = {"⁻": "−", "_": ""}
    for quantity, equation in notation.equations("LSTM", name).items():
        for mark, shown in raised.items():
            equation = equation.replace(mark, shown)
        text = player.locator(f".formula[data-name={quantity}] .symbols").inner_text()
        assert text == equation.replace("⊙", "·")
    gauge = player.locator("svg [data-id=f] .symbol").text_content()
    assert gauge == notation.short("f", name).replace("_", "")


def test_the_sequence_and_the_prediction(player, truth):
    _, p, alphabet = truth
    press(player, *["ArrowRight"] * 8)
    assert player.locator(".label.current").inner_text() == sampling.TEXT[8]
    assert "␣" in player.locator(".strip").inner_text()
    best = p[8, 0].argmax()
    assert player.locator(".guess").first.inner_text() == alphabet[best]
    share = number(player.locator(".share").first.inner_text())
    assert share == pytest.approx(p[8, 0, best], abs=0.0051)
    player.locator(".label").nth(3).click()
    drawn(player.page)
    assert place(player) == 3


def test_a_sentence_says_what_the_step_did(player, truth):
    tape = truth[0]
    press(player, *["ArrowRight"] * 3)
    said = player.locator(".said").inner_text()
    assert said.startswith("Step 3, input a space, unit 0. The forget gate f = ")
    assert f"f = {tape['f'][3, 0, 0]:.2f} keeps" in said
    press(player, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    said = player.locator(".said").inner_text()
    assert said.startswith("Step 3, input a space, unit 0. The cell state c goes from ")


def test_python_moves_the_page_and_the_page_moves_python(page, player):
    page.evaluate(
        """async () => {
             const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             await kernel.requestExecute({ code: 'player.t = 7; player.unit = 2' }).done;
           }"""
    )
    player.page.wait_for_function("() => document.querySelector('.scrub').value === '7'")
    drawn(page)
    assert unit(player) == 2
    press(player, "ArrowRight", "ArrowDown")
    page.wait_for_timeout(300)
    assert run_cell(page, 2).split() == ["8", "3"]


def test_two_views_stay_in_step(page, player):
    other = page.locator(".rnn-player").nth(1)
    press(player, "ArrowRight", "ArrowDown", "Shift+ArrowRight")
    assert (place(other), unit(other)) == (1, 1)
    assert other.get_attribute("data-stage") == "forget"
    other.focus()
    press(other, "End")
    assert place(player) == 40


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, player):
    wanted = player.locator("button:not(:disabled), select, input:not([type=hidden])").count()
    player.focus()
    reached = 0
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => document.querySelector('.rnn-player').contains(document.activeElement)
                 && getComputedStyle(document.activeElement).outlineWidth"""
        )
        if not outline:
            break
        assert float(outline.removesuffix("px")) >= 2
        reached += 1
    assert reached == wanted


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_overlaps_or_sticks_out(page, player, theme):
    page.evaluate(
        "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )
    dark = "dark" if "Dark" in theme else "light"
    page.locator(f".rnn-player[data-theme={dark}]").first.wait_for()
    page.set_viewport_size({"width": 1760, "height": 1200})
    for width in (400, 900, 1600):
        player.evaluate("(root, w) => { root.style.width = `${w}px` }", width)
        page.wait_for_timeout(150)
        for name in notation.NAMES:
            player.locator("select[name=notation]").select_option(name)
            for way in ("forward", "backward"):
                player.locator(f"[data-way={way}]").click()
                go(player, 17)
                assert faults(player) == [], (width, name, way)
    player.evaluate("(root) => { root.style.width = '' }")
    page.set_viewport_size({"width": 1280, "height": 1400})


def test_a_narrow_window_is_enough(page, player):
    page.set_viewport_size({"width": 400, "height": 900})
    page.wait_for_timeout(300)
    assert faults(player) == []
    page.set_viewport_size({"width": 1280, "height": 1400})
    page.wait_for_timeout(200)


def test_reduced_motion_is_honoured(page, player):
    press(player, "Shift+ArrowRight")
    moving = """(root) => [
      getComputedStyle(root.querySelector("[data-phase=now] .flow")).animationName,
      getComputedStyle(root.querySelector(".level")).transitionDuration]"""
    assert player.evaluate(moving) == ["rnn-flow", "0.12s, 0.12s"]
    page.emulate_media(reduced_motion="reduce")
    assert player.evaluate(moving) == ["none", "0s"]
    page.emulate_media(reduced_motion="no-preference")


def test_closing_a_view_leaves_the_other_alone(page, player):
    page.evaluate(
        """async () => {
             jupyterapp.shell.currentWidget.content.activeCellIndex = 3;
             await jupyterapp.commands.execute('notebook:clear-cell-output');
           }"""
    )
    page.wait_for_function("() => document.querySelectorAll('.rnn-player').length === 1")
    player.focus()
    press(player, "ArrowRight")
    assert place(player) == 1
