"""HTML that can be used without a mouse, for the tables that we write."""

from html import escape

EMPTY = "<td></td>"  # a table's corner: a header cell would promise a name and have none


def scrolling(html, label, mark=""):
    """What is too wide for a small window, so that it scrolls by keys, too; `label` is its name,
    `mark` the attribute that tells in which language."""
    name = f'aria-label="{escape(label)}"{mark}'
    return f'<div role="group" {name} tabindex="0" style="overflow-x: auto">{html}</div>'
