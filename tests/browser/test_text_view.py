"""TextView in JupyterLab: the exact number of every character, by mouse, by keys and linked."""

import inspect
import json
import re

import numpy as np
import pytest
from browser.pages import drawn, faults, number, told

from rnnlib import LanguageModel, LSTMCell, Recurrent, Text, notation
from rnnlib.analysis import sensitivity

TEXT = "def say(word):\n\treturn '(' + word\n\nsay(\"hi\")\n" * 4
SHOW = """\
import ipywidgets
from rnnlib.widgets import CellPlayer, TextView
_, tape = model().predict(TEXT)
view = TextView(tape.rnn, TEXT, sensitivity=sensitivity(model(), TEXT))
player = CellPlayer(tape.rnn, labels=list(TEXT))
for name in ("t", "unit"):
    ipywidgets.jslink((player, name), (view, name))
view"""
TELL = "import json; print(json.dumps({n: getattr(view, n) for n in view._start}))"
WORDS = {
    "\n": "a new line",
    "\t": "a tab",
    " ": "a space",
    '"': "a double quote",
    "'": "a single quote",
}
IMPORTS = """\
import numpy as np
from rnnlib import LanguageModel, LSTMCell, Recurrent, Text
from rnnlib.analysis import sensitivity
"""


def model():
    """A language model with lively weights: made once in the kernel and once more here."""
    rng = np.random.default_rng(3)
    text = Text(TEXT)
    made = LanguageModel(text, Recurrent(LSTMCell(text.V, 6, rng=rng)), rng=rng)
    for array in made.params.values():
        array *= 2.5
    return made


@pytest.fixture(scope="module")
def truth():
    """(the tape, the sensitivities), computed here."""
    made = model()
    return made.predict(TEXT)[1].rnn, sensitivity(made, TEXT)


@pytest.fixture(scope="module")
def page(open_notebook):
    cells = [
        IMPORTS + f"TEXT = {TEXT!r}\n" + inspect.getsource(model),
        SHOW,
        TELL,
        "view",
        "player",
    ]
    page = open_notebook("text", cells, width=1280, height=1000)
    page.locator(".rnn-text").nth(1).wait_for(timeout=60_000)
    return page


