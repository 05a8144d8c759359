"""Which exercises the reader has solved, kept on this machine and nowhere else.

A small JSON file in the user's data folder holds the outcome by the exercise's title. The variable
RNNLIB_PROGRESS names another file; set to nothing, it keeps no record at all.
"""

import json
import os
import tempfile
from pathlib import Path

import platformdirs

VARIABLE = "RNNLIB_PROGRESS"
OUTCOMES = ("wrong", "right")  # the later one is kept


def place():
    """The file of the record, or None if none is to be kept."""
    named = os.environ.get(VARIABLE)
    if named is None:
        return Path(platformdirs.user_data_dir("rnnlib", appauthor=False)) / "progress.json"
    return Path(named) if named else None


def read():
    """{title: "wrong" or "right"}; what was never tried is absent. A broken file is no record."""
    file = place()
    try:
        record = json.loads(file.read_text(encoding="utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    if not isinstance(record, dict):
        return {}
    return {title: outcome for title, outcome in record.items() if outcome in OUTCOMES}


def note(title, outcome):
    """Keep the outcome of a check, unless a better one stands there. Never in a check's way: on a
    disk that cannot be written the record stays as it is."""
    record = read()
    if outcome in OUTCOMES and record.get(title) not in (outcome, "right"):
        _write(record | {title: outcome})


def reset():
    """Forget everything: all exercises are new again."""
    file = place()
    if file:
        file.unlink(missing_ok=True)


def writable():
    """Whether a record can be kept at its place."""
    file = place()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=file.parent):
            return True
    except OSError:
        return False


def _write(record):
    file = place()
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_name(f"{file.name}.{os.getpid()}")
        whole.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
        whole.replace(file)
    except OSError:
        return
