"""The record of solved exercises: kept, improved, reset, and never in the way."""

import json

import pytest

from rnnlib import exercises
from rnnlib.chapters.course import CHAPTERS
from rnnlib.exercises.machinery import record


@pytest.fixture
def file(tmp_path, monkeypatch):
    file = tmp_path / "deep" / "progress.json"
    monkeypatch.setenv(record.VARIABLE, str(file))
    return file


def test_a_check_is_kept_and_a_reset_forgets_it(file):
    table = exercises.progress()
    total = sum(len(chapter.exercises) for chapter in CHAPTERS)
    assert repr(table) == f"0 of {total} exercises solved"
    exercises.carousel.check(exercises.carousel.solution)
    assert json.loads(file.read_text(encoding="utf-8")) == {exercises.carousel.title: "right"}
    assert repr(table) == f"1 of {total} exercises solved"
    assert f"✓ {exercises.carousel.title} <em>(solved)</em>" in table._repr_html_()
    assert repr(table.reset()) == f"0 of {total} exercises solved"
    assert not file.exists()
    table.reset()  # nothing there: nothing to say


def test_a_wrong_attempt_is_kept_as_tried_and_never_takes_a_solution_away(file):
    wrong = exercises.affine.buggy(exercises.affine.bugs[0])
    exercises.affine.check(wrong)
    assert record.read() == {exercises.affine.title: "wrong"}
    assert "<em>(tried)</em>" in exercises.progress()._repr_html_()
    exercises.affine.check(exercises.affine.solution)
    exercises.affine.check(wrong)
    assert record.read() == {exercises.affine.title: "right"}


def test_a_blank_attempt_leaves_no_trace(file):
    exercises.affine.check(lambda *arguments: None)
    assert not file.exists()


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"x": 3}', "\ufeff\udcff"])
def test_an_unreadable_record_is_no_record(file, content):
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    assert record.read() == {}
    exercises.affine.check(exercises.affine.solution)
    assert record.read() == {exercises.affine.title: "right"}


def test_where_nothing_can_be_written_a_check_still_answers(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file where a folder should be")
    monkeypatch.setenv(record.VARIABLE, str(tmp_path / "taken" / "progress.json"))
    assert exercises.affine.check(exercises.affine.solution).outcome == "right"
    assert record.read() == {}


def test_without_a_place_nothing_is_kept(monkeypatch):
    monkeypatch.setenv(record.VARIABLE, "")
    exercises.affine.check(exercises.affine.solution)
    assert record.place() is None
    assert record.read() == {}
    record.reset()


def test_by_default_it_lies_in_the_users_data_folder(monkeypatch):
    monkeypatch.delenv(record.VARIABLE)
    assert record.place().name == "progress.json"
    assert "rnnlib" in record.place().parts
