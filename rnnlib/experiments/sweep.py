"""All trials of a grid, on the cores of this machine or on a cluster."""

import platform
from contextlib import ExitStack, contextmanager
from dataclasses import asdict

import numpy as np

from rnnlib.edge import brief, expect, one_of, path_of
from rnnlib.experiments import store
from rnnlib.experiments.grid import Grid
from rnnlib.experiments.methods import METHODS
from rnnlib.experiments.problems import SOLVED
from rnnlib.experiments.results import Results
from rnnlib.experiments.trial import run, settings_with
from rnnlib.files import alone


def sweep(path, grid, *, jobs=-1, dask=None, progress=True, **changes):
    """Run the trials of the `Grid` that ``path`` does not hold yet; returns the `Results`.

    Each outcome is in the file as soon as it is known. After a kill, the same call goes on where it
    was; a file made for a smaller grid is completed. At the end the outcomes stand in the order of
    the grid, so that the bytes of the file do not depend on how often it was begun, nor where it
    was run. (Another processor may round differently.)

    - ``jobs``: how many processes, −1 for one on every core.
    - ``dask``: the address of a `dask.distributed` scheduler, "tcp://host:8786", whose workers have
      rnnlib installed; or "local" for a cluster on this machine. None: joblib's own processes.
    - ``changes``: other `Settings`.

    ValueError: ``path`` holds trials that are not in the grid, or were made in another way, or
    another sweep is at work on it.
    """
    one_of("grid", grid, Grid, "a Grid")
    path, settings, keys = path_of("path", path), settings_with(**changes), grid.keys()
    valid = isinstance(jobs, int) and not isinstance(jobs, bool) and jobs != 0 and jobs >= -1
    expect(valid, "jobs", "a positive integer, or −1 for all cores", brief(jobs))
    expect(dask is None or isinstance(dask, str), "dask", "an address or 'local'", brief(dask))
    with alone(path):
        return _sweep(path, grid, settings, keys, jobs, dask, progress)


def _sweep(path, grid, settings, keys, jobs, dask, progress):
    header = header_of(path, grid, settings)
    done = _found(path, header, keys) if path.exists() else {}
    store.write(path, header, done.values())
    missing = [key for key in keys if key not in done]
    for outcome in _shown(_outcomes(missing, settings, jobs, dask), keys, done, progress):
        store.append(path, outcome)
        done[outcome.key] = outcome
    store.write(path, header, [done[key] for key in keys])
    return Results.read(path)


def header_of(path, grid, settings):
    """What the first line says: how the results were made, and the command that makes them."""
    command = ["python -m rnnlib.experiments.success", path.name, *grid.options()]
    standard = settings_with()
    for name, value in asdict(settings).items():
        if value != getattr(standard, name):
            command += [f"--{name}", str(value)]
    return {
        "experiment": "success",
        "command": " ".join(command),
        "solved": f"error < {SOLVED}",
        "settings": asdict(settings),
        "methods": {name: method.describe() for name, method in METHODS.items()},
        "versions": {"python": platform.python_version(), "numpy": np.__version__},
    }


def _found(path, header, keys):
    """The outcomes in the file, in the order of the grid."""
    old, outcomes = store.read(path)
    for name in header.keys() - {"command"}:
        expect(old.get(name) == header[name], path, f"{name} {header[name]}", old.get(name))
    for key in outcomes:
        expect(key in keys, path, "trials of this grid alone", key)
    return {key: outcomes[key] for key in keys if key in outcomes}


def _outcomes(keys, settings, jobs, dask):
    """The outcomes of these trials, as they come."""
    from joblib import Parallel, delayed

    with _workers(jobs, dask):
        parallel = Parallel(return_as="generator_unordered", batch_size=1)
        yield from parallel(delayed(run)(key, settings) for key in keys)


@contextmanager
def _workers(jobs, dask):
    """Where joblib sends its work; every process uses one thread, so that all round alike."""
    from joblib import cpu_count, parallel_config

    with ExitStack() as stack:
        if dask is None:
            config = parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1)
        else:
            from distributed import Client, LocalCluster

            if dask == "local":
                workers = cpu_count() if jobs == -1 else jobs
                cluster = LocalCluster(
                    n_workers=workers, threads_per_worker=1, dashboard_address=None
                )
                dask = stack.enter_context(cluster)
            client = stack.enter_context(Client(dask))
            config = parallel_config(backend="dask", client=client)
        stack.enter_context(config)
        yield


def _shown(outcomes, keys, done, progress):
    """The outcomes, behind a bar of progress."""
    from tqdm import tqdm

    bar = tqdm(
        outcomes, total=len(keys), initial=len(done), unit="trial", disable=not progress, leave=True
    )
    for outcome in bar:
        what = "solved" if outcome.solved else "diverged" if outcome.diverged else "not solved"
        bar.set_postfix_str(f"{outcome.task} T={outcome.T} {outcome.method}: {what}", refresh=False)
        yield outcome
