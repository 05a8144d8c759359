"""Rows of a small class, with names that harm where they are not escaped."""

from rnnlib.chapters.grade.class_run import Row

TURNED = "`W` is turned round."
NAMES = ("ada", "=1+1", "<script>alert(1)</script>", 'a, "b"', "@sum\u202e", "-2\tx")


def row(student, exercise, outcome, mistake=""):
    file = f"{student}.ipynb"
    return Row(student, "", file, exercise, "", outcome, mistake, mistake or "Said.")


ROWS = [
    *(row(name, "affine", "wrong", TURNED) for name in NAMES[2:]),
    row(NAMES[0], "affine", "right"),
    row(NAMES[1], "affine", "wrong", "Another <b>mistake</b>."),
    *(row(name, "slope", "right") for name in NAMES[:3]),
    row(NAMES[3], "slope", "blank"),
    row(NAMES[4], "slope", "missing"),
    row(NAMES[5], "slope", "stopped", "It was stopped: it took longer than 60 s."),
    row("zed", "", "unreadable", "It is no notebook: its text is not JSON."),
]
