"""The table of a class as one HTML file: self-contained, without a script."""

import re
from html import escape
from pathlib import Path
from string import Template

from rnnlib import exercises
from rnnlib.chapters.grade.table import readable, summaries

HERE = Path(__file__).parent
MARKS = {
    "right": ("✓", "solved"),
    "wrong": ("✗", "wrong"),
    "stopped": ("⊘", "stopped"),
    "blank": ("○", "not attempted"),
    "missing": ("–", "not in the notebook"),
}


def as_html(rows):
    """The page of these rows."""
    page = Template((HERE / "class.html").read_text(encoding="utf-8"))
    found = summaries(rows)
    names = {row.file for row in rows}
    right, of = sum(s.right for s in found), sum(s.of for s in found)
    return page.substitute(
        css=(HERE / "class.css").read_text(encoding="utf-8"),
        said=f"{_many(len(names), 'notebook')}, {right} of {of} exercises solved.",
        exercises="\n".join(map(_section, found)),
        table=_table(rows, found) if found else "",
        legend=" ".join(
            f"<span>{_mark(outcome)} {says}</span>" for outcome, (_, says) in MARKS.items()
        ),
        unread=_unread([row for row in rows if not row.exercise]),
    )


def _section(summary):
    title = _title(summary.exercise)
    share = round(100 * summary.right / summary.of)
    items = "".join(
        f"<li><p><strong>{len(rows)} ×</strong> {_prose(mistake)}</p><p class=who>"
        f"{', '.join(_text(row.student) for row in rows)}</p></li>"
        for mistake, rows in summary.mistakes
    )
    nothing = "No mistakes." if summary.right else "Nobody has tried it."
    listed = f"<ol>{items}</ol>" if items else f"<p>{nothing}</p>"
    return (
        f"<section><h2>{title}</h2><p class=share><span class=bar aria-hidden=true>"
        f'<span style="width:{share}%"></span></span> '
        f"{summary.right} of {summary.of} solved ({share} %)</p>{listed}</section>"
    )


def _table(rows, found):
    """A row for each notebook, a column for each exercise."""
    names = [summary.exercise for summary in found]
    notebooks = {}
    for row in rows:
        if row.exercise:
            notebooks.setdefault((row.student, row.file), {})[row.exercise] = row
    head = "".join(f"<th scope=col>{_title(name)}</th>" for name in names)
    body = "".join(
        f"<tr><th scope=row>{_text(student)}<br><small>{_text(file)}</small></th>"
        + "".join(_cell(own.get(name)) for name in names)
        + "</tr>"
        for (student, file), own in notebooks.items()
    )
    return (
        "<h2>Who solved what</h2><div class=wide role=group tabindex=0 aria-label="
        f'"Who solved what"><table><thead><tr><th scope=col>Student</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(row):
    if row is None:
        return "<td></td>"
    return f"<td>{_mark(row.outcome)}</td>"


def _mark(outcome):
    mark, says = MARKS[outcome]
    return f'<span class="mark {outcome}" role=img aria-label="{says}">{mark}</span>'


def _unread(rows):
    items = "".join(f"<li>{_text(row.file)}: {_prose(row.says)}</li>" for row in rows)
    return f"<h2>Not judged</h2><ul>{items}</ul>" if items else ""


def _title(name):
    return _prose(getattr(exercises, name).title)


def _text(words):
    """A name as it is read, whatever signs are in it."""
    return f"<bdi>{escape(readable(words))}</bdi>"


def _prose(says):
    """A sentence of a check: `code` is set as code, all else is text."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(readable(says)))


def _many(n, word):
    return f"{n} {word}{'' if n == 1 else 's'}"
