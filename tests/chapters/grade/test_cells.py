"""Cells as plain Python, and what is said of those that are none."""

import pytest
from chapters.grade.students import IMPORTS, RIGHT

from rnnlib.chapters.grade.cells import read
from rnnlib.chapters.grade.checks import broken, checks
from rnnlib.chapters.grade.judge import Limits, judged

LOST = RIGHT.replace("W + b", "(W + b")
SAYS = "Its code cell 2 is no Python, line 2, `return x @ (W + b`: '(' was never closed."


def of(*sources):
    return checks([(source, {"grade_id": "own"}) for source in sources])


@pytest.mark.parametrize("top", ["%%time", "%%capture out", "\n %%time\n", "%%capture\n%%time"])
def test_a_magic_on_top_leaves_the_rest_as_the_cell(top):
    assert read(f"{top}\nx = 3\ny = 4", 1).source == "x = 3\ny = 4\n"
    assert read("%time x = 3", 1).source == "x = 3\n"


@pytest.mark.parametrize("top", ["%%bash", "%%writefile own.py", "%%html"])
def test_a_cell_for_another_program_is_not_the_notebooks(top):
    assert "run_cell_magic" in read(f"{top}\nx = 3", 1).source


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("\n\n%%time\n\nx = 3\ny = = 3", "line 6, `y = = 3`: invalid syntax."),
        ("%matplotlib inline\nreturn 3", "line 2, `return 3`: 'return' outside function."),
        ("\0", "source code string cannot contain null bytes."),
    ],
)
def test_what_is_no_python_is_named_with_its_line(text, says):
    cell = read(text, 4)
    assert cell.broken.startswith("Its code cell 4 is no Python, line ")
    assert cell.broken.endswith(says) and cell.tree.body == []


def test_a_check_in_a_cell_that_is_no_python_has_its_row():
    (found,) = of(IMPORTS, LOST)
    assert (found.exercise, found.grade_id, found.broken) == ("affine", "own", SAYS)
    came = judged(found, Limits())
    assert (came.outcome, came.says, came.mistake) == ("wrong", SAYS, "A cell of it is no Python.")
    (found,) = of(f"{IMPORTS}\nex = exercises.affine", LOST.replace("exercises.affine", "ex"))
    assert found.exercise == "affine"


def test_a_check_that_can_be_read_goes_before_one_that_cannot():
    (found,) = of(IMPORTS, RIGHT, LOST)
    assert found.attempt == "mine" and len(found.cells) == 2
    assert of(IMPORTS, "x = (  # exercises.affine.check(f)") == []
    assert broken([("x = 3", {}), ("x y", {})]) == [
        "Its code cell 2 is no Python, line 1, `x y`: invalid syntax."
    ]


def test_a_function_that_is_no_python_is_named_where_the_next_cell_checks_it():
    lost, check = LOST.split("\n\n\n")
    (found,) = of(IMPORTS, lost, check)
    came = judged(found, Limits())
    assert came.outcome == "wrong" and came.says.startswith(SAYS) and "NameError" in came.says
    (found,) = of(IMPORTS, "other(mine) = 3", RIGHT)
    assert found.broken == ""


@pytest.mark.parametrize("lost", ["def helper(x:", "helper = (", "from own import (helper"])
def test_a_helper_that_is_no_python_is_named(lost):
    (found,) = of(IMPORTS, lost, RIGHT.replace("x @", "helper(x) @"))
    assert found.broken.startswith("Its code cell 2 is no Python")
