"""How fast a step of training is: paired ratios against `torch.nn` and against a naive loop.

    python tests/benchmarks/recurrent.py                     everything, about ten minutes
    python tests/benchmarks/recurrent.py --cells LSTMCell --shapes AD --threads 1

One piece of work is a run forward and backward with all gradients, in float32. The contestants take
turns in one process, on the same number of threads; printed is the median of the ratios of
neighbours in time, below 1 where rnnlib is faster. PyTorch gets the memory settings that suit it
best (its buffers are kept instead of being returned to the system), and so does NumPy. «≈» marks a
layer of PyTorch's that computes something like, but not the same.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

KEEP_MEMORY = {  # glibc: no page faults for large buffers; read when a process starts
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "300000000",
}
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main():
    """Read the command line, settle threads and memory, print the tables."""
    from contestants import CELLS, SHAPES

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=list(CELLS), metavar="CELL")
    parser.add_argument("--shapes", default="".join(SHAPES), help="letters, such as ACD")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each pair")
    parser.add_argument("--no-memory", action="store_true", help="leave out memory and growth")
    options = parser.parse_args()
    settings = KEEP_MEMORY | dict.fromkeys(THREADS, str(options.threads))
    if any(os.environ.get(name) != value for name, value in settings.items()):
        sys.exit(subprocess.call([sys.executable, *sys.argv], env=os.environ | settings))

    describe(options.threads)
    table(options)
    if not options.no_memory:
        growth(options.cells)
        memory(options.cells, options.shapes)


def describe(threads):
    """One line on what runs here."""
    import numpy as np

    torch = peer(threads)
    print(
        f"NumPy {np.__version__}, "
        + (f"PyTorch {torch.__version__}, " if torch else "no PyTorch, ")
        + f"{threads} BLAS thread(s), float32"
    )


def peer(threads=None):
    """PyTorch on so many threads, or None."""
    try:
        import torch
    except ModuleNotFoundError:
        return None
    if threads:
        torch.set_num_threads(threads)
    return torch


def table(options):
    """Median ratios, cell by cell and shape by shape."""
    from contestants import CELLS, SHAPES, Work

    print(
        f"\n{'cell':18} {'shape (T, B, D, H)':24} {'rnnlib ms':>10} {'× torch':>9} {'× naive':>9}"
    )
    for cell in options.cells:
        for shape in options.shapes:
            work = Work(cell, *SHAPES[shape])
            work.check(torch=peer() is not None)
            ours = work.rnnlib()
            torch = ratio(ours, work.torch(), options.seconds) if peer() else None
            naive = ratio(ours, work.naive(), options.seconds)
            near = " " if CELLS[cell][2] else "≈"
            beside = f"{near}{torch[0]:8.2f}" if torch else f"{'–':>9}"
            start = f"{cell:18} {shape} {SHAPES[shape]!s:22}"
            print(f"{start} {naive[1] * 1e3:10.2f} {beside} {naive[0]:9.2f}", flush=True)


def ratio(ours, theirs, seconds):
    """The median of paired ratios ours / theirs, and the median time of ours."""
    ours(), theirs()
    pairs, start = [], time.perf_counter()
    while len(pairs) < 5 or time.perf_counter() - start < seconds:
        a = clock(ours)
        pairs.append((a, clock(theirs)))
    return statistics.median(a / b for a, b in pairs), statistics.median(a for a, _ in pairs)


def clock(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def growth(cells):
    """Time per step as T doubles, the best of five runs each: 1.00 is linear growth."""
    from contestants import Work

    lengths = [125 * 2**k for k in range(7)]
    print("\ntime per step relative to T = 125, at (T, 16, 2, 64)")
    print(f"{'cell':18} " + " ".join(f"{T:>6}" for T in lengths))
    for cell in cells:
        per_step = []
        for T in lengths:
            work = Work(cell, T, 16, 2, 64).rnnlib()
            work()
            per_step.append(min(clock(work) for _ in range(5)) / T)
        print(f"{cell:18} " + " ".join(f"{t / per_step[0]:6.2f}" for t in per_step), flush=True)


def memory(cells, shapes):
    """Peak memory of one piece of work, each in a fresh process; MB above what the input takes."""
    from contestants import SHAPES

    print("\npeak memory, MB")
    print(f"{'cell':18} {'shape (T, B, D, H)':24} {'rnnlib':>8} {'torch':>8} {'naive':>8}")
    script = os.path.join(os.path.dirname(__file__), "peak.py")
    plain = {k: v for k, v in os.environ.items() if k not in KEEP_MEMORY}
    for cell in cells:
        for shape in shapes:
            row = []
            for who in ("rnnlib", "torch" if peer() else None, "naive"):
                command = [sys.executable, script, cell, who, *map(str, SHAPES[shape])]
                run = who and subprocess.check_output(command, env=plain, text=True)
                row.append(f"{float(run):8.1f}" if run else f"{'–':>8}")
            print(f"{cell:18} {shape} {SHAPES[shape]!s:22} {' '.join(row)}", flush=True)


if __name__ == "__main__":
    main()
