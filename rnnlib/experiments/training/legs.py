"""All legs of many trainings, with their states on disk."""

from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import ExitStack
from pathlib import Path

from rnnlib.edge import brief, expect, path_of
from rnnlib.experiments.training.pool import pool
from rnnlib.experiments.training.state import State, leg
from rnnlib.files import alone


def carry_out(trainings, folder, *, jobs=-1, dask=None, progress=True):
    """Carry out the trainings; returns {name: `State`} at their ends.

    Every state is in ``folder`` as soon as a leg is over. After a kill the same call goes on from
    there; a training whose file says that it has ended is not touched.

    - ``jobs``: how many processes, −1 for one on every core, 1 for this one.
    - ``dask``: the address of a `dask.distributed` scheduler whose workers have rnnlib installed;
      or "local" for a cluster on this machine.

    ValueError: files of other trainings in the folder's places, two trainings of one name, another
    process at work on one of them.
    """
    trainings, folder = list(trainings), path_of("folder", folder)
    names = [training.name for training in trainings]
    expect(len(set(names)) == len(names), "trainings", "different names", "one twice")
    valid = isinstance(jobs, int) and not isinstance(jobs, bool) and jobs != 0 and jobs >= -1
    expect(valid, "jobs", "a positive integer, or −1 for all cores", brief(jobs))
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for training in trainings:
            stack.enter_context(alone(file_of(folder, training)))
        states = {training.name: _found(folder, training) for training in trainings}
        open_ = [t for t in trainings if not states[t.name].ended(t)]
        bar = stack.enter_context(_bar(trainings, states, progress))
        if open_:
            _legs(open_, states, folder, stack.enter_context(pool(jobs, dask)), bar)
    return states


def file_of(folder, training):
    """Where the state of a training is kept."""
    return Path(folder) / f"{training.name.replace('/', '-')}.npz"


def _found(folder, training):
    path = file_of(folder, training)
    return State.read(path, training.name) if path.exists() else State()


def _legs(trainings, states, folder, executor, bar):
    """Leg after leg: of each training one at a time, of all trainings as many as there is room."""
    at_work = {}

    def go_on(training):
        at_work[executor.submit(leg, training, states[training.name])] = training

    for training in trainings:
        go_on(training)
    while at_work:
        for future in wait(at_work, return_when=FIRST_COMPLETED).done:
            training = at_work.pop(future)
            old, new = states[training.name], future.result()
            new.write(file_of(folder, training), training.name)
            states[training.name] = new
            rest = training.updates - new.done if new.diverged else 0
            bar.update(new.done - old.done + rest)
            numbers = ", ".join(f"{k} {v:.3g}" for k, v in new.curve[-1].items() if v is not None)
            bar.set_postfix_str(f"{training.name}: {numbers}", refresh=False)
            if not new.ended(training):
                go_on(training)


def _bar(trainings, states, progress):
    from tqdm import tqdm

    done = sum(t.updates if states[t.name].ended(t) else states[t.name].done for t in trainings)
    total = sum(training.updates for training in trainings)
    return tqdm(total=total, initial=done, unit="update", disable=not progress)
