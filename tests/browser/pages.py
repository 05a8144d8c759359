"""What tests do on an open page."""

from urllib.parse import urlsplit

EMPTY = "<!doctype html><link rel=icon href=data:,>"  # asks no server for an icon


def serve(page, folder):
    """An empty page on which the scripts of the folder can be imported, by their places in it."""

    def script(route):
        route.fulfill(path=folder / urlsplit(route.request.url).path.lstrip("/"))

    page.route("**/*.js", script)
    page.route("**/start", lambda route: route.fulfill(body=EMPTY, content_type="text/html"))
    page.goto("http://localhost/start")


def order(page, index, command):
    """Have something done with one cell of the open notebook, and wait for its end."""
    page.evaluate(
        """async ([index, command]) => {
             jupyterapp.shell.currentWidget.content.activeCellIndex = index;
             await jupyterapp.commands.execute(command);
           }""",
        [index, command],
    )


def run_cell(page, index):
    """Run one code cell of the open notebook, wait for its end, and return its printed text."""
    order(page, index, "notebook:run-cell")
    cell = page.locator(".jp-CodeCell").nth(index)
    return "".join(cell.locator(".jp-OutputArea-output pre").all_inner_texts())


def told(page, index):
    """What a cell prints when the kernel knows all that the page knows, however busy they are.

    A widget has at most one message under way and keeps what changes meanwhile; the end of a first
    run says that the message was answered and the rest sent, so the second run comes after it.
    """
    drawn(page)
    run_cell(page, index)
    return run_cell(page, index)


def number(text):
    """A number as the page writes it, with its own minus sign."""
    return float(text.replace("−", "-"))


def drawn(page):
    """Wait until everything asked for has been drawn: a clock's frame, and the drawing's."""
    page.evaluate(
        """() => new Promise((done) =>
             requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
    )


def mounted(page):
    """Wait until the page of a chapter shows all of its widgets."""
    page.locator("main:not([data-mounting])").wait_for(timeout=60_000)
    drawn(page)


def go(player, t):
    player.locator(".scrub").fill(str(t))
    drawn(player.page)


def press(player, *keys):
    for key in keys:
        player.press(key)
    drawn(player.page)


def place(player):
    return int(player.locator(".place").inner_text().split()[1]) - 1


def unit(player):
    return int(player.locator("input[name=unit]").input_value())


def written(player, selector, attribute="data-name"):
    """(name, number) of all elements that show one."""
    pairs = player.locator(selector).evaluate_all(
        "(nodes, a) => nodes.map((node) => [node.getAttribute(a), node.textContent])", attribute
    )
    return [(name, number(text)) for name, text in pairs]


OVERLAPS = """(root) => {
  const seen = [...root.querySelectorAll("svg.diagram text")]
    .filter((node) => node.textContent && getComputedStyle(node).visibility === "visible")
    .map((node) => [node.textContent, node.getBoundingClientRect()]);
  const meet = (a, b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  const pairs = [];
  seen.forEach(([one, a], k) =>
    seen.slice(k + 1).forEach(([two, b]) => meet(a, b) && pairs.push(`${one} | ${two}`)));
  return pairs;
}"""

OUTSIDE = """(root, parts) => {
  const frame = root.getBoundingClientRect();
  return [...root.querySelectorAll(parts)]
    .filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1);
    })
    .map((node) => `${node.tagName}.${node.getAttribute("class")} ${node.textContent}`);
}"""
PARTS = "svg.diagram *, button, select, input, p, .formula, canvas, li"


def outside(player, parts=PARTS):
    """Which of these parts stick out at the left or the right."""
    return player.evaluate(OUTSIDE, parts)


def faults(player):
    """Texts that overlap, parts that stick out, and scroll bars of a player: [] when it is tidy."""
    wide = player.evaluate("(root) => root.scrollWidth > root.clientWidth ? ['scrolls'] : []")
    return player.evaluate(OVERLAPS) + outside(player) + wide


def widths(page, scheme):
    """Every width in which a widget is looked at, the page drawn in it and in a colour scheme."""
    size = page.viewport_size
    page.emulate_media(color_scheme=scheme)
    for width in (400, 900, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        drawn(page)
        drawn(page)
        yield width
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")


FOCUS = """(root) => {
  const node = document.activeElement;
  const { act, choice, lane } = node.dataset;
  const { outlineWidth } = getComputedStyle(node);
  return root.contains(node)
    ? [act ?? choice ?? lane ?? node.name ?? node.className, parseFloat(outlineWidth)] : null;
}"""


def tabbed(view):
    """(name, width of its outline in px) of every control that Tab reaches, in this order."""
    found = []
    view.focus()
    for _ in range(60):
        view.page.keyboard.press("Tab")
        control = view.evaluate(FOCUS)
        if control is None:
            break
        found.append(control)
    return found


def check_stillness(view, presets, name, value):
    """Nothing moves below what a preset says, nor where a changed number leaves no preset."""
    heights = set()
    for preset in presets:
        view.locator(f"[data-choice={preset}]").click()
        drawn(view.page)
        heights.add(view.locator(".transport").bounding_box()["y"])
    view.locator(f"input[name={name}]").fill(value)
    drawn(view.page)
    assert view.page.evaluate("() => model.get('preset')") == ""
    heights.add(view.locator(".transport").bounding_box()["y"])
    assert len(heights) == 1


def check_closing(page):
    """A second view takes its listeners with it when it is closed, and the first one the rest."""
    page.evaluate("async () => { window.before = listeners(); window.second = await show(); }")
    assert page.evaluate("() => listeners() > before")
    page.evaluate("() => second()")
    assert page.evaluate("() => listeners() === before")
    page.evaluate("() => { close_view(); stop(); }")
    assert page.evaluate("() => listeners()") == 0
