"""A class of honest and hostile notebooks: nobody harms another's row, nor the submissions."""

import csv
import os
import shutil
from pathlib import Path

import pytest
from chapters.grade.students import BROKEN, FAKERS, HONEST, fill, hostile

from rnnlib.chapters.__main__ import main
from rnnlib.chapters.grade import class_run

LIMITS = ("--seconds", "6", "--wait", "60")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """(rows by student and exercise, folder, the bytes that were in it, a file outside, the
    command's outputs)."""
    top = tmp_path_factory.mktemp("class")
    folder, outside = top / "submissions", top / "outside"
    outside.write_text("mine\n")
    fill(folder, HONEST | FAKERS | BROKEN | hostile(folder, outside))
    before = {file: file.read_bytes() for file in folder.rglob("*.ipynb")}
    out = top / "grades"
    assert main(["grade", str(folder), "--out", str(out), *LIMITS, "--jobs", "6"]) == 0
    with open(f"{out}.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["student"], row["exercise"]): row for row in rows}, folder, before, outside, out


def outcome(graded, student, exercise="affine"):
    return graded[0][student, exercise]["outcome"]


def test_every_notebook_has_its_row(graded):
    students = {student for student, _ in graded[0]}
    assert len(students) == len(HONEST) + len(FAKERS) + len(BROKEN) + 11


def test_the_honest_get_what_is_theirs(graded):
    assert outcome(graded, "ada") == "right"
    assert outcome(graded, "blank") == "blank"
    for student in ('Bo, "b" <b>', "'=cmd|'calc'!A0"):
        row = graded[0][student, "affine"]
        assert row["outcome"] == "wrong" and row["mistake"].startswith("`W` is turned round.")


def test_an_earlier_cell_that_stops_hangs_or_is_no_python_costs_nothing(graded):
    assert outcome(graded, "later") == "right"
    assert outcome(graded, "later", "slope") == "wrong"


@pytest.mark.parametrize(
    ("student", "expected", "says"),
    [
        ("hangs", "stopped", "It was stopped: it computed for 6 s, or took 60 s in all."),
        (
            "sleeps and ignores",
            "stopped",
            "It was stopped: it computed for 6 s, or took 60 s in all.",
        ),
        ("forks", "stopped", "processes"),
        ("segfault", "stopped", "crashed"),
        ("leaves", "stopped", "ended before it had answered"),
        ("exits", "wrong", "SystemExit: enough"),
        ("prints", "blank", ""),
        ("returns too much", "stopped", ""),
        ("deletes", None, ""),
        ("daemon", "blank", ""),
        ("kills its parent", None, ""),
    ],
)
def test_the_hostile_harm_their_own_row_alone(graded, student, expected, says):
    row = graded[0][student, "affine"]
    assert says in row["says"]
    assert row["outcome"] == expected if expected else row["outcome"] != "right"


def test_nothing_that_they_started_is_left(graded):
    mine = os.fsencode("rnnlib.chapters.grade.worker")
    commands = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            commands.append((file.read_bytes(), (file.parent / "cwd").readlink().name))
        except OSError:
            continue
    left = [where for command, where in commands if mine in command and "deleted" in where]
    assert left == []


def test_the_submissions_are_what_they_were(graded):
    _, folder, before, _, _ = graded
    assert {file: file.read_bytes() for file in folder.rglob("*.ipynb")} == before


@pytest.mark.parametrize("student", [name for name in FAKERS if name != "the solution"])
def test_nobody_fakes_a_solved_exercise(graded, student):
    rows = [row for (name, _), row in graded[0].items() if name == student]
    assert rows and all(row["outcome"] != "right" for row in rows)


def test_who_hands_in_the_solution_itself_is_told_of(graded):
    assert "name the given solution" in graded[0]["the solution", "affine"]["says"]


@pytest.mark.parametrize("student", BROKEN)
def test_what_is_no_notebook_is_said(graded, student):
    row = graded[0][student, ""]
    assert row["outcome"] == "unreadable" and row["says"].startswith("It ")


def test_the_same_command_judges_nothing_twice_and_writes_the_same(graded, monkeypatch, tmp_path):
    _, folder, _, _, out = graded
    for ending in ("jsonl", "csv", "html"):
        shutil.copy(f"{out}.{ending}", tmp_path / f"again.{ending}")
    monkeypatch.setattr(class_run, "pool", None)  # nobody to judge anything
    again = tmp_path / "again"
    command = ["grade", str(folder), "--out", str(again), *LIMITS]
    assert main(command) == 0
    for ending in ("csv", "html"):
        assert Path(f"{again}.{ending}").read_bytes() == Path(f"{out}.{ending}").read_bytes()


def test_a_line_that_a_kill_cut_short_is_judged_anew(graded, monkeypatch, tmp_path):
    _, folder, _, _, out = graded
    store = tmp_path / "cut.jsonl"
    store.write_bytes(Path(f"{out}.jsonl").read_bytes()[:-20])
    asked = []

    def outcomes(missing, *rest):
        asked.extend(missing)
        return [(key, class_run.Judged("blank", "", "")) for key in missing]

    monkeypatch.setattr(class_run, "_outcomes", outcomes)
    assert main(["grade", str(folder), "--out", str(tmp_path / "cut"), *LIMITS]) == 0
    assert len(asked) == 1
    assert store.read_bytes().count(b"\n") == Path(f"{out}.jsonl").read_bytes().count(b"\n")
