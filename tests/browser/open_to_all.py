"""What shuts a reader out of a page: rules of WCAG 2.2 A and AA, and a walk with the Tab key."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOUND = """([where, tags, rules]) => axe.run(where ?? document, { runOnly: tags, rules })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target}`)))"""
TOOLS = Path(__file__).with_suffix(".js").read_text("utf-8")


def violations(page, where=None, contrast=True):
    """`rule: part` for all of the page, or for the part `where`; contrast is the slowest by far."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FOUND, [where, RULES, {"color-contrast": {"enabled": contrast}}])


def tools(page):
    """Have the tools of open_to_all.js on the page, as `open`."""
    page.evaluate(TOOLS)


def tab_faults(page):
    """Walk through the page with Tab and back with Shift+Tab: what a reader with a keyboard would
    miss, a sentence each; how many stops there are."""
    tools(page)
    wanted = page.evaluate("() => open.start()")
    found, ways = [], []
    for key, order in (("Tab", wanted), ("Shift+Tab", wanted[::-1])):
        way = []
        while len(way) <= len(wanted):
            page.keyboard.press(key)
            stop = page.evaluate("() => open.stop()")
            if stop["name"] is None:
                break
            way.append(stop["name"])
            found += [f"{key}: {stop['name']} {fault}" for fault in stop["faults"]]
        else:
            found.append(f"{key} does not leave {way[-1]}")
        found += [f"{key} does not come to {name}" for name in order if name not in way]
        if not found and way != order:
            found.append(f"{key} goes {way} instead of {order}")
        ways.append(way)
    return found, len(ways[0])


def inks(page):
    """{part and what of it: (contrast with its ground, (r, g, b))} of all that is drawn in colour
    or written in the widget."""
    tools(page)
    found = page.evaluate("() => open.inks(document.querySelector('.rnn-player'))")
    return {part: (ratio, tuple(rgb)) for part, (ratio, *rgb) in found.items()}


def lost(before, after):
    """What stood out among `before` and does not among `after`, and hues that are no longer two."""
    found = []
    for part, (ratio, _) in before.items():
        words = part.endswith(" words")
        if "INPUT" in part or ratio < (4.5 if words else 3):  # told by more than this contrast
            continue
        # (a mixture with one of the reader's colours is no colour that can be read here)
        if after.get(part, (ratio,))[0] < (4.5 if words else 1.5):
            found.append(part)
    hues = {}
    for part, (_, rgb) in before.items():
        if max(rgb) - min(rgb) > 60 and not part.endswith(" words") and part in after:
            hues.setdefault(after[part][1], set()).add(rgb)
    return found + [f"one hue for {olds}" for olds in hues.values() if len(olds) > 1]
