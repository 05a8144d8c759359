"""One case on which an attempt is tried: arguments, right answers, and words for what is wrong."""

import inspect
import traceback
from typing import NamedTuple

import numpy as np

ATOL = 1e-8  # float64 throughout: what is right agrees far better, what is wrong far worse


class Told(Exception):
    """What an attempt in another process raised: ``says`` to be said of it as it is, ``shapes``
    what of that is about shapes (or None)."""

    def __init__(self, says, shapes):
        super().__init__(says)
        self.says, self.shapes = says, shapes


class Trial(NamedTuple):
    """``arguments`` by position, their ``names``; the right ``answers`` and the ``rules`` by name.

    The answers stand in the order in which to look at them: the cause before what follows from it.
    ``returns`` are the names and shapes in the order in which the function returns them. An answer
    "db, gate i" is the block of the returned ``db`` that belongs to one of the ``gates``.
    """

    arguments: tuple
    names: tuple
    returns: dict
    answers: dict
    rules: dict
    gates: tuple = ()
    steps: bool = False  # whether the first axis of an answer is time, read from its end

    def named(self, answer):
        """The returned arrays by name, or a sentence on what is not as asked."""
        parts = self._parts(answer)
        expected = ", ".join(f"`{name}`" for name in self.returns)
        if len(parts) != len(self.returns):
            return f"Expected {_arrays(len(self.returns))}, {expected}, got {len(parts)}."
        got = {}
        for (name, shape), part in zip(self.returns.items(), parts, strict=True):
            if part is None or part is ...:
                return f"`{name}` is still missing."
            try:
                got[name] = np.asarray(part, float)
            except (TypeError, ValueError, OverflowError):
                return f"`{name}`: expected an array of numbers, got {type(part).__name__}."
            if got[name].shape != shape:
                words = f"`{name}`: expected shape {shape}, got {got[name].shape}."
                return f"{words} {self.rules[name]}" if name in self.rules else words
        return {name: self.piece(name, got) for name in self.answers}

    def _parts(self, answer):
        """What was returned, one part for each name; a list or a tuple of
        numbers may stand for an array."""
        n = len(self.returns)
        if n == 1 and (isinstance(answer, list) or all(np.ndim(x) == 0 for x in flat(answer))):
            return [answer]
        if isinstance(answer, tuple | list) and len(answer) == n:
            return list(answer)
        return flat(answer)

    def piece(self, name, got):
        """The answer ``name`` among the returned arrays: one of them, or the block of a gate."""
        array, _, gate = name.partition(", gate ")
        if not gate:
            return got[array]
        return np.split(got[array], len(self.gates), axis=-1)[self.gates.index(gate)]

    def overwritten(self, arguments):
        """A sentence on an argument that the attempt has changed in place, or None."""
        for name, before, after in zip(self.names, self.arguments, arguments, strict=True):
            for a, b in zip(flat(before), flat(after), strict=True):
                if isinstance(a, np.ndarray) and not np.array_equal(a, b):
                    return f"`{name}` is overwritten in place{_how_far(name, a, b)}"
        return None

    def right(self, got):
        """The names of the answers that are right."""
        return {n for n, a in self.answers.items() if np.allclose(got[n], a, 1e-6, ATOL)}

    def first_wrong(self, got):
        """The name of the first answer that is not right; None if all are."""
        right = self.right(got)
        return next((name for name in self.answers if name not in right), None)

    def where(self, name, got):
        """A sentence on where the answer ``name`` departs from the right one."""
        before = list(self.answers)[: list(self.answers).index(name)]
        off = float(np.max(np.abs(got[name] - self.answers[name])))
        size = f"off by up to {off:.2g}" if np.isfinite(off) else "not finite"
        words = f"{called(name)} is wrong ({size})"
        if before:
            words += "; " + ", ".join(map(called, before))
            words += " is right" if len(before) == 1 else " are right"
        return f"{words}.{self._step(name, got[name])}"

    def _step(self, name, value):
        """At which step of time it begins to be wrong, looking back from the last."""
        right = self.answers[name]
        if not self.steps or right.ndim < 3:
            return ""
        wrong = [t for t in range(len(right)) if not np.allclose(value[t], right[t], atol=ATOL)]
        last, T = max(wrong), len(right)
        if last == T - 1:
            return f" It is wrong already at the last step, `{name}[{last}]`."
        right = f"right in `{name}[{T - 1}]`" + (", …" if last < T - 2 else "")
        return f" It is {right} and wrong in `{name}[{last}]`."


def _how_far(name, before, after):
    """What to say to a change in place: a real one, or one that was put back but for rounding."""
    if np.allclose(before, after, rtol=0, atol=1e-12):
        return (
            ": what was added has been taken away again, but rounding is left. Change a copy, "
            f"`{name}.copy()`, or keep the old value and put it back."
        )
    return (
        ", but whoever called still needs it. A second name is no copy: write "
        f"`{name} = {name} + …`, not `{name} += …`, or change `{name}.copy()`."
    )


def _arrays(n):
    return f"{n} arrays" if n > 1 else "an array"


def called(name):
    """A name as code: `db`, gate i."""
    array, comma, gate = name.partition(", ")
    return f"`{array}`{comma}{gate}"


def flat(answer):
    """The parts of nested tuples and lists, from left to right."""
    if isinstance(answer, tuple | list):
        return [part for inner in answer for part in flat(inner)]
    return [answer]


def misshapen(answer, shapes):
    """A sentence on what is amiss with three arrays, {name: shape}; None if nothing is."""
    if not isinstance(answer, tuple | list) or len(answer) != len(shapes):
        return f"Expected three arrays, {', '.join(f'`{name}`' for name in shapes)}."
    for (name, shape), value in zip(shapes.items(), answer, strict=True):
        if np.shape(value) != shape:
            return f"`{name}`: expected shape {shape}, got {np.shape(value)}."
        if not np.isfinite(np.asarray(value, float)).all():
            return f"`{name}`: expected finite numbers."
    return None


def raised(error, attempt):
    """A sentence on the error that the attempt raised: its line, and shapes if it is about them."""
    if isinstance(error, Told):
        return error.says
    try:
        words = f"Your function stops with {type(error).__name__}: {error}."
    except Exception:  # it cannot even be written out
        words = f"Your function stops with {type(error).__name__}."
    lines = traceback.extract_tb(error.__traceback__)
    try:
        source, first = inspect.getsourcelines(attempt)
    except (OSError, TypeError):
        return words
    at = [e.lineno - first for e in lines if e.name == attempt.__name__]
    if at and 0 <= at[-1] < len(source):
        words += f" The line is `{source[at[-1]].strip()}`."
    return words
