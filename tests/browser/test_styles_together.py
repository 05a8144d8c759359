"""Several widgets on one page bring a style sheet each, in the order in which they appear: it must
not matter which comes last."""

import pytest
from browser.pages import drawn
from browser.showcase import SHOWN
from widgets.each import FOLDERS, example

from rnnlib.widgets.shared.alone import show_alone

WIDTHS = (400, 1280)
CHANGED = """(sheets) => {
  const parts = ["display", "position", "visibility", "opacity", "color", "backgroundColor", "fill",
    "stroke", "strokeWidth", "strokeDasharray", "fontFamily", "fontSize", "fontStyle", "fontWeight",
    "textAlign", "textAnchor", "whiteSpace", "lineHeight", "cursor", "pointerEvents", "overflow",
    "borderTop", "borderLeft", "borderRadius", "outline", "padding", "margin", "zIndex"];
  const look = () => [...document.querySelectorAll(".rnn-player, .rnn-player *")].map((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const name = `${node.tagName}.${node.getAttribute("class") ?? ""}`;
    return [name, `box: ${[left, top, width, height]}`,
      ...parts.map((part) => `${part}: ${style[part]}`)];
  });
  const other = document.head.appendChild(document.createElement("style"));
  const before = look(), changed = {};
  for (const [name, css] of Object.entries(sheets)) {
    other.textContent = css;
    look().forEach((after, k) => {
      const differs = after.filter((told, j) => told !== before[k][j]);
      if (differs.length) changed[name] ??= [before[k][0], ...differs].join(" | ");
    });
  }
  other.remove();
  return changed;
}"""


@pytest.fixture(scope="module")
def sheets():
    """{folder: its style sheet} of every widget."""
    return {folder.name: str(example(folder)._css) for folder in FOLDERS}


@pytest.mark.parametrize("shown", SHOWN)
def test_a_widget_looks_the_same_beside_every_other(open_page, sheets, shown):
    page = open_page()
    page.emulate_media(reduced_motion="reduce")
    show_alone(page, SHOWN[shown]())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 1000})
        drawn(page)
        assert page.evaluate(CHANGED, sheets) == {}
    page.watch.check()
