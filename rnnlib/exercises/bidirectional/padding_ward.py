"""The ward of the padding clinic: six bidirectional layers, five of them wrong, and their tests."""

from functools import cache
from html import escape

import numpy as np

from rnnlib.analysis.padding import FAULTS, faulty
from rnnlib.cells import VanillaCell
from rnnlib.layers import Bidirectional, Recurrent
from rnnlib.notation.html import EMPTY, scrolling

HEALTHY = "nothing is wrong"
NAMES = (*FAULTS, HEALTHY)
PATIENTS = {
    "A": "mask not reversed",
    "B": "mean over the padding",
    "C": HEALTHY,
    "D": "no mask",
    "E": "outputs not turned back",
    "F": "mask for one way only",
}
BECAUSE = {
    "no mask": "Both halves of the summary change with the padding: both layers went on reading in "
    "it. The outputs of the forward layer are right, for they were made before.",
    "mask for one way only": "The forward layer is right in every test. The backward layer reads "
    "the padding, and then everything that it should.",
    "mask not reversed": "The backward layer reads the padding, and it never reads the first step: "
    "an unreversed mask lets it skip as many real steps at its end as there is padding.",
    "outputs not turned back": "What stands in the padding changes nothing. But the backward half "
    "of an output hears of inputs that lie before it, and the same sequence alone gives others.",
    "mean over the padding": "All outputs are right. Only the summary differs from that of the "
    "sequence alone, in both halves: the longer the padding, the more of it is the mean's.",
    "last row as summary": "All outputs are right. The backward half of the summary does not know "
    "the whole sequence.",
    HEALTHY: "Every number is as it would be if each sequence were run alone.",
}
TESTS = {
    "other padding: outputs": "change nothing",
    "other padding: summary": "change nothing",
    "alone, without padding: outputs": "be the same",
    "alone, without padding: summary": "be the same",
    "first step changed: summary": "change",
    "first step changed: later outputs": "change forward, and not backward",
}
WAYS = ("forward", "backward")
CELL = "min-width: 0; padding: 0.3em 0.55em; text-align: center"
T, D, H, LENGTHS = 8, 2, 3, (8, 5, 3)


@cache
def examined(name):
    """{test: (forward, backward)}: whether the layer with this mistake passes, by direction."""
    layer, x, mask = _ward()
    layer = layer if name == HEALTHY else faulty(name, layer)
    real = mask[:, :, None]
    y, summary = _run(layer, np.where(real, x, 0), mask)
    other, summary_other = _run(layer, np.where(real, x, 7.0), mask)
    moved = x.copy()
    moved[0] += 1
    y_moved, summary_moved = _run(layer, np.where(real, moved, 0), mask)
    alone = [_run(layer, x[:n, b : b + 1], None) for b, n in enumerate(LENGTHS)]
    same = [np.isclose(y[:n, b], a[:, 0]).all(0) for (a, _), (b, n) in _with(alone)]
    same_summary = [np.isclose(summary[b], a[0]) for (_, a), (b, _) in _with(alone)]
    heard = ~np.isclose(summary, summary_moved)
    later = ~np.isclose(y[1:], y_moved[1:]) & mask[1:, :, None]
    return {
        "other padding: outputs": _both((np.isclose(y, other) | ~real).all((0, 1))),
        "other padding: summary": _both(np.isclose(summary, summary_other).all(0)),
        "alone, without padding: outputs": _both(np.all(same, axis=0)),
        "alone, without padding: summary": _both(np.all(same_summary, axis=0)),
        "first step changed: summary": _both(heard.all(0)),
        "first step changed: later outputs": (
            bool(later[:, :, :H].any()),
            not later[:, :, H:].any(),
        ),
    }


def _with(alone):
    return zip(alone, enumerate(LENGTHS), strict=True)


def _run(layer, x, mask):
    y, tape = layer.forward(x, None, mask)
    return y, layer.summary(tape)


def _both(fine):
    """Whether all is fine, in the forward and in the backward half."""
    return bool(fine[:H].all()), bool(fine[H:].all())


def _ward():
    """A layer with biases, and a padded batch."""
    rng = np.random.default_rng(0)
    cells = [VanillaCell(D, H, rng=rng) for _ in range(2)]
    for cell in cells:
        cell.params["b"] += rng.normal(size=H)
    layer = Bidirectional(*map(Recurrent, cells))
    return layer, rng.normal(size=(T, len(LENGTHS), D)), np.arange(T)[:, None] < LENGTHS


class Charts:
    """What the tests say of patients, {title: mistake}: ✓ or ✗ for each direction."""

    def __init__(self, patients):
        self.found = {title: examined(name) for title, name in patients.items()}

    def __repr__(self):
        width = max(map(len, TESTS))
        rows = ["  ".join([" " * width, *(f"{title:^4}" for title in self.found)])]
        rows.append("  ".join([" " * width, *("→  ←" for _ in self.found)]))
        for test in TESTS:
            marks = ("  ".join(map(_mark, found[test])) for found in self.found.values())
            rows.append("  ".join([f"{test:{width}}", *marks]))
        return "\n".join(rows)

    def _repr_html_(self):
        titles = "".join(
            f'<th scope="colgroup" colspan="2" style="{CELL}">{escape(title)}</th>'
            for title in self.found
        )
        ways = "".join(
            f'<th scope="col" aria-label="{way}" style="{CELL}">{arrow}</th>'
            for _ in self.found
            for way, arrow in zip(WAYS, "→←", strict=True)
        )
        rows = "".join(
            f'<tr><th scope="row" style="text-align: left; padding: 0.3em">{escape(test)}</th>'
            + "".join(_cell(fine) for found in self.found.values() for fine in found[test])
            + "</tr>"
            for test in TESTS
        )
        return scrolling(
            f"<table><thead><tr>{EMPTY}{titles}</tr><tr>{EMPTY}{ways}</tr></thead>"
            f"<tbody>{rows}</tbody></table>",
            "What the tests say of the patients",
        )


def _mark(fine):
    return "✓" if fine else "✗"


def _cell(fine):
    shade = 0 if fine else 0.45
    return f'<td style="{CELL}; background: rgba(213, 94, 0, {shade})">{_mark(fine)}</td>'


def difference(supposed, true):
    """A sentence on the first test in which two diagnoses part."""
    for test, fine in examined(supposed).items():
        for way, should, is_ in zip(WAYS, fine, examined(true)[test], strict=True):
            if should != is_:
                told, found = ("✓", "✗") if should else ("✗", "✓")
                return f"would have {told} in “{test}”, {way}; here it is {found}"
    return None
