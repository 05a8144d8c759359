"""Break the core, one line at a time, and see who notices.

    python tests/mutants/core.py                                  40 changes of all its files
    python tests/mutants/core.py --count 6 rnnlib/layers/*.py     six, of these files
    python tests/mutants/core.py --list rnnlib/ops.py             what would be changed

Printed are for each change the file, the line, what stood there, what stands there now, and the
first test that failed; NOBODY is a gap in the tests. The files of tests that stand where the
changed file stands come first, then all others of the core. The same seed makes the same changes.
"""

import sys
from pathlib import Path

from changes import changes
from command import carry_out, parser_of
from equivalent import EQUIVALENT
from frame import PROJECT

FOLDERS = ("cells", "layers", "losses", "optim", "models", "decoding", "tasks", "analysis")
TESTS = (
    *("tests/test_ops.py", "tests/test_init.py", "tests/test_tape.py", "tests/test_checks.py"),
    *(f"tests/{name}" for name in ("models", "losses", "train", "storage", "layers", "cells")),
    *(f"tests/{name}" for name in ("hostile", "analysis", "optim", "decoding", "tasks")),
    *("tests/test_lessons.py", "tests/test_train_text.py", "tests/experiments"),
)
USED_BY = {  # what has no tests of its own: where it is put to use
    "adjoint": ["tests/layers", "tests/analysis"],
    "blocks": ["tests/test_tape.py", "tests/layers"],
    "edge": ["tests/hostile", "tests/layers"],
    "files": ["tests/hostile", "tests/storage"],
    "tape": ["tests/layers"],
    "__init__": ["tests/models", "tests/hostile"],
}


def core(project=PROJECT):
    """The core's files, as paths in the project."""
    package = project / "rnnlib"
    files = sorted(package.glob("*.py"))
    files += [file for name in FOLDERS for file in sorted((package / name).rglob("*.py"))]
    return [file.relative_to(project).as_posix() for file in files]


def stages_of(file, project=PROJECT):
    """The tests of this very file and its folder; then all others of the core."""
    place = Path("tests", *Path(file).parts[1:]).with_suffix("")
    own = place.with_name(f"test_{place.name}.py").as_posix()
    first = [own] if (project / own).is_file() else []
    folders = (place.as_posix(), place.parent.as_posix(), *USED_BY.get(place.name, ()))
    first += [name for name in folders if (project / name).exists() and _within(name)]
    return [first, [name for name in TESTS if name not in first]]


def _within(name):
    return any(part.as_posix() in TESTS for part in (Path(name), *Path(name).parents))


def main():
    """Read the command line, make the changes, print who noticed; 1 if there is a gap."""
    parser = parser_of(__doc__, "files of the core; without any, all", count=40)
    parser.add_argument("--near", action="store_true", help="only the tests near the changed file")
    options = parser.parse_args()
    stages = (lambda file: stages_of(file)[:1]) if options.near else stages_of
    return carry_out(options, core, changes, stages, EQUIVALENT)


if __name__ == "__main__":
    sys.exit(main())
