"""What the mutation programs share: which changes, a copy of the project to make them in, a table.

A program lists all changes that it knows how to make, as `Mutation`s. `chosen` takes some of them
with a seed; `judged` makes each in a copy of the project, runs the tests there, stage by stage, and
takes it back; `report` prints who noticed. The project itself is only read.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import chain, zip_longest
from pathlib import Path
from queue import Queue
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
NOT_COPIED = (".git", "__pycache__", ".*_cache", ".hypothesis", ".ipynb_checkpoints", "*.egg-info")
PYTEST = (  # one process, no notebooks, the same examples every time; stop at the first failure
    *("--override-ini", "addopts=--import-mode=importlib --strict-markers"),
    *("-p", "no:nbval", "-p", "no:xdist", "-p", "no:cacheprovider"),
    *("--hypothesis-profile=ci", "-x", "-q", "-rfE", "--tb=no", "--no-header"),
)
SECONDS = 1800  # of one stage; a mutant that runs longer does not come to an end


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
    """A copy of the project's files in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
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
    settings = {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "" if bytecode else "1"}
    for tests in stages:
        command = [sys.executable, "-m", "pytest", *PYTEST, *tests]
        run = subprocess.Popen(
            command,
            cwd=copy,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            output, _ = run.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.communicate()
            return f"no end after {SECONDS} s"
        if run.returncode:
            return _name_of_failure(output) or f"exit code {run.returncode}"
    return None


def _name_of_failure(output):
    for line in output.splitlines():
        kind, _, rest = line.partition(" ")
        if kind in ("FAILED", "ERROR") and rest.startswith("tests"):
            return rest.partition(" - ")[0]
    return None


def judged(mutations, stages_of, project=PROJECT, jobs=1):
    """A `Verdict` on each mutation, in their order, as it comes.

    ``stages_of(file)``: the stages of tests that a mutation of this file has to pass. They are run
    without any change first. RuntimeError: they fail, or they test another place than the copy.
    """
    with ExitStack() as stack:
        copies = Queue()
        for _ in range(jobs):
            copies.put(stack.enter_context(copied(project)))
        pool = stack.enter_context(ThreadPoolExecutor(jobs))

        def judge(mutation):
            with _one_of(copies) as copy, changed(copy, mutation):
                return Verdict(mutation, first_failure(copy, stages_of(mutation.file)))

        with _one_of(copies) as copy:
            _expect_imports_from(copy, {m.file.partition("/")[0] for m in mutations})
            tests = dict.fromkeys(t for m in mutations for s in stages_of(m.file) for t in s)
            if failed := first_failure(copy, [tests], bytecode=True):
                raise RuntimeError(f"{failed} fails, though nothing has been changed")
        yield from pool.map(judge, mutations)


def _expect_imports_from(copy, packages):
    for name in packages:
        command = [sys.executable, "-c", f"import {name}; print({name}.__file__)"]
        env = os.environ | {"PYTHONPATH": str(copy)}
        place = subprocess.check_output(command, cwd=copy.parent, env=env, text=True).strip()
        if copy.resolve() not in Path(place).resolve().parents:
            raise RuntimeError(f"{name}: expected the copy's, {copy}, got {place}")


@contextmanager
def _one_of(copies):
    copy = copies.get()
    try:
        yield copy
    finally:
        copies.put(copy)


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
