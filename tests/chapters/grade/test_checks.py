"""Which cells an exercise needs, and what of them runs."""

import ast

import pytest
from chapters.grade.students import IMPORTS, RIGHT

from rnnlib.chapters.commands import FOLDER
from rnnlib.chapters.course import CHAPTERS
from rnnlib.chapters.grade.checks import checks
from rnnlib.chapters.grade.submissions import code_cells


def of(*sources):
    return checks([(source, {}) for source in sources])


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_every_exercise_of_every_chapter_is_found(chapter):
    found = checks(code_cells((FOLDER / chapter.file).read_bytes()))
    assert tuple(check.exercise for check in found) == chapter.exercises
    assert all("import numpy as np" in "".join(check.cells) for check in found)
    assert not any(".check(" in cell for check in found for cell in check.cells)


def test_cells_that_the_attempt_does_not_need_do_not_run():
    (found,) = of(
        IMPORTS, "slow = train()", "a = 2", "def help():\n    return a", "other = 1", RIGHT
    )
    assert found.cells[0] == f"{IMPORTS}\n" and "slow" not in "".join(found.cells)
    helped = RIGHT.replace("x @ W", "help() * x @ W")
    (found,) = of(
        IMPORTS, "slow = train()", "a = 2", "def help():\n    return a", "other = 1", helped
    )
    assert [cell[:5] for cell in found.cells] == [IMPORTS[:5], "a = 2", "def h", "def m"]


@pytest.mark.parametrize(
    "changes", ["a[0] = 3", "a.append(3)", "a += [3]", "exec('a = 3')", "for a in x: pass"]
)
def test_a_cell_that_changes_what_is_needed_runs(changes):
    (found,) = of(IMPORTS, "a = []", changes, RIGHT.replace("x @ W", "a[0] + x @ W"))
    assert f"{changes}\n" in found.cells


def test_the_last_check_of_an_exercise_counts():
    (found,) = of(IMPORTS, "exercises.affine.check(f)", "exercises.affine.check(g)")
    assert found.attempt == "g"


@pytest.mark.parametrize(
    "source",
    [
        "print(exercises.affine.check(mine))",
        "report = exercises.affine.check(mine)",
        "if True:\n    exercises.affine.check(mine)",
        "from rnnlib import exercises as e; e.affine.check(mine)",
        "from rnnlib.exercises import affine; affine.check(mine)",
        "from rnnlib.exercises import affine as own\nown.check(mine)",
        "from rnnlib.exercises import *\naffine.check(mine)",
        "ex = exercises.affine\nex.check(mine)",
        "exercises.affine.check(attempt=mine)",
        "%%time\nexercises.affine.check(mine)",
    ],
)
def test_a_check_may_be_written_in_other_ways(source):
    found = of(IMPORTS, "def mine(): pass", source)
    assert [check.attempt for check in found] == ["mine"]


@pytest.mark.parametrize(
    "source",
    [
        "",
        "(" * 5000,
        "\0",
        "exercises.nothing.check(f)",
        "exercises.affine.check()",
        "exercises.affine.check(f, g)",
        "exercises.affine.check(*f)",
        "exercises.affine.check(**f)",
        "exercises.affine.check(other=f)",
        "ex = exercises.affine\nex = other\nex.check(f)",
        "x = (",
        "1" * 9000,
    ],
)
def test_what_checks_nothing_is_no_check(source):
    assert of(source) == []


@pytest.mark.parametrize(
    "around",
    [
        "try:\n    {}\nexcept ValueError:\n    pass",
        "if __name__ == '__main__':\n    {}",
        "with place:\n    {}",
        "for _ in range(1):\n    {}",
    ],
)
def test_what_stands_around_function_and_check_stays(around):
    inner = RIGHT.replace("\n\n\n", "\n").replace("\n", "\n    ")
    (found,) = of(IMPORTS, around.format(inner))
    expected = around.format(inner.replace("exercises.affine.check(mine)", "pass"))
    assert found.cells[1] == ast.unparse(ast.parse(expected))


def test_cells_that_name_the_solution_are_known():
    (copied,) = of(IMPORTS, "f = exercises.affine.solution", "exercises.affine.check(f)")
    (named,) = of(f"{IMPORTS}\nex = exercises.affine", "ex.check(ex.solution)")
    assert named.names_solution
    (own,) = of(IMPORTS, "solution = 3", RIGHT)
    assert copied.names_solution and not own.names_solution
