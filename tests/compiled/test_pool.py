"""Several threads and processes at once."""

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from _thread import allocate_lock
from concurrent.futures import ThreadPoolExecutor
from weakref import ref

import numpy as np
import pytest
from needs import need

need("llvmlite")

from rnnlib import GRUCell, LSTMCell, Recurrent, compiled  # noqa: E402
from rnnlib.compiled import library, pool, runs  # noqa: E402


def work(seed, kind=LSTMCell):
    rng = np.random.default_rng(seed)
    layer = Recurrent(kind(5, 6 + seed % 3, rng=rng))
    y, tape = layer.forward(rng.normal(size=(7, 20, 5)))
    dx, _, grads = layer.backward(tape, rng.normal(size=y.shape))
    return [y.copy(), dx, *grads.values()]


@pytest.fixture(autouse=True)
def three_threads(monkeypatch):
    monkeypatch.setattr(pool, "LEAST", 1)
    before = compiled.threads()
    compiled.set_threads(3)
    yield
    compiled.set_threads(before)


def same(found, expected):
    return all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_runs_in_several_threads_are_those_of_one():
    expected = [work(seed) for seed in range(6)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(work, list(range(6)) * 3))
    assert all(map(same, found, expected * 3))


def test_one_layer_may_be_run_by_several_threads():
    rng = np.random.default_rng(0)
    layer, inputs = Recurrent(GRUCell(3, 4, rng=rng)), rng.normal(size=(12, 6, 17, 3))
    expected = [layer.forward(x)[0].copy() for x in inputs]
    fresh = Recurrent(GRUCell(3, 4, rng=rng))
    for name, p in layer.params.items():
        fresh.params[name][...] = p
    with ThreadPoolExecutor(4) as pool:
        assert same(list(pool.map(lambda x: fresh.forward(x)[0], inputs)), expected)


FIRST = """
import threading
import numpy as np
from rnnlib import GRUCell, LSTMCell, Recurrent, VanillaCell

def work(kind):
    barrier.wait()
    layer = Recurrent(kind(3, 4, rng=np.random.default_rng(0)))
    y, tape = layer.forward(np.ones((3, 9, 3)))
    layer.backward(tape, y)
    done.append(np.isfinite(y).all())

kinds = [GRUCell, LSTMCell, VanillaCell, GRUCell]
barrier, done = threading.Barrier(len(kinds)), []
threads = [threading.Thread(target=work, args=(kind,)) for kind in kinds]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(done == [True] * len(kinds))
"""


@pytest.mark.parametrize("warm", [False, True], ids=["compiling", "from disk"])
def test_the_first_use_may_be_that_of_several_threads(warm, tmp_path_factory):
    folder = tmp_path_factory.getbasetemp() / "first"
    env = os.environ | {"RNNLIB_CACHE": str(folder), "RNNLIB_COMPILED": "1"}
    given = {"env": env, "capture_output": True, "text": True, "timeout": 120}
    done = subprocess.run([sys.executable, "-c", FIRST], **given)
    assert done.stdout.strip() == "True", done.stderr


def child(queue):
    queue.put(work(1))
    queue.put(work(2, GRUCell))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_goes_on_with_threads_of_its_own():
    expected = work(1)
    assert pool._pool.cache_info().currsize  # there are threads, which no child inherits
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    process = context.Process(target=child, args=(queue,))
    process.start()
    found = [queue.get(timeout=60) for _ in range(2)]
    process.join(60)
    assert process.exitcode == 0
    assert same(found[0], expected) and same(found[1], work(2, GRUCell))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_waits_for_a_thread_that_compiles():
    inside, never = threading.Event(), threading.Event()

    def compile_slowly():
        with library._ALONE:
            inside.set()
            never.wait(0.3)

    thread = threading.Thread(target=compile_slowly)
    thread.start()
    inside.wait()
    queue = multiprocessing.get_context("fork").Queue()
    process = multiprocessing.get_context("fork").Process(target=child, args=(queue,))
    process.start()
    assert len([queue.get(timeout=60) for _ in range(2)]) == 2
    process.join(60)
    thread.join()
    assert process.exitcode == 0


