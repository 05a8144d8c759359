"""The command line that the mutation programs share."""

import argparse
from pathlib import Path

from frame import PRELOAD, PROJECT, chosen, judged, report


def parser_of(doc, files, count):
    """A parser of what both programs take: which files, how many changes, which, how."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("files", nargs="*", help=files)
    parser.add_argument("--count", type=int, default=count, help=f"how many changes ({count})")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many before them")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=1, help="how many copies at a time")
    parser.add_argument("--list", action="store_true", help="only say what would be changed")
    return parser


def carry_out(options, every_file, changes, stages, equivalent, preload=PRELOAD):
    """Make the changes that were asked for and print who noticed; 1 if there is a gap."""
    files = [Path(file).resolve().relative_to(PROJECT).as_posix() for file in options.files]
    every = [
        mutation
        for file in files or every_file()
        for mutation in changes(file, (PROJECT / file).read_text(encoding="utf-8"))
    ]
    made = chosen(every, options.skip + options.count, options.seed)[options.skip :]
    print(f"{len(made)} of {len(every)} changes, seed {options.seed}", flush=True)
    if options.list:
        for m in made:
            print(f"{m.file}:{m.line}\n  - {m.old}\n  + {m.new}")
        return 0
    verdicts = judged(made, stages, jobs=options.jobs, preload=preload)
    return 1 if report(verdicts, equivalent, lambda text: print(text, flush=True)) else 0
