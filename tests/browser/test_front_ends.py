"""Every widget with a kernel, in JupyterLab and Notebook 7: drawn, keys, scrub, light and dark."""

import json

import pytest
from browser.lab import change_theme
from browser.pages import drawn, told
from widgets.each import FOLDERS, example

START = """\
from importlib import import_module, util


def show(folder):
    package = f"rnnlib.widgets.{folder}"
    if util.find_spec(f"{package}.example"):
        return import_module(f"{package}.example").example()
    (name,) = import_module(package).__all__
    return getattr(import_module(package), name)()


shown = {}"""
TELL = """\
import json
print(json.dumps({name: getattr(widget, "t", None) for name, widget in shown.items()}))"""
NAMES = [folder.name for folder in FOLDERS]

# What the front ends do by themselves, without any widget.
AT = {"lab": "doc/tree", "notebook": "notebooks"}
OWN = {
    "lab": (),
    "notebook": ("reading 'schema'", "Command 'filebrowser:open-path' not registered"),
}

# The colours of a view: its text's, and that of what lies behind it.
COLOURS = """(view) => {
  const solid = (node) => !node ? "rgb(255, 255, 255)"
    : /, 0\\)|transparent/.test(getComputedStyle(node).backgroundColor) ? solid(node.parentElement)
    : getComputedStyle(node).backgroundColor;
  const grey = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [grey(getComputedStyle(view).color), grey(solid(view))];
}"""


@pytest.fixture(scope="module", params=AT)
def page(request, open_notebook):
    """A notebook with a cell for every widget, and one that tells what Python knows of them."""
    cells = [START, *(f'shown["{name}"] = show("{name}")\nshown["{name}"]' for name in NAMES), TELL]
    own = {"at": AT[request.param], "forgiven": OWN[request.param]}
    page = open_notebook(f"in_{request.param}", cells, width=1400, height=1100, **own)
    view_of(page, NAMES[-1])
    return page


def view_of(page, name):
    view = page.locator(".jp-CodeCell").nth(1 + NAMES.index(name)).locator(".rnn-player").first
    view.wait_for(timeout=300_000)
    view.scroll_into_view_if_needed()
    return view


@pytest.mark.parametrize("name", NAMES)
def test_it_is_drawn_and_takes_its_keys_itself(page, name):
    view = view_of(page, name)
    assert view.inner_text().strip()
    cells = page.locator(".jp-Cell").count()
    view.focus()
    for key in ("b", "a", "ArrowDown", "End", "Home", "ArrowRight", "ArrowLeft"):
        view.press(key)
    drawn(page)
    assert view.evaluate("(view) => view.contains(document.activeElement)")
    assert page.locator(".jp-Cell").count() == cells
    page.watch.check()


def test_python_hears_of_every_scrub(page):
    last = {}
    for name in NAMES:
        scrub = view_of(page, name).locator("input.scrub")
        if scrub.count():
            last[name] = int(scrub.first.get_attribute("max"))
            scrub.first.fill(str(last[name]))
    heard = json.loads(told(page, len(NAMES) + 1))
    players = {name for name in NAMES if hasattr(example_of(name), "t")}
    assert len(last) >= 8 and players >= last.keys()
    assert {name: heard[name] for name in last} == last
    page.watch.check()


def example_of(name):
    return example(next(folder for folder in FOLDERS if folder.name == name))


@pytest.mark.parametrize("theme", ["Dark", "Light"])
def test_it_wears_the_theme_of_the_front_end(page, theme):
    change_theme(page, f"JupyterLab {theme}")
    page.wait_for_function(
        "(light) => document.body.dataset.jpThemeLight === light", arg=str(theme == "Light").lower()
    )
    for name in NAMES:
        view = view_of(page, name)
        drawn(page)
        text, ground = view.evaluate(COLOURS)
        assert (text < ground) == (theme == "Light"), name
        light, dark = max(text, ground), min(text, ground)
        assert (light + 0.05) / (dark + 0.05) > 4.5, name
    page.watch.check()
