"""What the checks of the lamp and the clock say about numbers that are nearly right, or not any."""

import numpy as np
import pytest

from rnnlib import exercises


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((4, 0.9, 0), "3 steps after *on*, $h$ is 0.47. It forgets"),
        ((1, 2, 0), "At the very step of *off*, $h$ is 0.72. The button is too weak"),
        ((4, 2), "Expected three numbers, `w, u, b`, got 2."),
        ((4, "two", 0), "Expected three numbers, `w, u, b`."),
        ((4, np.nan, 0), "Expected finite numbers."),
        (7.0, "Expected three numbers, `w, u, b`, got 1."),
    ],
)
def test_the_lamp_tells_when_and_why(answer, says):
    report = exercises.lamp.check(lambda: answer)
    assert report.outcome == "wrong"
    assert says in report.says


@pytest.mark.parametrize("answer", [(4, 2, 0), (10, 3, 0.01), (np.array([6.0]), [1.5], -0.02)])
def test_any_lamp_that_remembers_is_right(answer):
    assert exercises.lamp.check(lambda: answer).outcome == "right"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (np.eye(3), "`U`: expected shape (2, 2), got (3, 3)."),
        ([[np.inf, 0], [0, 1]], "`U`: expected finite numbers."),
        ("turn", "Expected a matrix of numbers, got str."),
        (2 * np.eye(2), "From (0.5, 0.1): It comes to rest at (0.96, 0.96)."),
    ],
)
def test_the_clock_tells_what_the_state_does_instead(answer, says):
    report = exercises.clock.check(lambda: answer)
    assert report.outcome == "wrong"
    assert report.says.startswith(says)


def test_a_clock_may_turn_either_way_and_faster():
    for U in ([[0, -3], [3, 0]], [[0.1, 2], [-2, 0.1]]):
        assert exercises.clock.check(lambda U=U: U).outcome == "right"
