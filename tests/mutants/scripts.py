"""Break the widgets' scripts, one place at a time, and see who notices.

    python tests/mutants/scripts.py                                   24 changes of all scripts
    python tests/mutants/scripts.py --count 3 rnnlib/widgets/text_view/*.js
    python tests/mutants/scripts.py --list

Printed are for each change the file, the line, what stood there, what stands there now, and the
first test that failed; NOBODY is a gap in the tests. Run are the tests of the widget that the
script belongs to, for a shared one those of the widgets that show most of it. They need Chromium,
and take their time: a minute or so for each change. The same seed makes the same changes.
"""

import re
import sys
from pathlib import Path

from command import carry_out, parser_of
from frame import PROJECT
from script_changes import changes
from script_equivalent import EQUIVALENT

PRELOAD = ("numpy", "pytest", "playwright.sync_api")
SHARED = "rnnlib/widgets/shared/"
EVERY = "tests/browser/test_every_widget.py"
ARGUMENTS = re.compile(r"def \w+\(([^)]*)\)")  # of tests and fixtures: what they take
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
        taken = {word for found in ARGUMENTS.findall(text) for word in re.findall(r"\w+", found)}
        player = "player" in taken and "alone" not in text  # that of tests/browser/conftest.py
        lab = player or bool(taken & {"open_notebook", "player_page"})
        yield file.relative_to(PROJECT).as_posix(), lab


def main():
    """Read the command line, make the changes, print who noticed; 1 if there is a gap."""
    parser = parser_of(__doc__, "scripts; without any, all", count=24)
    parser.add_argument("--near", action="store_true", help="without JupyterLab")
    options = parser.parse_args()
    stages = (lambda file: stages_of(file)[:-1] or stages_of(file)) if options.near else stages_of
    return carry_out(options, scripts, changes, stages, EQUIVALENT, PRELOAD)


if __name__ == "__main__":
    sys.exit(main())
