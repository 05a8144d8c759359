"""Whole models against the same models in `torch.nn`: seconds and final loss, in pairs.

    python tests/benchmarks/sequences.py                          everything, some ten minutes
    python tests/benchmarks/sequences.py --models luong --seeds 2 --updates 50

Both start from the same weights and see the same batches, in float32, on one thread, in one
process; they take turns update by update. An update is loss, gradient, clipping and Adam; making
the batch is not timed, and the seconds are the processor's. Printed is the median over seeds of
the ratio of all seconds, below 1 where rnnlib is faster, and the loss, the mean of the last tenth
of all updates: how far both lie apart, and how far seeds lie apart. glibc keeps its memory for both
(the settings KEEP_MEMORY of `recurrent.py`): PyTorch is fastest so, and so is NumPy.

A model is a line at the end of `shape_models.py`, `text_models.py` or `pair_models.py`: its name,
and a function of a random generator that returns ours, PyTorch's (a module whose forward(batch) is
the loss) and an endless stream of batches.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from itertools import islice

from recurrent import KEEP_MEMORY, THREADS, describe


def main():
    """Read the command line, settle threads and memory, print the table."""
    from sequence_models import MODELS

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--updates", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    settings = KEEP_MEMORY | dict.fromkeys(THREADS, "1")
    if any(os.environ.get(name) != value for name, value in settings.items()):
        sys.exit(subprocess.call([sys.executable, *sys.argv], env=os.environ | settings))

    describe(1)
    print(f"{options.updates} updates, {options.seeds} seeds; {' '.join(KEEP_MEMORY)} set\n")
    head = f"{'model':14} {'rnnlib s':>9} {'torch s':>9} {'× torch':>8}"
    print(f"{head} {'loss':>8} {'torch':>8} {'apart':>8} {'seeds':>8}")
    for name in options.models:
        runs = [contest(MODELS[name], seed, options.updates) for seed in range(options.seeds)]
        print(f"{name:14} {summary(runs)}", flush=True)


def contest(make, seed, updates):
    """(our seconds, PyTorch's, our last loss, PyTorch's) of one seed."""
    import numpy as np
    import torch

    from rnnlib import Adam
    from rnnlib.optim import clip_norm

    ours, theirs, batches = make(np.random.default_rng(seed))
    optimiser = Adam(ours.params, lr=LR)
    other = torch.optim.Adam(theirs.parameters(), lr=LR)

    def our_update(batch):
        loss, grads, _ = ours.loss_and_grads(batch)
        clip_norm(grads, CLIP)
        optimiser.step(grads)
        return loss

    def their_update(batch):
        other.zero_grad()
        loss = theirs(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(theirs.parameters(), CLIP)
        other.step()
        return loss.item()

    seconds, losses = [0.0, 0.0], [[], []]
    for k, batch in enumerate(islice(batches, updates + WARM)):
        for who, update in enumerate((our_update, their_update)):
            start = time.process_time()
            loss = update(batch)
            if k >= WARM:
                seconds[who] += time.process_time() - start
            losses[who].append(loss)
    tail = max(1, updates // 10)
    return (*seconds, *(statistics.fmean(own[-tail:]) for own in losses))


LR, CLIP, WARM = 5e-3, 1.0, 3  # learning rate, threshold, updates before the clock runs


def summary(runs):
    """One row: seconds, ratio, losses, how far both and how far seeds lie apart."""
    our, their, loss, other = zip(*runs, strict=True)
    ratio = statistics.median(a / b for a, b in zip(our, their, strict=True))
    apart = statistics.fmean(abs(a - b) for a, b in zip(loss, other, strict=True))
    spread = statistics.stdev(loss) if len(runs) > 1 else float("nan")
    times = f"{statistics.median(our):9.2f} {statistics.median(their):9.2f} {ratio:8.2f}"
    means = f"{statistics.fmean(loss):8.4f} {statistics.fmean(other):8.4f}"
    return f"{times} {means} {apart:8.4f} {spread:8.4f}"


if __name__ == "__main__":
    main()
