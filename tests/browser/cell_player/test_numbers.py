"""CellPlayer in JupyterLab: what it shows is what the tape holds, in every notation."""

import pytest
from browser import sample as sampling
from browser.pages import drawn, go, number, place, press, unit, written

from rnnlib import notation

STAGES = ["forget", "write", "update", "expose"]


def check_forward(player, tape, t, k, b=0):
    """Gauges, results, heatmap labels and wires, all against the tape."""
    true = {name: tape[name][t, b, k] for name in tape.names}
    true |= {f"{name}⁻": tape.previous(name)[t, b, k] for name in "hc"}
    true |= {"f⊙c⁻": true["f"] * true["c⁻"], "i⊙g": true["i"] * true["g"]}
    shown = written(player, "svg .number[data-name], .formula .result, .map-label .number")
    assert len(shown) == 10 + 7 + 6 + 1
    for name, value in shown:
        assert value == pytest.approx(true[name], abs=0.00501), (name, t, k)


def test_the_numbers_shown_are_those_of_the_tape(player, truth):
    tape = truth[0]
    for t in (0, 1, 18, 40):
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
        results = dict(written(player, ".formula .result"))
        gauges = dict(written(player, "svg .node .number", "data-back"))
        for name in tape.back.names:
            true = tape.back[name][t, 0, 0]
            assert results[f"∂L/∂{name}"] == pytest.approx(true, rel=0.051)
            if abs(true) >= 0.1:
                assert gauges[f"∂L/∂{name}"] == pytest.approx(true, abs=0.0051)
            else:
                assert gauges[f"∂L/∂{name}"] == pytest.approx(true, rel=0.51)
    assert player.locator("svg.backward").count() == 1


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
    assert said.startswith("Step 4, input a space, unit 0. The forget gate f = ")
    assert f"f = {tape['f'][3, 0, 0]:.2f} keeps" in said
    press(player, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    said = player.locator(".said").inner_text()
    assert said.startswith("Step 4, input a space, unit 0. The cell state c goes from ")
