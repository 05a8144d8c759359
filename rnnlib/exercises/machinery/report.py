"""What a check answers."""

from typing import NamedTuple

from rnnlib.language import marked

MARKS = {"blank": "○", "wrong": "✗", "right": "✓"}


class Report(NamedTuple):
    """The outcome, "blank", "wrong" or "right", and what to say to the reader."""

    outcome: str
    says: str
    mark: str = ""  # the attribute that tells its language, where it is not English

    @classmethod
    def of(cls, outcome, words):
        """A report in `words` of the table, in the reader's language."""
        return cls(outcome, words, marked())

    def __repr__(self):
        return f"{MARKS[self.outcome]} {self.says}"

    def _repr_markdown_(self):
        says = f"<span{self.mark}>{self.says}</span>" if self.mark else self.says
        return f"**{MARKS[self.outcome]}** {says}"
