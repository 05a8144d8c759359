"""Which mistake with padding or order is it? A diagnosis from tests, not from code."""

from rnnlib.edge import brief
from rnnlib.exercises.bidirectional.padding_ward import (
    BECAUSE,
    HEALTHY,
    NAMES,
    PATIENTS,
    TESTS,
    Charts,
    difference,
)
from rnnlib.exercises.machinery.exercise import Bug, Exercise

STATEMENT = f"""
Six bidirectional layers are in the clinic, A to F. `exercises.padding_clinic.examine()` runs each
on a batch of three sequences with padding and shows what six tests say, for the forward and the
backward half of its numbers; `examine("A")` shows one. ✓ is as it should be:

| test | the numbers should |
|:--|:--|
{chr(10).join(f"| {test} | {should} |" for test, should in TESTS.items())}

Return a dict that gives each patient one of these names. Names may be left over.

{chr(10).join(f"- {name}" for name in NAMES)}
"""

HINTS = (
    "Begin with the outputs. If they are right and the summary is not, the mistake is in how the "
    "summary is read; if they are wrong in the backward half alone, in what the backward layer was "
    "given or in what was done with its outputs.",
    "A layer that gets no mask reads on in the padding after the end. Which layers' summaries does "
    "that spoil? And whoever is never told of the first step cannot tell it in the summary.",
    "If other padding changes nothing, the mask is in order. If the backward half of an output "
    "then hears of a step *before* it, the outputs stand in the wrong order.",
)


def padding_clinic():
    return {
        "A": "mask not reversed",
        "B": "mean over the padding",
        "C": "nothing is wrong",
        "D": "no mask",
        "E": "outputs not turned back",
        "F": "mask for one way only",
    }


def _against(patient, name):
    """What speaks against a wrong diagnosis."""
    who = "A healthy layer" if name == HEALTHY else f"A layer with “{name}”"
    return f"Patient {patient}: {who} {difference(name, PATIENTS[patient])}."


def judge(answer):
    """A sentence on the first patient with a wrong diagnosis; None if all are right."""
    if not isinstance(answer, dict):
        return f"Expected a dict, a name for each of {', '.join(PATIENTS)}."
    if unknown := [patient for patient in answer if patient not in PATIENTS]:
        return f"There is no patient {unknown[0]!r}."
    for patient, true in PATIENTS.items():
        name = answer.get(patient)
        if name not in NAMES:
            return f"Patient {patient}: expected one of the names, got {brief(name)}."
        if name != true:
            return _against(patient, name)
    return None


class PaddingClinic(Exercise):
    """An exercise whose answer is a diagnosis, and that lets its patients be examined."""

    def examine(self, *patients):
        """The tests of these patients, "A" to "F"; without a name, of all."""
        for patient in patients:
            if patient not in PATIENTS:
                expected = ", ".join(map(repr, PATIENTS))
                raise ValueError(f"patient: expected one of {expected}, got {brief(patient)}")
        return Charts({patient: PATIENTS[patient] for patient in patients or PATIENTS})

    def _report(self, attempt):
        report = super()._report(attempt)
        return report._replace(says=REASONS) if report.outcome == "right" else report


REASONS = "All six are right.\n\n" + "\n".join(
    f"- **{patient}** {name}. {BECAUSE[name]}" for patient, name in PATIENTS.items()
)


def _mistaken(patient, name):
    return Bug(
        f'"{patient}": "{PATIENTS[patient]}"', f'"{patient}": "{name}"', _against(patient, name)
    )


BUGS = tuple(
    _mistaken(patient, name) for patient, true in PATIENTS.items() for name in NAMES if name != true
)

padding_clinic = PaddingClinic(
    "the padding clinic",
    statement=STATEMENT,
    hints=HINTS,
    solution=padding_clinic,
    bugs=BUGS,
    judge=judge,
)
