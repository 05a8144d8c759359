"""Photograph the widgets and approve what they look like now.

    python tests/visual/approve.py                      all widgets
    python tests/visual/approve.py "CellPlayer LSTM"    those whose names begin so
    python tests/visual/approve.py --look               write nothing but the report

What differs from the approved pictures is told in words and shown in build/visual/index.html:
before, after and difference. Files whose pictures differ to the eye are written anew, and no others
(with --all, every file); so are the pictures of the README.
"""

import argparse
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser import fonts
from browser.browsers import ARGUMENTS
from needs import find
from visual import gallery, report
from visual.approved import FOLDER, place, store
from visual.camera import Camera
from visual.judge import judged, title
from visual.scenes import VIEWS, names

REPORT = Path(__file__).parents[2] / "build" / "visual" / "index.html"


@contextmanager
def camera():
    """A camera, while its browser is open."""
    program = find("chromium")
    if program is None or find("playwright") is None:
        raise SystemExit("approve: expected Chromium and the package playwright, got none")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"FONTCONFIG_FILE": str(fonts.config("dejavu", Path(folder)))}
        yield Camera(playwright.chromium.launch(executable_path=program, args=ARGUMENTS, env=env))


def main(arguments=None):
    """Photograph, report and, unless only looking, write."""
    parser = argparse.ArgumentParser(prog="approve", description=__doc__.partition("\n")[0])
    parser.add_argument("name", nargs="*", help="how the widgets' names begin; by default, all")
    parser.add_argument("--look", action="store_true", help="write nothing but the report")
    parser.add_argument("--all", action="store_true", help="write files that look the same, too")
    chosen = parser.parse_args(arguments)
    wanted = sorted({name for like in chosen.name or [""] for name in names(like)})
    if not wanted:
        parser.error(f"name: expected the beginning of {', '.join(names())}, got {chosen.name}")
    told, written = [], 0
    with camera() as taking:
        for name in wanted:
            verdict = judged(name, taking.shots(name))
            told += verdict.reported()
            for shot, said, *_ in verdict.faults:
                print(f"{title(shot)}: {'; '.join(said)}", flush=True)
            if not chosen.look:
                written += approve(verdict, chosen.all)
    if not chosen.look:
        remove_strangers()
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(report.page(told), encoding="utf-8")
    print(f"{len(told)} pictures differ, {written} files written; look at {REPORT}")


def approve(verdict, everything=False):
    """Write what differs (or everything) of one widget; how many files that were."""
    views = VIEWS if everything else sorted(verdict.stale)
    for view in views:
        shots = verdict.shots[view]
        store(place(verdict.name, *view), [shot.half for shot in shots])
        gallery.write(shots)
    return len(views)


def remove_strangers():
    """Delete pictures of widgets and views that there are no more."""
    known = {place(name, *view) for name in names() for view in VIEWS}
    for file in set(FOLDER.glob("*/*")) - known:
        file.unlink()


if __name__ == "__main__":
    main()
