"""A BPTTView on a page without a kernel: how it is set and read, and what rnnlib has there."""

import numpy as np
import pytest
from browser.pages import drawn, number, outside
from widgets.walks import TEXT

from rnnlib.analysis import kept

T = len(TEXT) - 1
PARTS = "svg.graph *, button, select, input, p, canvas, .number"
MIDDLE = "(node) => { const b = node.getBoundingClientRect(); return b.left + b.width / 2; }"


def put(page, **traits):
    for name, value in traits.items():
        page.evaluate("([name, value]) => model.set(name, value)", [name, value])
    drawn(page)


def get(page, name):
    return page.evaluate("(name) => model.get(name)", name)


def close(text, value):
    """Whether a number as written, two significant digits, is this one."""
    return number(text) == pytest.approx(value, rel=0.051, abs=1e-12)


def sticks_out(view):
    return outside(view, PARTS)


def mask_of(source, k, kind):
    """Which pairs (t, s) are shown: (T, T)."""
    mask = kept(T, k, kind).copy()
    if source >= 0:
        mask[np.arange(T) != source] = False
    return mask


def arrives(part, mask, s):
    """How large is what all losses bring to step s; part is (T, T, …)."""
    return np.linalg.norm(part[mask[:, s], s].sum(axis=0))
