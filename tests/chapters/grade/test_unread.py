"""Notebooks that cannot be judged: it is said why, and whose file is to blame."""

from chapters.grade.students import IMPORTS, notebook

from rnnlib.chapters.grade.class_run import grade
from rnnlib.chapters.grade.judge import Limits

LOCKED = {"grade_id": "check", "locked": True, "solution": False}


def said(folder, tmp_path):
    rows, _ = grade(folder, tmp_path / "x.jsonl", Limits(), jobs=1, progress=False)
    return [(row.student, row.outcome, row.says) for row in rows]


def test_who_checks_nothing_is_told_of_what_is_no_python(tmp_path):
    (tmp_path / "ada.ipynb").write_bytes(notebook([IMPORTS, "x y"]))
    assert said(tmp_path, tmp_path) == [
        (
            "ada",
            "unreadable",
            "It checks no exercise. Its code cell 2 is no Python, line 1, `x y`: invalid syntax.",
        )
    ]
