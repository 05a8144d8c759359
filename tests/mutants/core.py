"""Break the core, one line at a time, and see who notices.

    python tests/mutants/core.py                                  40 changes of all its files
    python tests/mutants/core.py --count 6 rnnlib/layers/*.py     six, of these files
    python tests/mutants/core.py --list rnnlib/ops.py             what would be changed

Printed are for each change the file, the line, what stood there, what stands there now, and the
first test that failed; NOBODY is a gap in the tests. The files of tests that stand where the
changed file stands come first, then all others of the core. The same seed makes the same changes.
"""

import argparse
import sys
from pathlib import Path

from changes import changes
from equivalent import EQUIVALENT
from frame import PROJECT, chosen, judged, report

FOLDERS = ("cells", "layers", "losses", "optim", "models", "tasks", "analysis")
TESTS = (
    *("tests/test_ops.py", "tests/test_init.py", "tests/test_tape.py", "tests/test_checks.py"),
    *(f"tests/{name}" for name in ("models", "losses", "train", "storage", "layers", "cells")),
    *(f"tests/{name}" for name in ("hostile", "analysis", "optim", "tasks", "experiments")),
)
USED_BY = {  # what has no tests of its own: where it is put to use
    "adjoint": ["tests/layers", "tests/analysis"],
    "blocks": ["tests/test_tape.py", "tests/layers"],
    "edge": ["tests/hostile", "tests/layers"],
    "files": ["tests/hostile", "tests/storage"],
    "tape": ["tests/layers"],
    "__init__": ["tests/models"],
}


def core(project=PROJECT):
    """The core's files, as paths in the project."""
    places = [project / "rnnlib", *(project / "rnnlib" / name for name in FOLDERS)]
    files = [file for place in places for file in sorted(place.glob("*.py"))]
    return [file.relative_to(project).as_posix() for file in files]


def stages_of(file, project=PROJECT):
    """The tests of this very file and its folder; then all others of the core."""
    place = Path("tests", *Path(file).parts[1:]).with_suffix("")
    own = place.with_name(f"test_{place.name}.py").as_posix()
    first = [own] if (project / own).is_file() else []
    folders = (place.as_posix(), place.parent.as_posix(), *USED_BY.get(place.name, ()))
    first += [name for name in folders if name in TESTS]
    return [first, [name for name in TESTS if name not in first]]


def main():
    """Read the command line, make the changes, print who noticed; 1 if there is a gap."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", help="files of the core; without any, all")
    parser.add_argument("--count", type=int, default=40, help="how many changes (40)")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many before them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1, help="how many copies at a time")
    parser.add_argument("--near", action="store_true", help="only the tests near the changed file")
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    options = parser.parse_args()
    files = [Path(file).resolve().relative_to(PROJECT).as_posix() for file in options.files]
    every = [
        mutation
        for file in files or core()
        for mutation in changes(file, (PROJECT / file).read_text(encoding="utf-8"))
    ]
    made = chosen(every, options.skip + options.count, options.seed)[options.skip :]
    print(f"{len(made)} of {len(every)} changes, seed {options.seed}", flush=True)
    if options.list:
        report_only(made)
        return 0
    stages = (lambda file: stages_of(file)[:1]) if options.near else stages_of
    verdicts = judged(made, stages, jobs=options.jobs)
    return 1 if report(verdicts, EQUIVALENT, lambda text: print(text, flush=True)) else 0


def report_only(mutations):
    """The changes, without trying them."""
    for m in mutations:
        print(f"{m.file}:{m.line}\n  - {m.old}\n  + {m.new}")


if __name__ == "__main__":
    sys.exit(main())
