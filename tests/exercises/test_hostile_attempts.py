"""Whatever an attempt does, the check answers with a report."""

import sys

import numpy as np
import pytest

from rnnlib.exercises.machinery.exercise import Exercise
from rnnlib.exercises.start_here import affine, axes, slope
from rnnlib.exercises.why_recurrence import clock, lamp

MODULES = (affine, axes, slope, clock, lamp)
EXERCISES = [
    value for module in MODULES for value in vars(module).values() if isinstance(value, Exercise)
]


class Unspeakable:
    def __repr__(self):
        raise RuntimeError("no words")


def endless_list():
    inside = []
    inside.append(inside)
    return inside


def raises(error):
    def attempt(*_):
        raise error

    return attempt


ATTEMPTS = {
    "a number": 3,
    "code": "return x",
    "a class": int,
    "other arguments": lambda: 1,
    "text": lambda *_: "x",
    "an object": lambda *_: object(),
    "a set": lambda *_: {1, 2},
    "ragged": lambda *_: [[1], [1, 2]],
    "NaN": lambda *_: np.nan,
    "complex": lambda *_: 1j,
    "too large": lambda *_: [10**400] * 3,
    "a list in itself": lambda *_: endless_list(),
    "exit": lambda *_: sys.exit(3),
    "an error without words": raises(ValueError(Unspeakable())),
    "an error": raises(ZeroDivisionError("x")),
}


@pytest.mark.parametrize("exercise", EXERCISES, ids=repr)
@pytest.mark.parametrize("name", ATTEMPTS)
def test_every_attempt_gets_a_report(exercise, name, monkeypatch):
    monkeypatch.setenv("RNNLIB_PROGRESS", "")
    report = exercise.check(ATTEMPTS[name])
    assert report.outcome == "wrong" and str(report)
