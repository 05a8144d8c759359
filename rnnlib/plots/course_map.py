"""The map of the course: what each chapter asks, what it needs, how long it takes."""

from html import escape

from rnnlib.chapters.course import CHAPTERS
from rnnlib.plots.notation_table import Table

LEFT = "text-align: left; vertical-align: top"
HEAD = ("Chapter", "Its question", "Needs", "Minutes")


def course_map(chapters=CHAPTERS):
    """A row for each chapter, linked; minutes are of reading + of exercises."""
    numbers = {chapter.name: chapter.number for chapter in chapters}
    head = "".join(f'<th scope="col" style="{LEFT}">{title}</th>' for title in HEAD)
    rows = "".join(f"<tr>{_row(chapter, numbers)}</tr>" for chapter in chapters)
    return Table(
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>",
        f"The map of the course: {len(chapters)} chapters",
    )


def _row(chapter, numbers):
    title = f"{chapter.number} · {escape(chapter.title)}"
    needs = ", ".join(str(numbers[name]) for name in chapter.needs) or "–"
    reading, exercises = chapter.minutes
    cells = [escape(chapter.question), needs, f"{reading} + {exercises}"]
    first = f'<th scope="row" style="{LEFT}"><a href="{chapter.file}">{title}</a></th>'
    return first + "".join(f'<td style="{LEFT}">{cell}</td>' for cell in cells)
