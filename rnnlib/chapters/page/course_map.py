"""The map of the course on its index: a place for each chapter, lines from what it needs."""

from html import escape
from itertools import pairwise, permutations
from urllib.parse import quote

from rnnlib.language import marked, say

LONGEST = 6  # of a column whose order is sought: 720 orders


def course_map(chapters):
    """The map as HTML; "" for fewer than two chapters. Each is a `rnnlib.chapters.course.Chapter`.

    Columns go from left to right in a wide window, from top to bottom in a narrow one. What a
    chapter needs, and is not among `chapters`, is left out.
    """
    if len(chapters) < 2:
        return ""
    needs = {
        c.name: [name for name in c.needs if name in {d.name for d in chapters}] for c in chapters
    }
    columns = _columns(needs)
    tall = max(map(len, columns))
    spots = {  # (column, twice the row, counted from 0), so that every column is centred
        name: (at, tall - len(column) + 2 * k)
        for at, column in enumerate(columns)
        for k, name in enumerate(column)
    }
    titles = {chapter.name: (chapter.number, chapter.title) for chapter in chapters}
    items = "".join(_item(name, *titles[name], *spots[name]) for name in titles)
    ties = [(spots[need], spots[name]) for name in needs for need in needs[name]]
    said = say("course.map")
    size = f"--columns: {len(columns)}; --rows: {2 * tall}"
    return (
        f'<nav class="course-map" aria-label="{said}"{marked()} style="{size}">\n'
        f"{_lines(ties, len(columns), tall, False)}{_lines(ties, len(columns), tall, True)}"
        f'<ol lang="en">\n{items}</ol>\n</nav>\n'
    )


def _columns(needs):
    """Names by the length of the longest way to them, in an order in which few lines cross."""
    depth = {}
    for name in needs:  # chapters come after what they need
        depth[name] = 1 + max((depth[need] for need in needs[name]), default=-1)
    columns = [[n for n in needs if depth[n] == d] for d in range(max(depth.values()) + 1)]
    for _ in range(2):
        for at, column in enumerate(columns):
            if 1 < len(column) <= LONGEST:
                columns[at] = min(
                    permutations(column),
                    key=lambda order: _crossings([*columns[:at], order, *columns[at + 1 :]], needs),
                )
    return columns


def _crossings(columns, needs):
    """How many pairs of lines cross between neighbouring columns."""
    found = 0
    for left, right in pairwise(columns):
        ties = [
            (left.index(n), k) for k, name in enumerate(right) for n in needs[name] if n in left
        ]
        found += sum((a - c) * (b - d) < 0 for a, b in ties for c, d in ties)
    return found


def _item(name, number, title, column, row):
    words = f"<b>{number}</b><span><i>{escape(title)}</i></span>"
    return (
        f'<li style="--column: {column + 1}; --row: {row + 1}; --hue: var(--hue-{column % 6})">'
        f'<a href="{escape(quote(name))}.html">{words}</a></li>\n'
    )


def _lines(ties, columns, tall, narrow):
    """The lines as a picture that is stretched over the map: a unit is a cell."""
    drawn = []
    for ends in ties:
        (x, y), (u, v) = (_turned((c + 0.5, (r + 1) / 2), narrow) for c, r in ends)
        bend = (
            f"{x} {(y + v) / 2} {u} {(y + v) / 2}"
            if narrow
            else f"{(x + u) / 2} {y} {(x + u) / 2} {v}"
        )
        drawn.append(f'<path d="M{x} {y}C{bend} {u} {v}"/>')
    width, height = _turned((columns, tall), narrow)
    kind = "narrow" if narrow else "wide"
    return (
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(drawn)}</svg>\n'
    )


def _turned(pair, narrow):
    return pair[::-1] if narrow else pair
