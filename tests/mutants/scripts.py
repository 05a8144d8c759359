"""Break the widgets' scripts, one place at a time, and see who notices.

    python tests/mutants/scripts.py                                   24 changes of all scripts
    python tests/mutants/scripts.py --count 3 rnnlib/widgets/text_view/*.js
    python tests/mutants/scripts.py --list

Printed are for each change the file, the line, what stood there, what stands there now, and the
first test that failed; NOBODY is a gap in the tests. Run are the tests of the widget that the
script belongs to, for a shared one those of the widgets that show most of it. They need Chromium,
and take their time: a minute or so for each change. The same seed makes the same changes.
"""

import argparse
import sys
from pathlib import Path

from frame import PROJECT, chosen, judged, report
from script_changes import changes
from script_equivalent import EQUIVALENT

PRELOAD = ("numpy", "pytest", "playwright.sync_api")
SHARED = "rnnlib/widgets/shared/"
EVERY = "tests/browser/test_every_widget.py"
USED_BY = {  # where a shared script is seen best; all others: in a CellPlayer
    "log_chart": ("gradient_flow", "path_splitter"),
    "lanes": ("gate_playground", "phase_plane"),
    "engine": ("gate_playground",),
}


def scripts(project=PROJECT):
    """The page's scripts, as paths in the project."""
    files = sorted((project / "rnnlib" / "widgets").rglob("*.js"))
    return [file.relative_to(project).as_posix() for file in files if file.stem != "faces"]


def stages_of(file, project=PROJECT):
    """The tests of its widget that need no JupyterLab; then those that do."""
    if file.startswith(SHARED):
        first = [["tests/browser/test_scripts.py"]]
        folders = USED_BY.get(Path(file).stem, ("cell_player",))
    else:
        first, folders = [], (Path(file).parent.name,)
    tests = [test for name in folders for test in _tests(project / "tests" / "browser" / name)]
    quick = [test for test, lab in tests if not lab]
    slow = [test for test, lab in tests if lab]
    name = "test_it_opens_twice_fits_its_page_takes_keys_and_leaves_nothing_behind"
    each = [f"{EVERY}::{name}[{folder}]" for folder in folders]
    return [*first, [*quick, *each], slow] if slow else [*first, [*quick, *each]]


def _tests(folder):
    """(test file, whether it opens notebooks) of a folder."""
    shared = folder / "conftest.py"
    common = shared.read_text(encoding="utf-8") if shared.is_file() else ""
    for file in sorted(folder.glob("test_*.py")):
        text = common + file.read_text(encoding="utf-8")
        player = "(player" in text and "alone" not in text  # that of tests/browser/conftest.py
        lab = player or "open_notebook" in text or "player_page" in text
        yield file.relative_to(PROJECT).as_posix(), lab


def main():
    """Read the command line, make the changes, print who noticed; 1 if there is a gap."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", help="scripts; without any, all")
    parser.add_argument("--count", type=int, default=24, help="how many changes (24)")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many before them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1, help="how many copies at a time")
    parser.add_argument("--near", action="store_true", help="without JupyterLab")
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    options = parser.parse_args()
    files = [Path(file).resolve().relative_to(PROJECT).as_posix() for file in options.files]
    every = [
        mutation
        for file in files or scripts()
        for mutation in changes(file, (PROJECT / file).read_text(encoding="utf-8"))
    ]
    made = chosen(every, options.skip + options.count, options.seed)[options.skip :]
    print(f"{len(made)} of {len(every)} changes, seed {options.seed}", flush=True)
    if options.list:
        for m in made:
            print(f"{m.file}:{m.line}\n  - {m.old}\n  + {m.new}")
        return 0
    stages = (lambda file: stages_of(file)[:-1] or stages_of(file)) if options.near else stages_of
    verdicts = judged(made, stages, jobs=options.jobs, preload=PRELOAD)
    return 1 if report(verdicts, EQUIVALENT, lambda text: print(text, flush=True)) else 0


if __name__ == "__main__":
    sys.exit(main())