@pytest.fixture
def view(page):
    """The first view, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = page.locator(".rnn-text").first
    view.locator("[data-act=reset]").click()
    page.mouse.move(2, 2)
    view.locator(".letters").focus()
    drawn(page)
    yield view
    page.watch.check()


def traits(page):
    return json.loads(told(page, 2))


def said(view):
    drawn(view.page)
    return view.locator(".said").inner_text()


def press(view, *keys):
    for key in keys:
        view.press(key)
    drawn(view.page)


def test_every_character_stands_there(view):
    letters = view.locator(".letter").all_inner_texts()
    assert "".join(letters).replace("↵", "\n") == TEXT


@pytest.mark.parametrize("name", ["i", "f", "o", "g", "h", "c"])
def test_the_number_shown_is_that_of_the_tape(view, truth, name):
    tape, _ = truth
    view.locator(f"[data-choice={name}]").click()
    for t, unit in ((0, 0), (17, 2), (len(TEXT) - 1, 5)):
        view.locator(".scrub").fill(str(t))
        view.locator("input[name=unit]").fill(str(unit))
        text = said(view)
        assert f"character {t + 1}: {name} of unit {unit} = " in text
        assert number(text.split(" = ")[-1]) == pytest.approx(tape[name][t, 0, unit], abs=5.1e-5)


def parts(view):
    """The part of full colour behind every character, negative where it is hatched."""
    return np.array(
        view.locator(".letter").evaluate_all(
            """(all) => all.map((node) => (node.classList.contains("negative") ? -1 : 1)
                 * Number(node.style.getPropertyValue("--part")))"""
        )
    )


def test_colours_follow_the_numbers_and_their_sign(view, truth):
    tape, _ = truth
    for name, unit in (("c", 3), ("h", 1), ("f", 0)):
        view.locator(f"[data-choice={name}]").click()
        view.locator("input[name=unit]").fill(str(unit))
        drawn(view.page)
        values = tape[name][:, 0, unit]
        full = np.abs(values).max() if name == "c" else 1
        shown, true = parts(view), values / full
        clear = np.abs(true) > 0.04
        np.testing.assert_allclose(shown[clear], true[clear], atol=1.1e-3)
        assert (np.abs(shown[~clear]) <= 0.041).all()


def test_the_legend_says_what_full_colour_is(view, truth):
    tape, found = truth
    for name, low in (("c", -1), ("h", -1), ("f", 0)):
        view.locator(f"[data-choice={name}]").click()
        drawn(view.page)
        full = np.abs(tape[name][:, 0, 0]).max() if name == "c" else 1
        ends = [number(n) for n in view.locator(".ends .number").all_inner_texts()]
        assert ends == pytest.approx([low * full, full], rel=0.051)
    view.locator("[data-choice=sensitivity]").click()
    drawn(view.page)
    ends = [number(n) for n in view.locator(".ends .number").all_inner_texts()]
    assert ends == pytest.approx([found.values[0, 0] / 100, found.values[0, 0]], rel=0.051)


def test_influence_is_what_python_computed(view, truth):
    _, found = truth
    view.locator("[data-choice=sensitivity]").click()
    for t in (3, 40, 120):
        view.locator(".scrub").fill(str(t))
        text = said(view)
        row = found.values[t]
        order = np.argsort(-row[: t + 1], kind="stable")[:3]
        numbers = re.findall(r"\((?:itself|\d+ before)\) ([\d.]+(?:e−\d+)?)", text)
        assert [number(n) for n in numbers] == pytest.approx(row[order], abs=5.1e-5, rel=0.06)
        back = re.findall(r"\((itself|\d+) ?(?:before)?\)", text)
        assert [0 if b == "itself" else int(b) for b in back] == (t - order).tolist()
        shown = parts(view)
        wanted = np.clip(1 + np.log10(np.maximum(row, 1e-30) / row.max()) / 2, 0, 1)
        np.testing.assert_allclose(shown[: t + 1], wanted[: t + 1], atol=1e-3)
        assert (shown[t + 1 :] == 0).all()
        assert view.locator(".letter.unread").count() == len(TEXT) - t - 1
        word = WORDS.get(found.symbols[t], f"“{found.symbols[t]}”")
        assert f"the prediction of {word} is moved most by" in text


def test_a_quotation_mark_is_named_not_quoted(view):
    for symbol, word in (('"', "a double quote"), ("'", "a single quote"), ("\t", "a tab")):
        t = TEXT.index(symbol)
        view.locator(".scrub").fill(str(t))
        assert said(view).startswith(f"After {word}, character {t + 1}: ")


def test_hovering_shows_and_clicking_stays(page, view, truth):
    tape, _ = truth
    view.locator("[data-choice=h]").click()
    view.locator(".letter").nth(9).hover()
    text = said(view)
    assert "character 10:" in text
    assert number(text.split(" = ")[-1]) == pytest.approx(tape["h"][9, 0, 0], abs=5.1e-5)
    page.mouse.move(2, 2)
    assert "character 1:" in said(view)
    view.locator(".letter").nth(9).click()
    page.mouse.move(2, 2)
    assert "character 10:" in said(view)
    assert view.locator(".letter.current").inner_text() == TEXT[9]
    assert traits(page)["t"] == 9
    assert view.locator(".letters").get_attribute("aria-valuenow") == "10"
    assert view.locator(".scrub").get_attribute("aria-valuetext") == f"step 10 of {len(TEXT)}"


def test_keys(page, view):
    press(view, "ArrowRight", "ArrowRight", "ArrowLeft", "Shift+ArrowRight", "ArrowDown")
    told = traits(page)
    assert (told["t"], told["unit"]) == (11, 1)
    view.locator("input[name=unit]").press("ArrowUp")
    assert traits(page)["unit"] == 2
    view.locator(".letters").focus()
    press(view, "End", "Shift+ArrowRight")
    assert f"character {len(TEXT)}:" in said(view)
    view.locator(".scrub").press("Shift+ArrowLeft")
    assert f"character {len(TEXT) - 10}:" in said(view)
    view.locator(".letters").focus()
    press(view, "Home", "Shift+ArrowLeft")
    assert "character 1:" in said(view)
    cells = page.locator(".jp-Cell").count()
    press(view, "b", "a", "x")
    assert page.locator(".jp-Cell").count() == cells, "JupyterLab took a key for itself"
    view.locator("select[name=speed]").select_option("60")
    view.locator(".letters").focus()
    press(view, " ")
    page.wait_for_function("() => document.querySelector('.rnn-text .scrub').value > 3")
    assert view.locator(".said").get_attribute("aria-live") == "off"
    press(view, " ")
    text = said(view)
    assert view.locator(".letters").get_attribute("aria-valuetext") == text


def test_the_current_character_is_scrolled_into_sight(view):
    press(view, "End")
    view.page.wait_for_function(
        """() => {
             const [room, letter] = [".letters", ".letter.current"].map((part) =>
               document.querySelector(`.rnn-text ${part}`).getBoundingClientRect());
             return room.top <= letter.top && letter.top + letter.height / 2 <= room.bottom;
           }"""
    )


def test_symbols_are_those_of_the_course(view):
    for name in notation.NAMES:
        view.locator("select[name=notation]").select_option(name)
        drawn(view.page)
        for quantity in "ifogch":
            text = view.locator(f"[data-choice={quantity}]").inner_text()
            assert text == notation.short(quantity, name).replace("_", "")


def test_linked_with_a_cell_player(page, view):
    press(view, "End", "ArrowDown", "ArrowDown")
    page.locator(".rnn-player:not(.rnn-text)").first.scroll_into_view_if_needed()
    player = page.locator(".rnn-player:not(.rnn-text)").first
    assert player.locator(".scrub").input_value() == str(len(TEXT) - 1)
    assert player.locator("input[name=unit]").input_value() == "2"
    player.focus()
    player.press("Home")
    drawn(page)
    assert "character 1:" in said(view)


def test_python_moves_the_page_and_a_second_view_follows(page, view):
    page.evaluate(
        """async (code) => {
             const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
             await kernel.requestExecute({ code }).done;
           }""",
        "view.t = 30; view.name = 'f'; view.unit = 4",
    )
    page.wait_for_function("() => document.querySelector('.rnn-text .scrub').value === '30'")
    assert "character 31: f of unit 4 = " in said(view)
    other = page.locator(".rnn-text").nth(1)
    assert said(other) == said(view)
    other.locator("[data-choice=sensitivity]").click()
    assert "is moved most by" in said(view)
    assert traits(page)["mode"] == "sensitivity"


def test_every_control_is_reached_by_tab_and_shows_its_focus(page, view):
    view.focus()
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                 const node = document.activeElement;
                 return document.querySelector('.rnn-text').contains(node)
                   ? [node.dataset.choice ?? node.dataset.act ?? node.name ?? node.className,
                      parseFloat(getComputedStyle(node).outlineWidth)] : null;
               }"""
        )
        if not found:
            break
        assert found[1] >= 2, found
        reached.append(found[0])
    assert {*"ifogch", "sensitivity", "play", "unit", "notation", "letters"} <= set(reached)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_sticks_out(page, view, theme):
    page.evaluate(
        "(theme) => jupyterapp.commands.execute('apputils:change-theme', { theme })", theme
    )
    dark = "dark" if "Dark" in theme else "light"
    page.locator(f".rnn-text[data-theme={dark}]").first.wait_for()
    page.set_viewport_size({"width": 1760, "height": 1000})
    for width in (400, 900, 1600):
        view.evaluate("(root, w) => { root.style.width = `${w}px` }", width)
        page.wait_for_timeout(150)
        for choice in ("c", "sensitivity"):
            view.locator(f"[data-choice={choice}]").click()
            drawn(page)
            assert faults(view) == [], (width, choice)
            columns = "(body) => getComputedStyle(body).gridTemplateColumns.split(' ').length"
            assert view.locator(".body").evaluate(columns) == 1, "another widget's style reaches in"
    view.evaluate("(root) => { root.style.width = '' }")
    page.set_viewport_size({"width": 1280, "height": 1000})


def test_closing_a_view_leaves_the_other_alone(page, view):
    page.evaluate(
        """async () => {
             jupyterapp.shell.currentWidget.content.activeCellIndex = 3;
             await jupyterapp.commands.execute('notebook:clear-cell-output');
           }"""
    )
    page.wait_for_function("() => document.querySelectorAll('.rnn-text').length === 1")
    view.locator(".letters").focus()
    press(view, "ArrowRight")
    assert "character 2:" in said(view)
