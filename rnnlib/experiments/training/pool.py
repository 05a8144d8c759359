"""Who carries out the legs: this process, others beside it, or a cluster."""

import os
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager

ONE_THREAD = {
    f"{library}_NUM_THREADS": "1"
    for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB", "NUMEXPR")
}


class Here(Executor):
    """An executor that does its work at once, in this process."""

    def submit(self, function, /, *args, **kwargs):
        future = Future()
        future.set_result(function(*args, **kwargs))
        return future


@contextmanager
def pool(jobs, dask):
    """An `Executor`; with several processes each uses one thread, so that all round alike."""
    with ExitStack() as stack:
        if dask is not None:
            from distributed import Client, LocalCluster

            stack.enter_context(_environment(ONE_THREAD))
            if dask == "local":
                workers = _count(jobs)
                dask = stack.enter_context(
                    LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
                )
            client = stack.enter_context(Client(dask))
            yield client.get_executor(pure=False)
        elif jobs == 1:
            yield Here()
        else:  # which a browser's Python does not have
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            stack.enter_context(_environment(ONE_THREAD))
            own = ProcessPoolExecutor(_count(jobs), mp_context=get_context("spawn"))
            stack.callback(own.shutdown, cancel_futures=True)
            yield own


def _count(jobs):
    """How many processes."""
    from joblib import cpu_count

    return cpu_count() if jobs == -1 else jobs


@contextmanager
def _environment(variables):
    """What processes inherit that are started meanwhile."""
    old = {name: os.environ.get(name) for name in variables}
    os.environ |= variables
    try:
        yield
    finally:
        for name, value in old.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
