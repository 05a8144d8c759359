"""Notebooks that cannot be judged: it is said why, and whose file is to blame."""

from pathlib import Path

import pytest
from chapters.grade.students import HARMLESS, IMPORTS, notebook

from rnnlib.chapters.grade.class_run import grade
from rnnlib.chapters.grade.judge import Limits


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


@pytest.mark.parametrize("released", [b"", b"[]", b"{}"])
def test_a_released_notebook_that_is_none_is_the_teachers(tmp_path, released):
    for place, data in (
        ("release/ps1", released),
        ("submitted/ada/ps1", notebook([IMPORTS, HARMLESS])),
        ("submitted/bo/ps1", b"["),
    ):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "05.ipynb").write_bytes(data)
    ada, bo = said(tmp_path, tmp_path)
    blamed = "The teacher's own copy, release/ps1/05.ipynb, cannot be read: it is no notebook"
    assert ada[:2] == ("ada", "unreadable") and ada[2].startswith(blamed)
    assert bo[2] == "It is no notebook: its text is not JSON."


def test_a_released_notebook_that_cannot_be_opened_is_the_teachers(tmp_path, monkeypatch):
    for place in ("release/ps1", "submitted/ada/ps1"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "05.ipynb").write_bytes(notebook([IMPORTS, HARMLESS]))
    closed, opened = tmp_path / "release/ps1/05.ipynb", Path.read_bytes

    def read_bytes(file):
        if file == closed:
            raise PermissionError(13, "Permission denied")
        return opened(file)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    blamed = "The teacher's own copy, release/ps1/05.ipynb, cannot be read: permission denied."
    assert said(tmp_path, tmp_path) == [("ada", "unreadable", blamed)]
