"""A class is judged alike by this process, by others beside it and on a cluster."""

import pytest
from chapters.grade.students import IMPORTS, RIGHT, TURNED, fill
from needs import need

from rnnlib.chapters.__main__ import main
from rnnlib.chapters.grade import class_run
from rnnlib.chapters.grade.checks import checks
from rnnlib.chapters.grade.class_run import grade
from rnnlib.chapters.grade.judge import Limits


@pytest.fixture
def folder(tmp_path):
    fill(tmp_path / "class", {"ada": [IMPORTS, RIGHT], "bo": [IMPORTS, TURNED]})
    return tmp_path / "class"


def test_here_and_on_a_cluster(folder, tmp_path):
    need("distributed")
    here = grade(folder, tmp_path / "a.jsonl", Limits(), jobs=1, progress=False)
    there = grade(folder, tmp_path / "b.jsonl", Limits(), jobs=1, dask="local", progress=False)
    assert here == there
    assert [row.outcome for row in here[0]] == ["right", "wrong"] and here[1] == []


def test_what_was_judged_of_other_cells_is_judged_anew(folder, tmp_path, monkeypatch):
    asked = []

    def outcomes(missing, *rest):
        asked.append(len(missing))
        return [(key, class_run.Judged("blank", "", "")) for key in missing]

    def more(cells):
        return [check._replace(cells=(*check.cells, "x = 3")) for check in checks(cells)]

    monkeypatch.setattr(class_run, "_outcomes", outcomes)
    for reads in (checks, checks, more):
        monkeypatch.setattr(class_run, "checks", reads)
        grade(folder, tmp_path / "a.jsonl", Limits(), progress=False)
    assert asked == [2, 0, 2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "folder: expected a folder with notebooks, got nowhere"),
        (["class", "--out", "nowhere/x"], "expected a file in an existing folder"),
        (["class", "--out", "other"], "expected outcomes of a class, got another file"),
    ],
)
def test_what_makes_no_sense_is_said(folder, tmp_path, monkeypatch, capsys, arguments, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.jsonl").write_text('{"experiment": "success"}\n')
    assert main(["grade", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--seconds", "--memory", "--processes", "--disk", "--wait"])
@pytest.mark.parametrize("value", ["0", "-1", "nan", "much"])
def test_limits_are_positive_numbers(folder, capsys, option, value):
    with pytest.raises(SystemExit):
        main(["grade", str(folder), option, value])
    whole = " whole" if option in ("--memory", "--processes", "--disk") else ""
    expected = f"argument {option}: expected a positive{whole} number below 1000000, got {value}\n"
    assert capsys.readouterr().err.endswith(expected)
