"""How long a chapter's page takes, from disk, until its first widget is drawn.

    python -m rnnlib.chapters page             writes the pages, and prints what each weighs
    python tests/benchmarks/pages.py           opens each of them in Chromium
    python tests/benchmarks/pages.py FOLDER --rounds 9 --width 400

Printed are milliseconds from the moment at which the address is opened, medians of the rounds, each
in a fresh window: "widget": until the first widget has been laid out and painted; "loaded": until
the page has run all of its scripts.
"""

import argparse
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.browsers import ARGUMENTS
from needs import find

WATCH = """
window.first = new Promise((drawn) => {
  const look = () => {
    const picture = document.querySelector(".rnn-player :is(svg, canvas)");
    if (picture?.getBoundingClientRect().height > 0) {
      requestAnimationFrame(() => setTimeout(() => drawn(performance.now())));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""
TIMES = """async () => {
  const loaded = performance.getEntriesByType("navigation")[0].loadEventEnd;
  return [document.querySelector(".page-widget") ? await first : NaN, loaded];
}"""


def main():
    """Read the command line, open the pages, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", default="pages", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--width", type=int, default=1280)
    options = parser.parse_args()
    pages = sorted(options.folder.glob("*.html"))
    if not pages:
        parser.error(f"folder: expected one with pages, got {options.folder}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find("chromium"), args=ARGUMENTS)
        print(f"Chromium {browser.version}, {options.width} px, medians of {options.rounds}; ms")
        print(f"{'':28}{'MB':>6}{'widget':>8}{'loaded':>8}")
        opened(browser, pages[0], options.width)  # the browser itself warms up
        for page in pages:
            rounds = [opened(browser, page, options.width) for _ in range(options.rounds)]
            widget, loaded = (statistics.median(times) for times in zip(*rounds, strict=True))
            size = page.stat().st_size / 1e6
            print(f"{page.stem:28}{size:6.2f}{widget:8.0f}{loaded:8.0f}", flush=True)
        browser.close()


def opened(browser, path, width):
    """(until the first widget is drawn, until all is loaded), in ms; nan without a widget."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.add_init_script(WATCH)
    page.goto(path.resolve().as_uri())
    times = page.evaluate(TIMES)
    page.close()
    return times


if __name__ == "__main__":
    main()
