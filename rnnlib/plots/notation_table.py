"""The symbols and equations of all courses side by side, from `rnnlib.notation`."""

import re

from rnnlib import notation as notations


def notation_table(cell="LSTM", notations_shown=None):
    """The equations of the cell called ``cell``, a row for each, a column for each course.

    It shows itself in a notebook as an HTML table.
    """
    names = notations.names(cell) if notations_shown is None else tuple(notations_shown)
    written = {name: notations.equations(cell, name) for name in names}
    head = "".join(f'<th scope="col">{notations.LABELS[name]}</th>' for name in names)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_html(written[name][row])}</td>" for name in names) + "</tr>"
        for row in written[names[0]]
    )
    notes = "".join(f"<td>{_html(notations.NOTES[name])}</td>" for name in names)
    return Table(
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}<tr>{notes}</tr></tbody></table>",
        f"The {cell}'s equations as written by {', '.join(names)}",
    )


class Table:
    """An HTML table and the sentence that says what it shows."""

    def __init__(self, html, about):
        self.html, self.about = html, about

    def __repr__(self):
        return self.about

    def _repr_html_(self):
        return self.html


def _html(text):
    return re.sub(r"_([A-Za-zC̃′]+)", r"<sub>\1</sub>", text)
