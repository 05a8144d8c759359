"""The padding clinic: its tests tell all diagnoses apart, and say why."""

from itertools import permutations

import pytest

from rnnlib import exercises
from rnnlib.exercises.bidirectional.padding_ward import (
    HEALTHY,
    NAMES,
    PATIENTS,
    Charts,
    difference,
    examined,
)


def test_every_two_diagnoses_part_in_a_test():
    for supposed, true in permutations(NAMES, 2):
        assert difference(supposed, true), (supposed, true)
    assert difference(HEALTHY, HEALTHY) is None


def test_a_healthy_layer_passes_every_test_and_no_other_does():
    for name in NAMES:
        passed = all(all(fine) for fine in examined(name).values())
        assert passed == (name == HEALTHY)


def test_no_fault_touches_the_forward_outputs():
    for name in NAMES:
        found = examined(name)
        assert found["other padding: outputs"][0] and found["alone, without padding: outputs"][0]


def test_patients_are_examined_one_by_one_or_together():
    clinic = exercises.padding_clinic
    assert repr(clinic.examine("D")) == repr(Charts({"D": "no mask"}))
    assert list(clinic.examine().found) == list(PATIENTS)
    assert "✗" not in repr(clinic.examine("C"))
    html = clinic.examine()._repr_html_()
    marks = [
        mark for name in PATIENTS.values() for fine in examined(name).values() for mark in fine
    ]
    assert html.count("✗") == marks.count(False) and html.count("✓") == marks.count(True)
    with pytest.raises(ValueError, match="patient: expected one of 'A', .*, got 'Z'"):
        clinic.examine("Z")


def test_what_is_said():
    clinic = exercises.padding_clinic
    wrong = clinic.check(lambda: clinic.solution() | {"F": "no mask"})
    assert wrong.says == (
        "Patient F: A layer with “no mask” would have ✗ in “other padding: summary”, forward; "
        "here it is ✓."
    )
    assert clinic.check(lambda: {"Z": "x"}).says == "There is no patient 'Z'."
    assert clinic.check(lambda: 3).says.startswith("Expected a dict")
    right = clinic.check(clinic.solution)
    assert right.outcome == "right" and right.says.startswith("All six are right.")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (lambda: 3, "Expected a dict with a name for each of keyboard"),
        (lambda: {"piano": "forward"}, "There is no job 'piano'."),
        (lambda: {"keyboard": "backward"}, "`keyboard`: expected one of 'forward', 'delay', "),
    ],
)
def test_jobs_that_make_no_sense(answer, message):
    assert exercises.which_way.check(answer).says.startswith(message)
