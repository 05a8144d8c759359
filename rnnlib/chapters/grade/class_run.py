"""All notebooks of a class, judged by several processes or a cluster; outcomes are kept as they
come."""

import hashlib
import json
import os
from concurrent.futures import as_completed
from pathlib import Path
from typing import NamedTuple

from rnnlib.chapters.course import CHAPTERS
from rnnlib.chapters.grade.checks import broken, checks
from rnnlib.chapters.grade.judge import Judged, judged
from rnnlib.chapters.grade.submissions import (
    code_cells,
    mended,
    submissions,
    teachers,
    with_locked,
)
from rnnlib.experiments.training.pool import pool
from rnnlib.files import about, alone

CHAPTER = {name: chapter.name for chapter in CHAPTERS for name in chapter.exercises}
ORDER = list(CHAPTER)


class Row(NamedTuple):
    """One exercise of one notebook; without an exercise, what is wrong with the notebook."""

    student: str
    assignment: str
    file: str
    exercise: str
    grade_id: str
    outcome: str
    mistake: str
    says: str


def grade(folder, store, limits, *, jobs=-1, dask=None, progress=True):
    """(the `Row`s of all notebooks in ``folder``, in the order of `submissions` and of the course;
    sentences on notebooks that were harmed meanwhile).

    ``store`` is the file of outcomes: what stands in it, of the same notebook and limits, is not
    judged again. ``jobs`` and ``dask`` are those of `rnnlib.experiments`.

    ValueError: no notebooks, or another process is at work on the store.
    """
    found = submissions(folder)
    planned = [_planned(one) for one in found]
    with alone(store):
        known = _read(store)
        wanted = {
            _key(one, check, limits): check
            for one, (plan, _) in zip(found, planned, strict=True)
            for check in plan
        }
        missing = {key: check for key, check in wanted.items() if key not in known}
        for key, outcome in _outcomes(missing, limits, jobs, dask, len(wanted), progress):
            _append(store, key, outcome)
            known[key] = outcome
    harmed = mended(found)
    present = {check.exercise for plan, _ in planned for check in plan}
    rows = []
    for one, (plan, problem) in zip(found, planned, strict=True):
        outcomes = {c.exercise: (c, known[_key(one, c, limits)]) for c in plan}
        rows += _rows(one, outcomes, problem, present)
    return rows, harmed


def _planned(one):
    """(the `Check`s of a submission, what is wrong with it)."""
    if one.problem:
        return [], one.problem
    try:
        cells = code_cells(one.data)
        if one.release is not None:
            cells = with_locked(cells, _released(one))
        found = checks(cells)
    except ValueError as error:
        return [], str(error)
    except (RecursionError, MemoryError):
        return [], "Its code is too deeply nested to be read."
    return found, "" if found else " ".join(["It checks no exercise.", *broken(cells)])


def _released(one):
    """The code cells of the teacher's copy; what is wrong with it is not the student's."""
    try:
        return code_cells(one.release)
    except ValueError as error:
        raise ValueError(teachers(one.file, str(error))) from None


def _key(one, check, limits):
    """What an outcome depends on: the notebook, what is made of it here, the limits."""
    made = hashlib.sha256(repr(check).encode()).hexdigest()[:16]
    return f"{one.digest} {check.exercise} {made} {' '.join(map(str, limits))}"


def _outcomes(missing, limits, jobs, dask, total, progress):
    """(key, `Judged`) as they come, behind a bar of progress."""
    from tqdm import tqdm

    if not missing:
        return
    done = total - len(missing)
    bar = tqdm(total=total, initial=done, unit="exercise", disable=not progress)
    with bar, pool(jobs, dask) as workers:
        futures = {workers.submit(judged, c, limits): key for key, c in missing.items()}
        for future in as_completed(futures):
            yield futures[future], future.result()
            bar.update()


def _read(store):
    """{key: Judged} of a store; a last line that a kill cut short is not read."""
    store = Path(store)
    if not store.exists():
        return {}
    lines = store.read_bytes().split(b"\n")
    try:
        rows = [json.loads(line) for line in lines[:-1] if line]
        known = {row.pop("key"): Judged(**row) for row in rows}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{store}: expected outcomes of a class, got another file") from None
    if lines[-1]:
        os.truncate(store, sum(len(line) + 1 for line in lines[:-1]))
    return known


def _append(store, key, outcome):
    line = json.dumps({"key": key, **outcome._asdict()}) + "\n"
    with about(store), open(store, "a", encoding="utf-8", newline="\n") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def _rows(one, outcomes, problem, present):
    whose = (one.student, one.assignment, one.file)
    if problem:
        return [Row(*whose, "", "", "unreadable", problem, problem)]
    rows, begun = [], {CHAPTER[name] for name in outcomes}
    for name in ORDER:
        if name in outcomes:
            check, found = outcomes[name]
            rows.append(Row(*whose, name, check.grade_id, found.outcome, found.mistake, found.says))
        elif name in present and CHAPTER[name] in begun:
            rows.append(Row(*whose, name, "", "missing", "", "Its notebook does not check it."))
    return rows
