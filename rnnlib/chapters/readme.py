"""The table of chapters in the README, written from the course."""

import re
from pathlib import Path

from rnnlib.chapters.course import CHAPTERS

README = Path(__file__).parents[2] / "README.md"
PLACE = re.compile(r"(?<=<!-- chapters -->\n).*(?=<!-- end of chapters -->)", re.DOTALL)


def table(chapters=CHAPTERS):
    """A row for each chapter: its number and title, its question."""
    rows = [
        f"| [{chapter.number:02} {chapter.title}](notebooks/{chapter.file}) | {chapter.question} |"
        for chapter in chapters
    ]
    return "\n".join(["", "| | |", "|---|---|", *rows, "", ""])


def refresh(file=README):
    """Write the table into the README, where there is one; whether that has changed it."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    new = PLACE.sub(lambda _: table(), text)
    if new == text:
        return False
    file.write_text(new, encoding="utf-8", newline="\n")
    return True
