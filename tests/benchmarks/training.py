"""A whole step of training, ours beside PyTorch's, and where our time goes.

    python tests/benchmarks/training.py                             both models, 1 and 2 threads
    python tests/benchmarks/training.py --models tagger --threads 1 --seconds 20

One update is all that `rnnlib.fit` does: loss, gradient, its norm, clipping, Adam, and the checks
that keep the last good parameters. PyTorch does the same with its fused Adam, without checks. Both
start from the same weights and read the same batch, in float32; their first losses are asserted to
be equal. They take turns in one process, on the same number of threads; printed is the median time
of an update, and the median of the ratios of neighbours in time, below 1 where rnnlib is faster. On
one thread it is the processor's time, whoever else is at work; on two it is the clock's, of the
second update of each turn, as `recurrent.py` does it. Both keep their memory (KEEP_MEMORY of
`recurrent.py`) unless --plain-memory leaves glibc as it is, for most readers do; both use all
instructions that the processor has, or AVX2 with --avx2. Then as many updates of ours once more,
cut into parts: milliseconds of an update and their share.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from itertools import repeat

import kernels
from recurrent import KEEP_MEMORY, SETTLED, THREADS, describe

NAMES = ["characters", "tagger"]  # of `training_models.py`
LR, CLIP, ALIKE = 1e-3, 1.0, 3  # learning rate, threshold, updates whose losses are compared
OTHER = "padded"  # the variant of PyTorch's that computes something else


def main():
    """Read the command line, settle threads and memory, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--seconds", type=float, default=10.0, help="for each model")
    parser.add_argument("--plain-memory", action="store_true", help="as it is without settings")
    parser.add_argument("--avx2", action="store_true", help="no AVX-512, for either of them")
    options = parser.parse_args()
    if len(options.threads) > 1:  # libraries read their threads when a process starts
        for n in options.threads:
            subprocess.check_call([sys.executable, *sys.argv, "--threads", str(n)])
        return
    memory = {} if options.plain_memory else KEEP_MEMORY
    threads = dict.fromkeys(THREADS, str(options.threads[0]))
    wanted = kernels.environment(options.avx2) | memory | threads
    if wanted != dict(os.environ):
        sys.exit(subprocess.call([sys.executable, *sys.argv], env=wanted))

    describe(options.threads[0])
    print(f"OpenBLAS kernels: {kernels.openblas()}; PyTorch: {capability()}")
    now = time.process_time if options.threads == [1] else time.perf_counter
    with kernels.loops(options.avx2):
        for name in options.models:
            compare(name, options.seconds, now)


def capability():
    """The instructions that PyTorch uses."""
    import torch

    return torch.backends.cpu.get_cpu_capability()


def compare(name, seconds, now):
    """The table of one model, timed by ``now``."""
    import numpy as np
    from training_models import MODELS, SHAPE

    ours, others, batch = MODELS[name](np.random.default_rng(0), *SHAPE)
    mine = updates(ours, batch)
    theirs = {variant: torch_updates(model, batch) for variant, model in others.items()}
    check(mine, theirs)
    times, start = [], time.perf_counter()
    while len(times) < 5 or time.perf_counter() - start < seconds:
        times.append([turn(steps, now) for steps in (mine, *theirs.values())])
    print(f"\n{name}, (T, B, H, V) = {SHAPE}")
    print(f"rnnlib {statistics.median(t[0] for t in times) * 1e3:7.1f} ms an update")
    for k, variant in enumerate(theirs, 1):
        ms = statistics.median(t[k] for t in times) * 1e3
        print(f"{variant} {ms:7.1f} ms, × {statistics.median(t[0] / t[k] for t in times):.2f}")
    parts = breakdown(ours, batch, len(times), now)
    whole = sum(parts.values())
    for part, spent in parts.items():
        if spent < 0:  # the parts are more than the whole
            print("  two directions run at the same time, and both are counted", flush=True)
        else:
            print(f"  {part:20} {spent * 1e3:7.2f} ms {spent / whole:6.1%}", flush=True)


def turn(steps, now):
    """How long a step takes; by the clock, when the threads that work on it have settled."""
    if now is time.perf_counter:
        time.sleep(SETTLED)
        next(steps)
    return clock(steps, now)


def clock(steps, now):
    """How long the next of these steps takes."""
    start = now()
    next(steps)
    return now() - start


def check(mine, theirs):
    """The same losses, update by update, from those that compute the same."""
    for _ in range(ALIKE):
        loss = next(mine)
        for variant, other in theirs.items():
            found = next(other)
            assert variant == OTHER or abs(found - loss) < 1e-4 * loss, (variant, loss, found)


def updates(model, batch, optimiser=None):
    """The loss of every update of ours."""
    from rnnlib import Adam, fit

    optimiser = optimiser or Adam(model.params, LR)
    for record in fit(model, repeat(batch), optimiser, clip=CLIP):
        yield record.loss


def torch_updates(model, batch):
    """The loss of every update of PyTorch's."""
    import torch

    params = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.Adam(params, lr=LR, fused=True)
    while True:
        optimiser.zero_grad()
        loss = model(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, CLIP)
        optimiser.step()
        yield loss.item()


def breakdown(model, batch, n, now):
    """Median seconds of the parts of an update of ours, over n of them."""
    from unittest.mock import patch

    from rnnlib import Adam, Recurrent, train

    spent, optimiser = {}, Adam(model.params, LR)

    def timed(part, function):
        def wrapped(*args, **kwargs):
            start = now()
            try:
                return function(*args, **kwargs)
            finally:
                spent[part] = spent.get(part, 0.0) + now() - start

        return wrapped

    embedding, *above = model.rnn.layers
    recurrent = [way for layer in above for way in getattr(layer, "layers", (layer,))]
    assert all(isinstance(layer, Recurrent) for layer in recurrent)
    for layer in recurrent:
        layer.forward = timed("recurrent forward", layer.forward)
        layer.backward = timed("recurrent backward", layer.backward)
    for part, layer in (("embedding", embedding), ("linear", model.readout)):
        layer.forward, layer.backward = timed(part, layer.forward), timed(part, layer.backward)
    model.loss = timed("softmax and loss", model.loss)
    optimiser.step = timed("Adam", optimiser.step)
    rows = []
    clips = {name: timed("clipping", getattr(train, name)) for name in ("clip_norm", "global_norm")}
    with patch.multiple(train, **clips):
        steps = updates(model, batch, optimiser)
        for _ in range(n):
            spent.clear()
            whole = clock(steps, now)
            rows.append(spent | {"rest": whole - sum(spent.values())})
    return {part: statistics.median(row[part] for row in rows) for part in rows[0]}


if __name__ == "__main__":
    main()
