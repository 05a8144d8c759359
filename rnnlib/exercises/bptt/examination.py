"""An examination: which gradients of a backward pass are wrong, at which step, in which test."""

from html import escape

import numpy as np

from rnnlib.checks import gradient_error
from rnnlib.exercises.bptt.rnn_through_time import run
from rnnlib.notation.html import EMPTY, scrolling

T, D, H = 6, 2, 3
TESTS = {  # name: (steps, sequences, whether the loss is at the last step alone, calls)
    "one step": (1, 1, False, 1),
    "six steps": (T, 1, False, 1),
    "six, last loss alone": (T, 1, True, 1),
    "six, three sequences": (T, 3, False, 1),
    "the same, called again": (T, 3, False, 2),
}
COLUMNS = (*(f"dx[{t}]" for t in range(T)), "dW", "dU", "db")
CELL = "min-width: 0; padding: 0.3em 0.35em; text-align: center; white-space: nowrap"
WRONG = 1e-6  # float64: what is right lies below 1e-12


class Examination:
    """``errors`` (tests, columns): `gradient_error` of each returned gradient, NaN for a step that
    a test does not have. The columns are dx at each step, dW, dU and db."""

    def __init__(self, backward, title=""):
        """Examine ``backward(dy, x, h, W, U)``, which returns dx, dW, dU, db."""
        self.title = title
        self.errors = np.array([_errors(backward, *test) for test in TESTS.values()])

    @property
    def wrong(self):
        """Where the error is not just rounding: bool (tests, columns)."""
        return self.errors > WRONG

    def __repr__(self):
        width = max(map(len, TESTS))
        rows = [" " * width + "".join(f"{name:>7}" for name in COLUMNS)]
        for test, errors in zip(TESTS, self.errors, strict=True):
            rows.append(f"{test:{width}}" + "".join(f"{_mark(error):>7}" for error in errors))
        return "\n".join(rows)

    def _repr_html_(self):
        head = EMPTY + "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in COLUMNS)
        rows = [
            f'<tr><th scope="row" style="text-align: left; padding: 0.3em">{escape(test)}</th>'
            + "".join(map(_cell, errors))
            + "</tr>"
            for test, errors in zip(TESTS, self.errors, strict=True)
        ]
        caption = f'<caption style="text-align: left">{escape(self.title)}</caption>'
        return scrolling(
            f"<table>{caption if self.title else ''}<thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(rows)}</tbody></table>",
            self.title or "Examination",
        )


class Examinations(tuple):
    """Several `Examination`s, shown beside or below each other as there is room."""

    def __repr__(self):
        return "\n\n".join(f"{one.title}\n{one!r}" for one in self)

    def _repr_html_(self):
        shown = "".join(f"<div>{one._repr_html_()}</div>" for one in self)
        return f'<div style="display: flex; flex-wrap: wrap; gap: 0.4rem 2rem">{shown}</div>'


def first_difference(expected, seen):
    """A sentence on the first place where two examinations disagree on what is wrong; None where
    they agree."""
    for k, test in enumerate(TESTS):
        for name, should, is_ in zip(COLUMNS, expected.wrong[k], seen.wrong[k], strict=True):
            if should != is_:
                told, found = ("wrong", "right") if should else ("right", "wrong")
                return f"would leave `{name}` {told} in the test “{test}”; here it is {found}"
    return None


def _errors(backward, steps, sequences, last_alone, calls):
    arguments, answers = run(steps, sequences, D, H)
    dy, *others = arguments.values()
    if last_alone:
        dy, answers = _last_alone(dy, others)
    arguments = [np.array(argument) for argument in (dy, *others)]
    for _ in range(calls):
        dx, dW, dU, db = _grads(backward, arguments)
    errors = [gradient_error(dx[t], answers["dx"][t]) for t in range(steps)]
    errors += [np.nan] * (T - steps)
    found = {"dW": dW, "dU": dU, "db": db}
    return errors + [gradient_error(g, answers[name]) for name, g in found.items()]


def _grads(backward, arguments):
    grads = backward(*arguments)
    if not isinstance(grads, tuple | list) or len(grads) != 4:
        got = f"{len(grads)} parts" if isinstance(grads, tuple | list) else type(grads).__name__
        raise ValueError(f"backward: expected one that returns dx, dW, dU, db, got {got}")
    return grads


def _last_alone(dy, others):
    """The same run with a loss at its last step alone, and its right gradients."""
    from rnnlib.exercises.bptt.clinic_cases import backward

    dy = dy * (np.arange(len(dy)) == len(dy) - 1)[:, None, None]
    names = ("dx", "dW", "dU", "db")
    return dy, dict(zip(names, backward(dy, *others), strict=True))


def _mark(error):
    return "–" if np.isnan(error) else f"✗{error:.0%}" if error > WRONG else "✓"


def _cell(error):
    """One cell: the larger the error, the fuller its colour."""
    if np.isnan(error):
        return f'<td style="{CELL}"></td>'
    shade = 0.15 + 0.5 * min(1.0, error) if error > WRONG else 0
    style = f"{CELL}; background: rgba(213, 94, 0, {shade:.2f})"
    return f'<td style="{style}">{_mark(error).replace("✗", "✗ ")}</td>'
