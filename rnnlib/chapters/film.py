"""The film of the README, taken from the real widget: ``python -m rnnlib.chapters.film [FOLDER]``.

A CellPlayer plays some steps of the trained reader of Python, stage by stage, in a Chromium without
a window (Playwright drives it). Every frame is a state of the widget, set and then photographed, so
that the film shows the same on every machine, however slow. Beside the film a still is written, for
those who prefer no motion.
"""

import argparse
import shutil
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image

from rnnlib.files import print_all
from rnnlib.plots.gallery.lstm import reader
from rnnlib.pretrained import python_reader
from rnnlib.widgets import CellPlayer
from rnnlib.widgets.shared.alone import show_alone

FOLDER = Path(__file__).parents[2] / "figures"
NAME = "lstm_film"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LINE, START = "def add(a, b):", 4  # what is read, and from where on it is shown
OPENS, CLOSES = LINE.index("(") - START, LINE.index(")") - START
WIDTH, SCALE = 620, 1.35  # pixels of the page, and of the picture for each
STAGE, STEP, REST = 1100, 700, 2000  # milliseconds of one stage, of a step, of an explained step
SET = """async ([t, stage]) => {
  model.set("t", t);
  model.set("stage", stage);
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame(), await frame(), await frame();
}"""
STYLE = """
.transport, .heatmaps, .note, .said, .prediction { display: none !important }
.rnn-cell .time { order: -1; font-size: 1.25em; margin-bottom: 0.4em }
"""


def subject():
    """The player: of the unit that follows the depth of brackets best, while it reads the line."""
    _, unit = reader("bracket depth")
    _, tape = python_reader().predict(LINE)
    return CellPlayer(tape.rnn, labels=list(LINE), unit=unit)


def shots(player):
    """(step, stage, milliseconds) of every frame; at the brackets the step is explained."""
    stages = [stage for stage in player._choices["stage"] if stage != "all"]
    for t in range(len(LINE) - START):
        explained = t in (OPENS, CLOSES)
        if explained:
            yield from ((START + t, stage, STAGE) for stage in stages)
        yield START + t, "all", REST if explained else STEP


def photographed(player):
    """A picture for each of the `shots`, all of one size."""
    frames = []
    with opened(player) as view:
        for t, stage, _ in shots(player):
            view.page.evaluate(SET, [t, stage])
            shot = Image.open(BytesIO(view.screenshot(animations="disabled")))
            frames.append(shot.convert("RGB"))
    return frames


@contextmanager
def opened(player):
    """The player's root on a page, while the browser is open."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise SystemExit(f"film: expected one of {', '.join(PROGRAMS)} on this machine, got none")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise SystemExit("film: expected the package playwright, got none") from None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(
            viewport={"width": WIDTH, "height": 900},
            device_scale_factor=SCALE,
            reduced_motion="reduce",
            color_scheme="light",
        )
        show_alone(page, player)
        page.add_style_tag(content=STYLE)
        yield page.locator(".rnn-player")
        browser.close()


def sentence(player):
    """What the film shows, with its numbers."""
    c, i = (player.tape[name][:, 0, player.unit] for name in "ci")
    at, to = START + OPENS, START + CLOSES
    return (
        f"An LSTM reads Python, “{LINE}”, and one of its units is played step by step: forget, "
        f"write, update, expose. The unit knows whether it is inside brackets. At ( its input gate "
        f"opens, i = {i[at]:.2f}, and the cell state goes from {said(c[at - 1])} to {said(c[at])}; "
        f"f keeps it there; at ) it is written back, to {said(c[to])}."
    )


def said(number):
    """A number with two digits behind the point and a real minus."""
    return f"{number:.2f}".replace("-", "−")


def main(arguments=None):
    """Take the film, and write it and its still into the folder."""
    parser = argparse.ArgumentParser(prog="python -m rnnlib.chapters.film", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="FOLDER")
    folder = parser.parse_args(arguments).folder
    player = subject()
    told = list(shots(player))
    frames = photographed(player)
    explained = told.index((START + OPENS, "all", REST))
    still = frames[explained].quantize(128)
    still.save(folder / f"{NAME}.png", optimize=True)
    first, *rest = (frame.quantize(palette=still, dither=0) for frame in frames)
    first.save(
        folder / f"{NAME}.gif", save_all=True, append_images=rest, loop=0, optimize=True,
        duration=[ms for *_, ms in told], comment=sentence(player).encode(),
    )  # fmt: skip
    print(f"{NAME}: {sentence(player)}")


if __name__ == "__main__":
    print_all()
    main()
