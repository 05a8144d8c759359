"""Through a process of its own an attempt gets the report that it gets here."""

import pytest

from rnnlib import exercises
from rnnlib.chapters.grade.checks import Check
from rnnlib.chapters.grade.judge import Limits, judged

SOME = ("central_differences", "rnn_through_time", "lamp", "clinic", "flip_sequences")


def there(name, attempt):
    cells = ("from rnnlib import exercises", attempt)
    return judged(Check(name, cells, "mine", "", False), Limits())


@pytest.mark.parametrize("name", SOME)  # functions as arguments, a judge, a dict, lists
def test_solutions_and_mistakes_get_the_same_report(name):
    exercise = getattr(exercises, name)
    came = there(name, f"mine = exercises.{name}.solution")
    assert (came.outcome, came.mistake) == ("right", "")
    for bug in exercise.bugs[:1]:
        here = exercise.check(exercise.buggy(bug))
        came = there(name, f"mine = exercises.{name}.buggy(exercises.{name}.bugs[0])")
        assert (came.outcome, came.says) == (here.outcome, here.says)


@pytest.mark.parametrize(
    ("attempt", "outcome", "says"),
    [
        ("def mine(x, W, b):\n    return x @ W[1:]", "wrong", "stops at `return x @ W[1:]`."),
        ("def mine(x, W, b):\n    x += 1\n    return x @ W + b", "wrong", "overwritten in place"),
        ("def mine(x, W, b):\n    raise NotImplementedError", "blank", "Not attempted"),
        ("def mine(*a):\n    a = []\n    a.append(a)\n    return a", "wrong", "contains itself"),
        ("mine = 3", "wrong", "Expected a function, got int."),
        ("min = 3", "stopped", "`mine` stops with NameError"),
    ],
)
def test_what_an_attempt_does_is_said_as_it_is_here(attempt, outcome, says):
    came = there("affine", attempt)
    assert came.outcome == outcome and says in came.says


@pytest.mark.parametrize("line", ["!pip install numpy", "files = !ls", "%pip install numpy"])
def test_lines_of_the_shell_do_not_run(line):
    came = there("affine", f"{line}\ndef mine(x, W, b):\n    return x @ W + b")
    assert came.outcome == "right"