@pytest.mark.parametrize("n", [1, 7, 8, 9, 16, 50])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_every_column_is_one_threads_and_registers_are_not_cut(n, threads):
    compiled.set_threads(threads)
    parts = []
    pool.shared(n, 8, 10**9, lambda first, last: parts.append((first, last)))
    parts.sort()
    assert [c for first, last in parts for c in range(first, last)] == list(range(n))
    assert all(first % 8 == 0 and first < last for first, last in parts)
    assert len(parts) == min(threads, -(-n // 8))
    sizes = [-(-(last - first) // 8) for first, last in parts]
    assert max(sizes) - min(sizes) <= 1


def test_little_work_is_not_shared(monkeypatch):
    monkeypatch.setattr(pool, "LEAST", 100)
    for operations, count in ((0, 1), (199, 1), (200, 2), (300, 3)):
        parts = []
        pool.shared(64, 8, operations, lambda first, last, parts=parts: parts.append(first))
        assert len(parts) == count


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_in_one_thread_is_the_callers(bad):
    def work(first, last):
        if (first > 0) == bad:
            raise KeyError(first)

    with pytest.raises(KeyError):
        pool.shared(64, 8, 10**9, work)


def test_who_is_interrupted_waits_until_all_threads_are_done():
    done = []

    def part(first, last):
        if first == 0:
            raise KeyboardInterrupt
        time.sleep(0.2)
        done.append((first, last))

    with pytest.raises(KeyboardInterrupt):
        pool.shared(48, 16, 10**9, part)
    assert sorted(done) == [(16, 32), (32, 48)]


def test_who_is_interrupted_while_he_waits_waits_on(monkeypatch):
    done, stops = [], [KeyboardInterrupt("first"), KeyboardInterrupt("second")]

    class Lock:
        """One in whose first acquisitions by who waits an interruption comes."""

        def __init__(self):
            self.real, self.made = allocate_lock(), False
            self.release = self.real.release

        def acquire(self):
            if self.made and stops:
                raise stops.pop(0)
            self.made = True
            return self.real.acquire()

    def part(first, last):
        if first:
            time.sleep(0.2)
            done.append(first)

    monkeypatch.setattr(pool, "allocate_lock", Lock)
    with pytest.raises(KeyboardInterrupt, match="second"):
        pool.shared(32, 16, 10**9, part)
    assert done == [16] and not stops


INTERRUPTED = """
import random, signal, sys, time
import numpy as np
from rnnlib import LSTMCell, Recurrent, compiled

compiled.set_threads(2)
layer = Recurrent(LSTMCell(20, 64, rng=np.random.default_rng(0), dtype="f4"))
x = np.ones((40, 64, 20), "f4")

def run():
    y, tape = layer.forward(x)
    return layer.backward(tape, np.ones_like(y))[0]

def stop(*_):
    raise KeyboardInterrupt

expected, came = run().copy(), 0
signal.signal(signal.SIGALRM, stop)
end = time.time() + 5
while time.time() < end:
    try:
        signal.setitimer(signal.ITIMER_REAL, random.uniform(1e-4, 0.02), 0.3)
        while True:
            run()
    except KeyboardInterrupt:
        came += 1
signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.setitimer(signal.ITIMER_REAL, 0)
print(came > 20, np.array_equal(run(), expected))
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer here that interrupts")
def test_who_is_interrupted_anywhere_can_run_again():
    given = {"capture_output": True, "text": True, "timeout": 120}
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], **given)
    assert done.stdout.split() == ["True", "True"], done.stderr


ENDING = """
import atexit, threading, time
import numpy as np
from rnnlib import LSTMCell, Recurrent, compiled

compiled.set_threads(2)
layer = Recurrent(LSTMCell(20, 64, rng=np.random.default_rng(0), dtype="f4"))

def train():
    time.sleep(0.2)
    y, tape = layer.forward(np.ones((40, 64, 20), "f4"))
    layer.backward(tape, np.ones_like(y))
    print("done")

atexit.register(train)
threading.Thread(target=train).start()
"""


def test_a_run_goes_on_while_the_process_ends():
    given = {"capture_output": True, "text": True, "timeout": 120}
    done = subprocess.run([sys.executable, "-c", ENDING], **given)
    assert done.stdout.split() == ["done", "done"] and not done.stderr, done.stderr


@pytest.mark.parametrize("back", [False, True])
def test_memory_is_there_as_long_as_a_thread_is_at_work(monkeypatch, back):
    rng = np.random.default_rng(0)
    layer = Recurrent(LSTMCell(5, 6, rng=rng))
    parts = []

    def none_done(n, unit, operations, work):
        parts.append(work)
        raise KeyboardInterrupt

    y, tape = layer.forward(rng.normal(size=(7, 20, 5)))
    dy, blocks = np.ones_like(y), [ref(block) for block in tape.kept]
    monkeypatch.setattr(runs, "shared", none_done)
    with pytest.raises(KeyboardInterrupt):
        if back:
            layer.backward(tape, dy)
        else:
            layer.run(tape)
    del y, tape
    gc.collect()
    assert len(parts) == 1 and all(block() is not None for block in blocks)
    parts.clear()
    gc.collect()
    assert all(block() is None for block in blocks)
