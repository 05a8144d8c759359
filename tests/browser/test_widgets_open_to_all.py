"""Every widget is open to everyone: by eye, by ear, by keyboard, in the reader's own colours."""

from pathlib import Path

import pytest
from browser.open_to_all import inks, lost, tab_faults, tools, violations
from browser.pages import drawn
from browser.showcase import SHOWN

from rnnlib import widgets
from rnnlib.chapters.page import writer
from rnnlib.widgets.shared.alone import show_alone
from rnnlib.widgets.shared.player import Player

KINDS = [name for name in SHOWN if not name.startswith("CellPlayer") or name.endswith(" LSTM")]
each_kind = pytest.mark.parametrize("name", KINDS)
THEME = (Path(writer.SITE) / "theme.css").read_text("utf-8")
LIVE = "[aria-live]:not([aria-live=off]), [role=status]"
# what needs a name: what can be operated, and what is a picture
NAMED = {"button", "checkbox", "combobox", "image", "radio", "slider", "spinbutton", "textbox"}
OPERATED = NAMED - {"image"}


def plays(name):
    """Whether a widget has steps."""
    return issubclass(getattr(widgets, name.split()[0]), Player)


@pytest.fixture(scope="module")
def blank(open_page):
    page = open_page(width=1000, height=900, reduced_motion="reduce")
    yield page
    page.watch.check()


@pytest.fixture
def shown(blank):
    """`shown(name)` → the page with that widget, in the colours that chapters' pages have."""

    def shown(name):
        blank.set_viewport_size({"width": 1000, "height": 900})
        blank.emulate_media(forced_colors="none", color_scheme="light")
        show_alone(blank, SHOWN[name]())
        blank.add_style_tag(content=THEME + "body { background: var(--jp-layout-color1) }")
        drawn(blank)
        return blank

    return shown


def turned(page, theme):
    page.evaluate(
        "(light) => (document.documentElement.dataset.jpThemeLight = light)", theme == "light"
    )
    drawn(page)


def played(page):
    page.evaluate("() => { model.set('speed', 60); model.set('playing', true); }")


def with_kernel(page):
    """The view that JupyterLab shows: some have parts that need Python, and say what it refused."""
    page.evaluate("""async () => {
      close_view();
      model.kernel = true;
      model.set("_problem", "digits: expected at least one digit, got nothing");
      window.close_view = await show();
    }""")


def pressed_all(page):
    """Every choice that is offered as a button, one after the other, and the folds opened."""
    for button in page.locator(".rnn-player button[aria-pressed=false]:not([data-act])").all():
        if button.is_visible() and button.is_enabled():
            button.click()
    drawn(page)


STATES = [  # (theme, width, what is done)
    ("light", 1000, lambda page: page.locator(".rnn-player").press("Home")),
    ("dark", 400, lambda page: page.locator(".rnn-player").press("End")),
    ("dark", 1600, lambda page: page.locator(".rnn-player").press("b")),
    ("light", 640, played),
    ("light", 400, with_kernel),
    ("dark", 1000, pressed_all),
]


@each_kind
def test_nobody_is_shut_out_whatever_is_done(shown, name):
    page, found = shown(name), []
    for theme, width, act in STATES:
        turned(page, theme)
        page.set_viewport_size({"width": width, "height": 900})
        act(page)
        drawn(page)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        found += [(theme, width, one) for one in violations(page, ".rnn-player")]
    assert found == []


@each_kind
def test_tab_comes_to_every_control_and_on(shown, name):
    page = shown(name)
    found, stops = tab_faults(page)
    assert found == []
    assert stops >= 2, "only its root can be reached: it has no controls, as forwardBar makes them"


@each_kind
def test_every_control_and_picture_has_a_name_of_its_own(shown, name):
    page = shown(name)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def written(node, key):
        return node.get(key, {}).get("value", "")

    def place(node):
        """The named groups around a node."""
        above = by_id.get(node.get("parentId"))
        return () if above is None else (written(above, "name"), *place(above))

    told = [n for n in nodes if not n["ignored"] and written(n, "role") in NAMED]
    assert [written(n, "role") for n in told if not written(n, "name").strip()] == []
    names = [(written(n, "name"), *place(n)) for n in told if written(n, "role") in OPERATED]
    assert names, "it has no controls, as forwardBar makes them"
    assert sorted(set(names)) == sorted(names)
    # what is drawn is a picture with a name, part of one, or told in words and hidden
    bare = """(root) => [...root.querySelectorAll("svg, canvas, img")].filter((node) =>
      !node.closest("[aria-hidden=true], [role=img], button, [role=slider]") && !node.alt)
      .map((node) => node.outerHTML.slice(0, 100))"""
    assert page.locator(".rnn-player").evaluate(bare) == []


@pytest.mark.parametrize("name", [name for name in KINDS if plays(name)])
def test_a_step_is_told_in_one_sentence_and_playing_in_none(shown, name):
    page = shown(name)
    tools(page)
    view = page.locator(".rnn-player")
    assert view.locator(".said").count() == 1, "it has no sentence: a p.said with aria-live"
    view.press("Home")
    drawn(page)
    page.evaluate("() => { window.heard = open.listen(document.body); }")
    view.press("ArrowRight")
    drawn(page)
    told = page.evaluate("() => [...new Set(heard())]")
    assert told == [view.locator(".said").text_content()], "told: expected .said, and no more"
    assert any(letter.isdigit() for letter in told[0])
    t = page.evaluate("() => model.get('t')")
    page.evaluate("() => { model.set('speed', 8); model.set('playing', true); }")
    drawn(page)
    page.evaluate("() => heard()")
    page.wait_for_function("(t) => model.get('t') !== t", arg=t)
    told = page.evaluate("() => (model.get('playing') ? heard() : [])")
    assert told == [], "while it plays, its sentence has aria-live=off"
    page.evaluate("() => model.set('playing', false)")
    drawn(page)
    assert page.locator(f".rnn-player :is({LIVE})").count() >= 1, "it would be told again"


@each_kind
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_reader_s_own_colours_take_no_meaning_away(shown, name, scheme):
    """Whatever stands out by a colour does so with forced colours; hues that differ still do."""
    page = shown(name)
    turned(page, scheme)
    before = inks(page)
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    drawn(page)
    assert len(before) > 10, "hardly anything is drawn or written in colour: nothing to compare"
    assert lost(before, inks(page)) == []


def test_without_the_widgets_own_rule_colours_would_be_lost(shown):
    page = shown("CellPlayer LSTM")
    turned(page, "dark")
    before = inks(page)
    page.add_style_tag(content=".rnn-player { forced-color-adjust: auto !important }")
    page.emulate_media(color_scheme="dark", forced_colors="active")
    drawn(page)
    gone = lost(before, inks(page))
    assert any(".bar " in part for part in gone), "the bars of the prediction"
