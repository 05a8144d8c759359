"""Results on disk: a header, then one line of JSON for each trial.

A line is written at once and forced to the disk, so that a kill costs at most the line being
written; a last line without its end is such a one, and is not read.
"""

import json
import os

from rnnlib.edge import brief, path_of
from rnnlib.experiments.trial import Outcome
from rnnlib.files import about, replaced


def line(outcome):
    """The outcome's line; its numbers are exact."""
    return json.dumps(outcome._asdict(), allow_nan=False) + "\n"


def append(path, outcome):
    """Add the outcome to the file, for good."""
    with about(path), open(path, "a", encoding="utf-8", newline="\n") as file:
        file.write(line(outcome))
        file.flush()
        os.fsync(file.fileno())


def write(path, header, outcomes):
    """The whole file anew; it is there as it was, or complete."""
    with replaced(path, "w") as file:
        file.write(json.dumps(header, ensure_ascii=False) + "\n")
        file.writelines(map(line, outcomes))


def read(path):
    """The header and the outcomes by key; ValueError: a file that `write` has not begun."""
    whole = path_of("path", path).read_bytes().rpartition(b"\n")[0]
    rows = whole.split(b"\n")
    header = _parsed(path, 1, rows[0])
    if not isinstance(header, dict) or header.get("experiment") != "success":
        raise ValueError(f"{path}: expected the results of a sweep, got another file")
    outcomes = {}
    for number, row in enumerate(rows[1:], 2):
        try:
            outcome = Outcome(**_parsed(path, number, row))
            if not all(map(_is_of, outcome, Outcome.__annotations__.values())):
                raise TypeError
        except TypeError:
            raise ValueError(
                f"{path}, line {number}: expected an outcome, got {brief(row)}"
            ) from None
        if outcomes.setdefault(outcome.key, outcome) != outcome:
            raise ValueError(f"{path}, line {number}: expected one outcome of a trial, got two")
    return header, outcomes


def _is_of(value, kind):
    """Whether a number, word or truth of JSON is what its field holds."""
    return type(value) is kind or (kind is float and type(value) is int)


def _parsed(path, number, row):
    try:
        return json.loads(row)
    except ValueError:
        got = row[:60].decode(errors="replace")
        raise ValueError(f"{path}, line {number}: expected JSON, got {brief(got)}") from None
