"""Which networks learn to remember for how long? Success against length, over several seeds::

    python -m rnnlib.experiments.success results.jsonl

trains vanilla networks (plain, clipped, clipped with the regulariser Ω), LSTMs and GRUs on
temporal order and on adding, for several lengths and seeds. Stop it, or kill it, whenever you like:
the same command goes on where it was. With --dask ADDRESS the same trials run on a cluster, with
the same results.

From Python: `trial` for one network, `sweep` for all, `results` for what the package has stored.
"""

import argparse
import sys
from dataclasses import fields

from rnnlib.experiments.grid import Grid
from rnnlib.experiments.methods import METHODS
from rnnlib.experiments.problems import PROBLEMS
from rnnlib.experiments.results import STORED, Results
from rnnlib.experiments.sweep import sweep
from rnnlib.experiments.trial import Outcome, Settings, trial
from rnnlib.experiments.where import add_where
from rnnlib.files import print_all

__all__ = [
    "METHODS",
    "PROBLEMS",
    "Grid",
    "Outcome",
    "Results",
    "Settings",
    "main",
    "results",
    "sweep",
    "trial",
]


def results(path=STORED):
    """The `Results` that come with the package, or those in another file of a sweep."""
    return Results.read(path)


def main(arguments=None):
    """Carry out the command line; the exit code."""
    options = vars(parser().parse_args(arguments))
    path, jobs, dask = (options.pop(name) for name in ("path", "jobs", "dask"))
    grid = Grid(**{field.name: tuple(options.pop(field.name)) for field in fields(Grid)})
    try:
        found = sweep(path, grid, jobs=jobs, dask=dask, **options)
    except (ValueError, OSError, ImportError) as error:  # no such cluster, no dask
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        return 130
    print(found.table())
    return 0


def parser():
    """The options of the command line."""
    ours = argparse.ArgumentParser(
        prog="python -m rnnlib.experiments.success",
        description="Success against length: train every method on every task, and store who "
        "solved it. After a kill, the same command goes on where it was.",
    )
    grid = Grid()
    ours.add_argument("path", metavar="FILE", help="where the results are, or will be")
    ours.add_argument("--tasks", nargs="+", choices=PROBLEMS, default=grid.tasks)
    ours.add_argument("--methods", nargs="+", choices=METHODS, default=grid.methods)
    lengths, seeds = (" ".join(map(str, values)) for values in (grid.lengths, grid.seeds))
    for name, kind, default, help_ in (
        ("lengths", int, grid.lengths, f"of the sequences (default: {lengths})"),
        ("seeds", int, grid.seeds, f"of weights and data (default: {seeds})"),
        ("rates", float, grid.rates, "learning rates to try, instead of each method's own"),
    ):
        ours.add_argument(
            f"--{name}", nargs="+", type=kind, metavar="N", default=default, help=help_
        )
    add_where(ours)
    for field in fields(Settings):
        ours.add_argument(
            f"--{field.name}",
            type=field.type,
            metavar="N",
            default=field.default,
            help=f"see Settings (default: {field.default})",
        )
    return ours


if __name__ == "__main__":
    print_all()
    sys.exit(main())
