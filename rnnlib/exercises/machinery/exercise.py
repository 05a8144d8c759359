"""What every exercise shares: how it is shown, and how an attempt at it is judged."""

import copy
import inspect
from itertools import islice
from typing import NamedTuple

import numpy as np

from rnnlib.edge import brief
from rnnlib.exercises.machinery import record
from rnnlib.exercises.machinery.misfits import misfit
from rnnlib.exercises.machinery.report import Report
from rnnlib.exercises.machinery.trial import flat, raised
from rnnlib.language import marked, say


class Bug(NamedTuple):
    """A mistake that readers make: words of the solution, what stands there instead, and what is
    said to it."""

    line: str
    instead: str
    says: str


class Exercise:
    """A function to write. ``exercise.check(attempt)`` reports on an attempt at it.

    title       what to write, in a few words
    statement   the task, in Markdown
    hints       from the gentlest to the one that almost tells
    solution    a function that passes; its source is shown on request
    bugs        known mistakes, each an edit of the solution's source

    The attempt is judged by either of

    trials      a function that makes a list of `rnnlib.exercises.machinery.trial.Trial`, the
                easiest first: arguments and right answers; with them go the ``axes`` of the
                arguments that are arrays, {"x": "T B D"}
    judge       a function from what the attempt returns, called without arguments, to a sentence
                on what is wrong with it, or None
    """

    def __init__(
        self, title, *, statement, hints, solution, bugs, trials=None, axes=None, judge=None
    ):
        self.title, self.statement, self.hints = title, statement.strip(), hints
        self.solution, self.bugs, self.judge = solution, bugs, judge
        self.trials, self.axes = trials, axes or {}
        self.source = inspect.getsource(solution)

    def check(self, attempt):
        """The `Report` on ``attempt``, a function called like the solution; its outcome is kept in
        the reader's record."""
        report = self._report(attempt)
        record.note(self.title, report.outcome)
        return report

    def best(self, attempt):
        """``attempt`` if it is right, or else the solution: what a later exercise can build on."""
        return attempt if self._report(attempt).outcome == "right" else self.solution

    def _report(self, attempt):
        if not callable(attempt):
            return Report.of("wrong", say("exercise.function", kind=type(attempt).__name__))
        if self.judge:
            return self._judged(attempt) or _right()
        for number, trial in enumerate(self.trials()):
            found = self._tried(attempt, trial)
            if found and found.outcome == "blank" and number:
                return Report.of("wrong", say("exercise.nothing"))
            if found:
                return found
        return _right()

    def _judged(self, attempt):
        """The report on what is wrong with what the attempt made; None if nothing is."""
        answer = self._answer(attempt, {})
        if isinstance(answer, Report):
            return answer
        wrong = self.judge(answer)
        return Report("wrong", wrong) if wrong else None

    def _tried(self, attempt, trial):
        """The report on the first thing wrong in one trial; None if nothing is."""
        arguments = copy.deepcopy(trial.arguments)
        answer = self._answer(attempt, dict(zip(trial.names, arguments, strict=True)))
        if isinstance(answer, Report):
            return answer
        overwritten = trial.overwritten(arguments)
        if overwritten:
            return Report("wrong", overwritten)
        got = trial.named(answer)
        if isinstance(got, str):
            same = (bug.says for bug, other in self._mistaken(trial) if _same(answer, other))
            return Report("wrong", " ".join([got, *islice(same, 1)]))
        wrong = trial.first_wrong(got)
        if wrong is None:
            return None
        likely = self._likely_bug(trial, wrong, got)
        likely = likely or self._stops_elsewhere(attempt) or trial.rules[wrong]
        return Report("wrong", f"{trial.where(wrong, got)} {likely}")

    def _stops_elsewhere(self, attempt):
        """What is said of shapes that do not fit in another trial; None if all fit."""
        for trial in self.trials():
            arguments = dict(zip(trial.names, copy.deepcopy(trial.arguments), strict=True))
            try:
                with np.errstate(all="ignore"):
                    attempt(*arguments.values())
            except (Exception, SystemExit) as error:
                says = misfit(error, self.axes, arguments)
                if says:
                    return says.replace("Your function", "In other sizes your function")
        return None

    def _answer(self, attempt, arguments):
        """What the attempt returns, called with arguments by name but in their order; a `Report`
        where it returns nothing or raises."""
        try:
            with np.errstate(all="ignore"):
                answer = attempt(*arguments.values())
        except NotImplementedError:
            answer = None
        except (Exception, SystemExit) as error:
            says = misfit(error, self.axes, arguments) or raised(error, attempt)
            return Report("wrong", says)
        try:
            parts = flat(answer)
        except RecursionError:
            return Report.of("wrong", say("exercise.itself"))
        if all(part is None or part is ... for part in parts):
            return Report.of("blank", say("exercise.blank", title=self.title))
        return answer

    def _likely_bug(self, trial, wrong, got):
        """What to say to the known mistake that gives just these values, or else at least the
        first wrong one and spoils nothing that is right here; None if none does."""
        partly, right = None, trial.right(got)
        for bug, answer in self._mistaken(trial):
            other = trial.named(answer)
            if isinstance(other, str):
                continue
            same = {name for name in got if _alike(other[name], got[name])}
            if same == got.keys():
                return bug.says
            if wrong in same and right <= trial.right(other):
                partly = partly or bug.says
        return partly

    def _mistaken(self, trial):
        """(bug, what it returns in this trial) for the known mistakes that do not stop in it."""
        for bug in self.bugs:
            mistaken = self.buggy(bug)
            try:
                with np.errstate(all="ignore"):
                    answer = mistaken(*copy.deepcopy(trial.arguments))
            except (ValueError, IndexError):  # shapes that do not fit
                continue
            yield bug, answer

    def buggy(self, bug):
        """The solution with this mistake in it."""
        if self.source.count(bug.line) != 1:
            raise ValueError(f"bug: expected a line of the solution, got {brief(bug.line)}")
        namespace = dict(vars(inspect.getmodule(self.solution)))
        exec(self.source.replace(bug.line, bug.instead), namespace)
        return namespace[self.solution.__name__]

    def __repr__(self):
        return say("exercise.named", title=self.title)

    def _repr_markdown_(self):
        parts = [self.statement]
        for number, hint in enumerate(self.hints, start=1):
            parts.append(_folded(say("exercise.hint", k=number, n=len(self.hints)), hint))
        parts.append(_folded(say("exercise.solution"), f"```python\n{self.source.strip()}\n```"))
        return "\n\n".join(parts)


def _right():
    return Report.of("right", say("exercise.right"))


def _alike(a, b):
    """Whether two arrays are the same numbers, those that are none included: a mistake that gives
    NaN is known by where it gives it."""
    return np.allclose(a, b, 1e-6, 1e-12, equal_nan=True)


def _same(answer, other):
    """Whether two answers of any shape are the same numbers."""
    try:
        pairs = list(zip(flat(answer), flat(other), strict=True))
        return all(np.shape(a) == np.shape(b) and np.allclose(a, b, 1e-6, 1e-12) for a, b in pairs)
    except (TypeError, ValueError, OverflowError):
        return False


def _folded(summary, text):
    return f"<details><summary{marked()}>{summary}</summary>\n\n{text}\n\n</details>"
