"""How fast CTC's loss and gradient are: paired ratios against `torch.nn.functional.ctc_loss`.

    python tests/benchmarks/ctc.py                      on one thread
    python tests/benchmarks/ctc.py --threads 2 --seconds 5

One piece of work is the loss of a batch and its gradient by the logits, log softmax included, in
float32. The two take turns in one process, on the same number of threads; printed is the median
time of ours, and the median of the ratios of neighbours in time, below 1 where rnnlib is faster.
"""

import argparse
import os
import subprocess
import sys

from recurrent import KEEP_MEMORY, THREADS, describe, peer, ratio

SHAPES = {  # (T, B, C, L): steps, sequences, symbols with the blank, symbols of a target
    "digits": (100, 16, 12, 8),
    "short": (40, 16, 11, 4),
    "letters": (400, 16, 28, 60),
}


def main():
    """Read the command line, settle threads and memory, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each shape")
    options = parser.parse_args()
    settings = KEEP_MEMORY | dict.fromkeys(THREADS, str(options.threads))
    if any(os.environ.get(name) != value for name, value in settings.items()):
        sys.exit(subprocess.call([sys.executable, *sys.argv], env=os.environ | settings))

    describe(options.threads)
    print(f"\n{'batch':9} {'shape (T, B, C, L)':20} {'rnnlib ms':>10} {'× torch':>9}")
    for name, shape in SHAPES.items():
        ours, theirs = contestants(*shape)
        there = peer() is not None
        times, own = ratio(ours, theirs if there else ours, options.seconds)
        beside = f"{times:9.2f}" if there else f"{'–':>9}"
        print(f"{name:9} {shape!s:20} {own * 1e3:10.2f} {beside}", flush=True)


def contestants(T, B, C, L, seed=0):
    """Two functions that return (loss, gradient), the mean over the batch: ours, and PyTorch's."""
    import numpy as np

    from rnnlib import ctc_loss

    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(T, B, C)).astype(np.float32)
    targets = [rng.integers(1, C, L) for _ in range(B)]
    lengths = rng.integers(3 * T // 4, T + 1, B)
    mask = np.arange(T)[:, None] < lengths
    torch = peer()
    if torch is None:
        return lambda: ctc_loss(logits, targets, mask), None
    z = torch.tensor(logits, requires_grad=True)
    flat = torch.tensor(np.stack(targets))
    steps, sizes = torch.tensor(lengths), torch.full((B,), L)

    def theirs():
        z.grad = None
        log_y = z.log_softmax(2)
        loss = torch.nn.functional.ctc_loss(log_y, flat, steps, sizes, reduction="sum") / B
        loss.backward()
        return loss.item(), z.grad.numpy()

    return lambda: ctc_loss(logits, targets, mask), theirs


if __name__ == "__main__":
    main()
