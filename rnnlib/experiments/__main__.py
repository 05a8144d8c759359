"""``python -m rnnlib.experiments train NAME``: teach shipped networks anew.

After a kill the same command goes on where it was: the states lie in a folder.
"""

import argparse
import sys
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from rnnlib.experiments import trainings
from rnnlib.experiments.training import carry_out
from rnnlib.experiments.where import add_where
from rnnlib.files import print_all


def names():
    """The networks that can be taught anew: the modules of `rnnlib.experiments.trainings`."""
    return sorted(module.name for module in iter_modules(trainings.__path__))


def main(arguments=None):
    """Carry out the command line; the exit code."""
    options = parser().parse_args(arguments)
    module = import_module(f"rnnlib.experiments.trainings.{options.name}")
    every = module.trainings()
    chosen = [t for t in every if not options.only or fnmatch(t.name, options.only)]
    if not chosen:
        known = ", ".join(training.name for training in every)
        print(f"--only: expected a pattern of {known}, got {options.only}", file=sys.stderr)
        return 2
    folder = options.folder or Path("build") / "trainings" / options.name
    try:
        states = carry_out(chosen, folder, jobs=options.jobs, dask=options.dask)
        if len(chosen) == len(every):
            for path in module.store(states):
                print(path)
    except (ValueError, OSError, ImportError) as error:  # no such cluster, no dask
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        return 130
    for training in chosen:
        state = states[training.name]
        print(training.name, "diverged" if state.diverged else "", state.curve[-1:])
    return 0


def parser():
    """The options of the command line."""
    ours = argparse.ArgumentParser(
        prog="python -m rnnlib.experiments", description=__doc__.partition("\n")[0]
    )
    train = ours.add_subparsers(required=True).add_parser("train", help="teach networks anew")
    train.add_argument("name", choices=names())
    train.add_argument("--only", metavar="PATTERN", help="these alone, and write no weights")
    train.add_argument("--folder", metavar="FOLDER", help="of states; default build/trainings/NAME")
    add_where(train)
    return ours


if __name__ == "__main__":
    print_all()
    sys.exit(main())
