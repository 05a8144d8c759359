"""Whose notebooks they are, in each of the layouts."""

import pytest
from chapters.grade.students import IMPORTS, RIGHT, TURNED, notebook

from rnnlib.chapters.grade.submissions import code_cells, mended, submissions, with_locked


def place(folder, name, data=b"{}"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def whose(folder):
    return [(one.student, one.assignment) for one in submissions(folder)]


def test_a_notebook_for_each_student(tmp_path):
    for name in ("bo.ipynb", "ada.ipynb", ".ipynb_checkpoints/ada.ipynb", "notes.txt"):
        place(tmp_path, name)
    assert whose(tmp_path) == [("ada", ""), ("bo", "")]


def test_a_folder_for_each_student(tmp_path):
    for name in ("bo/x.ipynb", "ada/y.ipynb", "ada/x.ipynb"):
        place(tmp_path, name)
    assert whose(tmp_path) == [("ada", ""), ("ada", ""), ("bo", "")]


def test_nbgraders_layout_from_the_course_or_from_submitted(tmp_path):
    place(tmp_path, "submitted/ada/gates/x.ipynb")
    place(tmp_path, "source/gates/x.ipynb")
    assert whose(tmp_path) == whose(tmp_path / "submitted") == [("ada", "gates")]


def test_locked_cells_are_those_that_were_released(tmp_path):
    locked = {"grade_id": "check", "locked": True, "solution": False}
    place(tmp_path, "release/gates/x.ipynb", notebook([RIGHT], locked))
    place(tmp_path, "submitted/ada/gates/x.ipynb", notebook([TURNED], locked))
    (one,) = submissions(tmp_path)
    cells = with_locked(code_cells(one.data), code_cells(one.release))
    assert cells == [(RIGHT, locked)]
    loose = [(TURNED, locked | {"grade_id": "other"})]
    assert with_locked(loose, code_cells(one.release)) == loose


def test_what_is_no_file_is_not_followed(tmp_path):
    place(tmp_path, "secret", notebook([IMPORTS]))
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "link.ipynb").symlink_to(tmp_path / "secret")
    (tmp_path / "class" / "folder.ipynb").mkdir()
    assert all(one.problem and not one.data for one in submissions(tmp_path / "class"))


def test_a_notebook_that_is_gone_is_put_back(tmp_path):
    place(tmp_path, "ada.ipynb", b"1")
    place(tmp_path, "bo/x.ipynb", b"2")
    place(tmp_path, "cy.ipynb", b"3")
    before = submissions(tmp_path)
    (tmp_path / "bo" / "x.ipynb").unlink()
    (tmp_path / "bo").rmdir()
    (tmp_path / "ada.ipynb").write_bytes(b"new")
    said = mended(before)
    assert len(said) == 2 and "changed" in said[0] and "put back" in said[1]
    assert (tmp_path / "bo" / "x.ipynb").read_bytes() == b"2"
    assert (tmp_path / "ada.ipynb").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_no_notebooks_is_said(tmp_path, name):
    with pytest.raises(ValueError, match="folder: expected a folder with notebooks, got"):
        submissions(tmp_path / name)
