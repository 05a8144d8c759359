"""What a class has solved, exercise by exercise, the commonest mistakes first; as CSV, too."""

import csv
import io
from collections import Counter
from typing import NamedTuple

from rnnlib.chapters.grade.class_run import ORDER

FIELDS = ("exercise", "outcome", "mistake", "student", "assignment", "file", "grade_id", "says")
LAST = ("blank", "missing", "right")  # after the mistakes
FORMULA = ("=", "+", "-", "@")


class Summary(NamedTuple):
    """One exercise: how many solved it, of how many, and [(mistake, its rows)]."""

    exercise: str
    right: int
    of: int
    mistakes: list


def summaries(rows):
    """The `Summary` of every exercise, in the order of the course."""
    return [_summary(name, found) for name in ORDER if (found := _of(rows, name))]


def _of(rows, exercise):
    return [row for row in rows if row.exercise == exercise]


def _summary(name, rows):
    counts = Counter(row.mistake for row in rows if row.mistake)
    mistakes = sorted(counts, key=lambda mistake: (-counts[mistake], mistake))
    listed = [(mistake, [row for row in rows if row.mistake == mistake]) for mistake in mistakes]
    return Summary(name, sum(row.outcome == "right" for row in rows), len(rows), listed)


def ordered(rows):
    """The rows exercise by exercise: the commonest mistakes, then blank, missing and right ones;
    notebooks that could not be judged come last."""
    found = []
    for summary in summaries(rows):
        found += [row for _, some in summary.mistakes for row in some]
        own = _of(rows, summary.exercise)
        found += [row for outcome in LAST for row in own if row.outcome == outcome]
    return found + _of(rows, "")


def as_csv(rows):
    """The table as text that a spreadsheet opens; nothing in it is taken for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(FIELDS)
    for row in ordered(rows):
        writer.writerow([harmless(getattr(row, name)) for name in FIELDS])
    return file.getvalue()


def readable(text):
    """Text on one line; signs that cannot be seen, or turn the line round, as their codes."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text.replace("\n", " "))


def harmless(text):
    """Text on one line that no spreadsheet takes for a formula: an apostrophe goes before it."""
    text = readable(text)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
