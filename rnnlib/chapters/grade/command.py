"""The command line of a class: `python -m rnnlib.chapters grade FOLDER`."""

import argparse
import sys
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from rnnlib.chapters.grade.class_run import grade
from rnnlib.chapters.grade.judge import Limits
from rnnlib.chapters.grade.page import as_html
from rnnlib.chapters.grade.table import as_csv, summaries
from rnnlib.experiments.where import add_where
from rnnlib.files import replaced

MOST = 1_000_000  # of any limit
ABOUT = """Judge the exercises of all notebooks in FOLDER, a notebook or a folder for each student
or nbgrader's submitted/STUDENT/ASSIGNMENT/, and write OUT.csv and OUT.html: who solved what, and
the commonest mistakes first. OUT.jsonl keeps every outcome as it comes: after a stop, the same
command goes on. Needed cells alone run, in a scratch folder; files beside a notebook are not there.
"""
HOLDS = """What holds: every exercise runs in a process of its own, with limits of time, memory and
processes, and all that it starts is ended; the judge and the right answers are in another process.
On Linux, where the kernel has Landlock and lets users make namespaces, it can write in its scratch
folder alone, read little beside Python, signal nothing outside and reach no network. Where it lacks
them, as on macOS, and in containers that forbid them, files, processes and the network of the user
who grades are open to the notebooks: use a container, or a user of its own. On Windows only the
time is limited. Nowhere are the rights and dates of files (chmod, touch) guarded, nor the room on
the disk beyond a limit for each file. What can be faked: an answer may be copied, or be rnnlib's
own solution; where the cells name it, the table says so."""


def main(arguments=None):
    """Carry out the command line; the exit code: 0 done, 2 the command makes no sense."""
    options = vars(parser().parse_args(arguments))
    folder, out, jobs, dask = (options.pop(name) for name in ("folder", "out", "jobs", "dask"))
    try:
        store = Path(f"{out}.jsonl")
        rows, harmed = grade(folder, store, Limits(**options), jobs=jobs, dask=dask)
        for ending, text in (("csv", as_csv(rows)), ("html", as_html(rows))):
            with replaced(Path(f"{out}.{ending}"), "w") as file:
                file.write(text)
    except BrokenProcessPool:
        print("a judge was killed; the same command goes on from here", file=sys.stderr)
        return 1
    except (ValueError, OSError, ImportError) as error:  # no such folder, cluster, no dask
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        return 130
    for summary in summaries(rows):
        print(f"{summary.exercise}: {summary.right} of {summary.of} solved")
    print(*harmed, sep="\n", end="\n" if harmed else "", file=sys.stderr)
    print(f"{out}.csv, {out}.html: written")
    return 0


def parser():
    """The options of the command line."""
    ours = argparse.ArgumentParser(
        prog="python -m rnnlib.chapters grade", description=ABOUT, epilog=HOLDS
    )
    limits = Limits()
    ours.add_argument("folder", metavar="FOLDER", help="where the notebooks are")
    ours.add_argument("--out", default="grades", help="of the files (default: %(default)s)")
    for name, kind, help_ in (
        ("seconds", float, "of computing that an exercise may take"),
        ("wait", float, "seconds that it may take in all"),
        ("memory", int, "MB of each process"),
        ("processes", int, "that an exercise may start"),
        ("disk", int, "MB of a file"),
    ):
        ours.add_argument(
            f"--{name}",
            type=partial(_positive, kind),
            metavar="N",
            default=getattr(limits, name),
            help=f"{help_} (default: %(default)s)",
        )
    add_where(ours)
    return ours


def _positive(kind, text):
    """The number of a kind that a text says."""
    try:
        number = kind(text)
    except ValueError:
        number = 0
    if not 0 < number < MOST:
        sort = "whole number" if kind is int else "number"
        raise argparse.ArgumentTypeError(f"expected a positive {sort} below {MOST}, got {text}")
    return number
