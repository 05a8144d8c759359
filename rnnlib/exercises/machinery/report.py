"""What a check answers."""

from typing import NamedTuple

MARKS = {"blank": "○", "wrong": "✗", "right": "✓"}


class Report(NamedTuple):
    """The outcome, "blank", "wrong" or "right", and what to say to the reader."""

    outcome: str
    says: str

    def __repr__(self):
        return f"{MARKS[self.outcome]} {self.says}"

    def _repr_markdown_(self):
        return f"**{MARKS[self.outcome]}** {self.says}"
