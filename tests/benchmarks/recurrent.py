"""How fast a run forward and backward is, with all gradients: paired ratios against PyTorch.

    python tests/benchmarks/recurrent.py                     everything, half an hour or so
    python tests/benchmarks/recurrent.py --cells LSTMCell --shapes AD --threads 1 --no-memory

The contestants take turns in one process, on the same number of threads; printed is the median of
the ratios of neighbours in time, below 1 where rnnlib is faster: compiled (`rnnlib.compiled`) and
in NumPy alone, each beside `torch.nn`; then compiled beside a naive loop, and beside the floor,
which is the run's products and nothing else, all steps at once. Everybody gets the memory settings
that suit PyTorch best (its buffers are kept instead of being returned to the system), and all
instructions that the processor has. «≈» marks a layer of PyTorch's that computes something like,
but not the same. On one thread, times are the processor's own, whoever else is at work. On several
a turn begins without a clock, until its own threads are awake and those of the one before asleep:
idle threads of OpenMP go on spinning for a while, on the processors that the next one wants.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

import kernels

KEEP_MEMORY = {  # glibc: no page faults for large buffers; read when a process starts
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "300000000",
}
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
TURN = 5e-3  # seconds
SETTLED = 0.1  # seconds until threads that spin have gone to sleep
LENGTHS = [125 * 2**k for k in range(7)]


def main():
    """Read the command line, settle threads and memory, print the tables."""
    from contestants import CELLS, SHAPES

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", nargs="+", choices=CELLS, default=list(CELLS), metavar="CELL")
    parser.add_argument("--shapes", default="".join(SHAPES), help="letters, such as ACD")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dtype", choices=("float32", "float64"), default="float32")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each cell and shape")
    parser.add_argument("--no-memory", action="store_true", help="leave out memory and growth")
    parser.add_argument("--avx2", action="store_true", help="no AVX-512, for any of them")
    options = parser.parse_args()
    settings = dict.fromkeys(THREADS, str(options.threads))
    wanted = kernels.environment(options.avx2) | KEEP_MEMORY | settings
    if wanted != dict(os.environ):
        sys.exit(subprocess.call([sys.executable, *sys.argv], env=wanted))

    describe(options.threads, options.dtype)
    with kernels.loops(options.avx2):
        tables(options)


def tables(options):
    """All that is wanted."""
    table(options)
    if not options.no_memory:
        growth(options.cells)
        checkpoints(options.cells)
        memory(options.cells, options.shapes)


def describe(threads, dtype="float32"):
    """One line on what runs here."""
    import numpy as np

    torch = peer(threads)
    print(
        f"NumPy {np.__version__} ({kernels.openblas()}), "
        + (f"PyTorch {torch.__version__}, " if torch else "no PyTorch, ")
        + f"{threads} thread(s), {dtype}; memory: {' '.join(KEEP_MEMORY)} raised"
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

    now = time.thread_time if options.threads == 1 else time.perf_counter
    heads = ("ms", "÷ torch", "NumPy ÷ torch", "÷ naive", "÷ floor")
    print(f"\n{'cell':18} {'shape (T, B, D, H)':24}" + "".join(f"{head:>14}" for head in heads))
    for cell in options.cells:
        for shape in options.shapes:
            work = Work(cell, *SHAPES[shape], options.dtype)
            work.check(torch=peer() is not None)
            others = [work.numpy(), work.naive()]
            others += [work.torch(), work.floor()] if peer() else []
            times = medians([work.rnnlib(), *others], options.seconds, now, options.threads)
            near = "" if CELLS[cell][2] else "≈"
            row = [f"{statistics.median(t[0] for t in times) * 1e3:.2f}"]
            if peer():
                row += [f"{near}{quotient(times, 0, 3):.2f}", f"{near}{quotient(times, 1, 3):.2f}"]
            row += [
                f"{quotient(times, 0, 2):.2f}",
                *([f"{quotient(times, 0, 4):.2f}"] if peer() else []),
            ]
            start = f"{cell:18} {shape} {SHAPES[shape]!s:22}"
            print(start + "".join(f"{value:>14}" for value in row), flush=True)


def medians(works, seconds, now, threads=1):
    """The times of all works, taking turns: rounds of one time each, after two without a clock.

    A turn takes some milliseconds at least: what is quick is done several times, as in training.
    """
    first = [min(clock(work) for _ in range(2)) for work in works]
    turns = [(work, max(1, round(TURN / t))) for work, t in zip(works, first, strict=True)]
    rounds, start = [], time.perf_counter()
    while len(rounds) < 3 or time.perf_counter() - start < seconds:
        rounds.append([turn(work, now, n, threads) for work, n in turns])
    return rounds


def turn(work, now, n, threads):
    """The time of one of n pieces of work; on several threads, when they have settled."""
    if threads > 1:
        time.sleep(SETTLED)
        clock(work)
    return clock(work, now, n)


def ratio(ours, theirs, seconds, now=time.perf_counter):
    """The median of paired ratios ours / theirs, and the median time of ours."""
    times = medians([ours, theirs], seconds, now)
    return quotient(times, 0, 1), statistics.median(a for a, _ in times)


def quotient(times, a, b):
    """The median of the paired ratios of two works."""
    return statistics.median(round_[a] / round_[b] for round_ in times)


def clock(work, now=time.perf_counter, n=1):
    """The time of one of n pieces of work."""
    start = now()
    for _ in range(n):
        work()
    return (now() - start) / n


def growth(cells):
    """Time and memory per step as T doubles, the best of five runs each: 1.00 is linear growth."""
    from contestants import Work

    print("\ntime and memory per step relative to T = 125, at (T, 16, 2, 64)")
    print(f"{'cell':25} " + " ".join(f"{T:>6}" for T in LENGTHS))
    for cell in cells:
        spent, taken = [], []
        for T in LENGTHS:
            work = Work(cell, T, 16, 2, 64).rnnlib()
            work()
            spent.append(min(clock(work, time.thread_time) for _ in range(5)) / T)
            taken.append(traced(work) / T)
        for what, per_step in (("time", spent), ("memory", taken)):
            numbers = " ".join(f"{value / per_step[0]:6.2f}" for value in per_step)
            print(f"{cell:18} {what:6} {numbers}", flush=True)


def checkpoints(cells):
    """Time and memory of a tape of √T states beside that of all steps, at T = 4096.

    Memory is what Python and NumPy ask for at the most, beyond x, y and dx, which both have.
    """
    from contestants import Work

    shape = (4096, 16, 2, 64)
    print(f"\nwith checkpoints, at {shape}: time, and memory beyond x, y and dx")
    for cell in cells:
        work = Work(cell, *shape)
        both = [work.checkpoints(), work.rnnlib()]
        times = medians(both, 2.0, time.thread_time)
        T, B, D, _ = shape
        given = (2 * T * B * D + T * B * work.cell.output_size) * work.dtype.itemsize
        kept, whole = (traced(w) - given for w in both)
        print(
            f"{cell:18} {quotient(times, 0, 1):6.2f} × the time, 1/{whole / kept:.0f} of the memory"
        )


def traced(work):
    """The most memory that a piece of work asks for, in bytes."""
    import tracemalloc

    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


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
