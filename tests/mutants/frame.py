"""What the mutation programs share: which changes, a copy of the project to make them in, a table.

A program lists all changes that it knows how to make, as `Mutation`s. `chosen` takes some of them
with a seed; `judged` makes each in a copy of the project, runs the tests there, stage by stage, and
takes it back; `report` prints who noticed. The project itself is only read.
"""

import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain, zip_longest
from pathlib import Path
from queue import Queue
from typing import NamedTuple

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
NOT_COPIED = (
    *(".git", "build", "pages", "__pycache__", ".*_cache", ".hypothesis"),
    *(".ipynb_checkpoints", "*.egg-info"),
)
PYTEST = (  # one process, no notebooks, the same examples every time; stop at the first failure
    *("--override-ini", "addopts=--import-mode=importlib --strict-markers"),
    *("-p", "no:nbval", "-p", "no:xdist", "-p", "no:cacheprovider"),
    *("--hypothesis-profile=ci", "-x", "-q", "-rfE", "--tb=no", "--no-header"),
)
SECONDS = 1800  # of one stage; a mutant that runs longer does not come to an end
FORKS = multiprocessing.get_context("forkserver")  # what is slow to load is loaded but once:
PRELOAD = ("numpy", "pytest", "hypothesis", "torch")


class Mutation(NamedTuple):
    """One change of one file: its place, what stood there, what stands there now."""

    file: str  # in the project, such as "rnnlib/ops.py"
    line: int
    old: str  # a line of the file
    new: str
    text: str  # the whole file, changed


def mutation_of(file, text, begin, end, inside):
    """The `Mutation` that puts ``inside`` for the characters ``text[begin:end]``."""
    start = text.rfind("\n", 0, begin) + 1
    old, new = text[start:].split("\n", 1)[0], (text[start:begin] + inside).split("\n", 1)[0]
    if "\n" not in text[begin:end] and "\n" not in inside:
        new += text[end:].split("\n", 1)[0]
    line = text.count("\n", 0, begin) + 1
    return Mutation(file, line, old.strip(), new.strip(), text[:begin] + inside + text[end:])


class Verdict(NamedTuple):
    """A mutation and what noticed it: a test's name; None where it survived."""

    mutation: Mutation
    noticed: str | None


def chosen(mutations, count, seed):
    """``count`` of the mutations, by chance; no file has a second one before each has its first."""
    rng = random.Random(seed)
    files = {}
    for mutation in sorted(mutations):
        files.setdefault(mutation.file, []).append(mutation)
    turns = [rng.sample(own, len(own)) for own in files.values()]
    rng.shuffle(turns)
    rounds = chain.from_iterable(zip_longest(*turns))
    return [mutation for mutation in rounds if mutation is not None][:count]


@contextmanager
def copied(project):
    """A copy of the project's files, in its own ``build``: what clears /tmp does not reach it."""
    build = project / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="mutants-", dir=build) as folder:
        copy = Path(folder, "project")
        shutil.copytree(project, copy, ignore=shutil.ignore_patterns(*NOT_COPIED))
        yield copy


@contextmanager
def changed(copy, mutation):
    """The copy with the mutation in it; then as it was, to the second of its date."""
    path = copy / mutation.file
    stat, original = path.stat(), path.read_bytes()
    path.write_text(mutation.text, encoding="utf-8", newline="")
    try:
        yield
    finally:
        path.write_bytes(original)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def first_failure(copy, stages, bytecode=False):
    """The first test that fails, stage by stage (each some paths for pytest); None if none does.

    Bytecode is kept of the unchanged files alone: a change may leave date and size as they were.
    """
    for tests in stages:
        with tempfile.NamedTemporaryFile("r", errors="replace") as output:
            run = FORKS.Process(target=_run_pytest, args=(copy, tests, output.name, bytecode))
            run.start()
            run.join(SECONDS)
            if run.is_alive():
                run.kill()
                return f"no end after {SECONDS} s"
            if run.exitcode:
                return _name_of_failure(output) or f"exit code {run.exitcode}"
    return None


def _run_pytest(copy, tests, output, bytecode):
    """In a process of its own: the tests there, and nothing but the copy's modules."""
    file = os.open(output, os.O_WRONLY)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.chdir(copy)
    sys.dont_write_bytecode = not bytecode
    os.environ |= {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "" if bytecode else "1"}
    sys.path[:] = [str(copy), *(place for place in sys.path if place != str(HERE))]
    import pytest

    code = pytest.main([*PYTEST, *tests])
    strangers = [name for name, module in sys.modules.items() if _is_of(PROJECT, module, copy)]
    if strangers:
        print("ERROR", strangers, "came from the project, not from its copy")
        code = 99
    sys.exit(int(code))


def _is_of(project, module, copy):
    file = getattr(module, "__file__", None)
    file = Path(file) if file else Path("/")
    inside = project in file.parents and copy not in file.parents
    installed = Path(sys.prefix) in file.parents  # an environment may lie in the project, too
    return inside and HERE not in file.parents and not installed


def _name_of_failure(output):
    for line in output:
        kind, _, rest = line.rstrip("\n").partition(" ")
        if kind in ("FAILED", "ERROR") and rest.startswith("tests"):
            return rest.partition(" - ")[0]
    return None


def judged(mutations, stages_of, project=PROJECT, jobs=1, preload=PRELOAD):
    """A `Verdict` on each mutation, in their order, as it comes.

    ``stages_of(file)``: the stages of tests that a mutation of this file has to pass.
    RuntimeError: the test that failed does so without the change, too, and has noticed nothing.
    """
    os.environ.update({f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")})
    FORKS.set_forkserver_preload(list(preload))
    with ExitStack() as stack:
        copies, sound = Queue(), set()
        for _ in range(jobs):
            copies.put(stack.enter_context(copied(project)))
        pool = stack.enter_context(ThreadPoolExecutor(jobs))

        def judge(mutation):
            copy = copies.get()
            try:
                with changed(copy, mutation):
                    failed = first_failure(copy, stages_of(mutation.file))
                if failed and failed.startswith("tests") and failed not in sound:
                    if first_failure(copy, [[failed]], bytecode=True):
                        raise RuntimeError(f"{failed} fails, though nothing has been changed")
                    sound.add(failed)
                return Verdict(mutation, failed)
            finally:
                copies.put(copy)

        yield from pool.map(judge, mutations)


def report(verdicts, equivalent, write=print):
    """A line for each verdict as it comes, then the counts; the survivors that are a gap.

    ``equivalent``: for (file, old, new), why no test can notice it.
    """
    noticed, equal, gaps = 0, 0, []
    for m, by in verdicts:
        reason = equivalent.get((m.file, m.old, m.new))
        if by:
            noticed += 1
        elif reason:
            equal += 1
            by = f"nobody can: {reason}"
        else:
            gaps.append(m)
            by = "NOBODY"
        write(f"{m.file}:{m.line}\n  - {m.old}\n  + {m.new}\n  {by}")
    tried = noticed + equal + len(gaps)
    write(f"{tried} tried, {noticed} noticed, {equal} equivalent, {len(gaps)} not noticed")
    return gaps
