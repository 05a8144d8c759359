"""An UnrollView on a page without a kernel."""

from browser.pages import drawn
from widgets.unrolled_runs import network

from rnnlib.widgets import UnrollView
from rnnlib.widgets.shared.alone import show_alone


def shown(page, folded=0.0, **options):
    view = UnrollView(*network(), labels="abcdefg", symbols=["no", "yes"], folded=folded, **options)
    show_alone(page, view)
    drawn(page)
    return view, page.locator(".rnn-player")


def values(column):
    """{part: text} of a column's numbers."""
    pairs = column.locator(".number").evaluate_all(
        "(all) => all.map((node) => [node.dataset.name, node.textContent])"
    )
    return dict(pairs)


def across(page):
    """The middles of the columns that can be seen, from left to right."""
    middles = page.locator(".column").evaluate_all(
        """(all) => all.filter((node) => getComputedStyle(node).visibility === "visible")
             .map((node) => node.querySelector(".frame").getBoundingClientRect())
             .map((box) => box.left + box.width / 2)"""
    )
    return sorted(middles)
