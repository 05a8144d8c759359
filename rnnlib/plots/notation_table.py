"""The equations of a cell as every course writes them, side by side."""

import re

from rnnlib import notation as notations
from rnnlib.notation import palette
from rnnlib.notation.html import EMPTY, scrolling

WORDS = {
    "f": "forget gate",
    "i": "input gate",
    "g": "candidate",
    "c": "cell state",
    "o": "output gate",
    "m": "its tanh",
    "h": "hidden state",
    "a": "sum",
    "r": "reset gate",
    "u": "update gate",
    "n": "candidate",
}
LEFT = "text-align: left; white-space: nowrap"
BAR = "border-left: 5px solid "


def notation_table(cell="LSTM"):
    """The equations of the cell called ``cell``: a row for each, a column for each course.

    Everything comes from `rnnlib.notation`. It shows itself in a notebook as an HTML table.
    """
    names = notations.names(cell)
    written = {name: notations.equations(cell, name) for name in names}
    head = _row("", [notations.LABELS[name] for name in names], head=True)
    rows = [
        _row(WORDS[quantity], [_html(written[name][quantity]) for name in names], quantity)
        for quantity in written["house"]
    ]
    said = notations.PLAIN_NOTES if cell.startswith("Vanilla") else notations.NOTES
    said = notations.GRU_NOTES if "GRU" in cell else said
    notes = _row("mind", [_html(said[name]) for name in names], wrap=True)
    return Table(
        f"<table><thead>{head}</thead><tbody>{''.join(rows)}{notes}</tbody></table>",
        f"The equations of the {cell} in the notations {', '.join(names)}",
    )


class Table:
    """An HTML table and the sentence that says what it shows."""

    def __init__(self, html, about):
        self.html, self.about = html, about

    def __repr__(self):
        return self.about

    def _repr_html_(self):
        return scrolling(self.html, self.about)


def _row(title, cells, quantity=None, *, head=False, wrap=False):
    """A row: its title, with a bar in the quantity's hue, and its cells."""
    kind, scope = ("th", ' scope="col"') if head else ("td", "")
    bar = f"{BAR}{palette.colour(quantity)}; " if quantity else ""
    style = LEFT.split(";")[0] if wrap else LEFT
    cells = "".join(f'<{kind}{scope} style="{style}">{cell}</{kind}>' for cell in cells)
    first = f'<th scope="row" style="{bar}{LEFT}">{title}</th>' if title else EMPTY
    return f"<tr>{first}{cells}</tr>"


def _html(text):
    """The text of an equation with its subscripts set low."""
    return re.sub(r"_(\w+)", r"<sub>\1</sub>", text)
