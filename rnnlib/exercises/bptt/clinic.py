"""The bug clinic: six backward passes; find what is wrong with each from the pattern of errors."""

from functools import cache

from rnnlib.edge import brief
from rnnlib.exercises.bptt.clinic_cases import CASES, HEALTHY, PATIENTS, faulty, function
from rnnlib.exercises.bptt.examination import Examination, Examinations, first_difference
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.report import MARKS, Report
from rnnlib.language import say

STATEMENT = f"""
Six backward passes of a plain recurrent network have come to the clinic, **A** to **F**. All were
written like exercise 3, `backward(dy, x, h, W, U)`, and return `dx, dW, dU, db`. Mistakes like
these stand in code that people publish and train with; the loss goes down all the same.

`exercises.clinic.examine("A")` compares every gradient with the right one in five tests. ✓ is
right; ✗ comes with the size of the error. Do not read code: read the pattern. Then give each
patient one of these names:

{chr(10).join(f"- {name}" for name in CASES)}

Names may be left over. A backward pass of your own can be examined, too, that of exercises 2 and 3
by `examine(lambda *run: my_through_time(*run, my_step_back))`.
"""

HINTS = (
    "Ask three questions in this order. Is a single step right? Is everything that travels right, "
    "that is, `dx` at every step? Are the sums over time right, `dW`, `dU` and `db`?",
    "What is wrong in a single step is in the formulas of the step. What is wrong only with six "
    "is in the loop: in what travels if `dx` is wrong, in the sums if `dx` is right.",
    "The last test runs the same call twice. A function that leaves its arguments alone gives the "
    "same answer twice.",
)


def diagnoses():
    return {
        "A": "state off by one",  # dU += h[t + 1].T @ da
        "B": "carry never updated",  # dh_prev = da @ U.T
        "C": "nothing is wrong",
        "D": "sum over time missing",  # dW = x[t].T @ da
        "E": "overwritten in place",  # dh += dh_next
        "F": "slope of the activation",  # da = dh * (1 - np.tanh(h[t + 1]) ** 2)
    }


@cache
def examined(name):
    """The examination of the backward pass that has the mistake ``name``."""
    return Examination(function(name))


@cache
def admitted(patient):
    """The examination of a patient, with its letter as title."""
    return Examination(function(PATIENTS[patient]), f"Patient {patient}")


class Clinic(Exercise):
    """An exercise whose answer is a diagnosis, {patient: name}, and that lets patients be examined.

    A wrong name is answered by the first test that speaks against it, a right one by what gave the
    mistake away and by the faulty lines.
    """

    names = tuple(CASES)

    def examine(self, *patients):
        """The `Examination` of a patient, "A" to "F", or of a function of the reader's.

        Several are shown together, and without a name all patients.
        """
        found = Examinations(map(_examine, patients or PATIENTS))
        return found[0] if len(patients) == 1 else found

    def _report(self, attempt):
        if not callable(attempt):
            return super()._report(attempt)
        answer = self._answer(attempt, {})
        if isinstance(answer, Report):
            return answer
        if not isinstance(answer, dict):
            return Report("wrong", f"Expected a dict, a name for each of {', '.join(PATIENTS)}.")
        unknown = [patient for patient in answer if patient not in PATIENTS]
        if unknown:
            return Report("wrong", f"There is no patient {unknown[0]!r}.")
        if all(name is None or name is ... for name in answer.values()):
            return Report.of("blank", say("exercise.blank", title=self.title))
        told = {patient: _told(patient, answer.get(patient)) for patient in PATIENTS}
        right = sum(report.outcome == "right" for report in told.values())
        lines = [f"- **{p}** {MARKS[report.outcome]} {report.says}" for p, report in told.items()]
        says = f"{right} of {len(PATIENTS)} are right.\n\n" + "\n".join(lines)
        return Report("right" if right == len(PATIENTS) else "wrong", says)


def _examine(patient):
    if callable(patient):
        return Examination(patient)
    if patient not in PATIENTS:
        expected = ", ".join(map(repr, PATIENTS))
        raise ValueError(f"patient: expected one of {expected} or a function, got {brief(patient)}")
    return admitted(patient)


def _told(patient, name):
    """What is said to one diagnosis."""
    if name is None or name is ...:
        return Report("blank", "Not diagnosed yet.")
    if name not in CASES:
        return Report("wrong", f"{name!r} is none of the names.")
    true = PATIENTS[patient]
    if name != true:
        against = first_difference(examined(name), examined(true))
        return Report("wrong", f"No: {_supposed(name)} {against}.")
    code = "; ".join(f"`{line}`" for line in faulty(name))
    return Report("right", CASES[name].because + (f" What stands there: {code}." if code else ""))


def _supposed(name):
    return "a healthy pass" if name == HEALTHY else f"the mistake “{name}”"


def _mistaken(patient, name):
    """A known wrong diagnosis: the solution with this name in the place of the right one."""
    says = _told(patient, name).says
    return Bug(f'"{patient}": "{PATIENTS[patient]}"', f'"{patient}": "{name}"', says)


BUGS = tuple(
    _mistaken(patient, name) for patient, true in PATIENTS.items() for name in CASES if name != true
)

clinic = Clinic(
    "the bug clinic",
    statement=STATEMENT,
    hints=HINTS,
    solution=diagnoses,
    bugs=BUGS,
)
