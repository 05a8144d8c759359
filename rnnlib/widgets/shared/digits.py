"""Series rounded as far as no digit that a widget shows changes: what is sent to a page.

A float32 has seven digits, and a widget shows two or three of them. Each number is rounded to the
fewest binary places with which it is still written the same, wherever it is written; zeros follow,
and those compress. Sums that a formula shows are written the same, too.
"""

import numpy as np

PLACES = range(3, 23)  # binary places of a float32's fraction that may be kept
STEPS = (0.001, 0.1, 10, 100, 1e5)  # where gradients begin to be written in another way
EDGE = 1e-6  # so near to where the last digit turns, a number is left alone


@np.errstate(invalid="ignore", over="ignore")  # a run that overflowed
def shorter(series, sums=(), scaled=()):
    """{name: float32 array} for {name: array (rows, units)}.

    sums    tuples of names that are added up before they are written
    scaled  names whose largest number, of each unit, is the end of a scale: it stays as it is
    """
    kept = {name: np.array(values, "<f4") for name, values in series.items()}
    for name, values in kept.items():
        shared = [names for names in sums if name in names]
        if shared and len(values) == 1:  # a bias is in the sum of every step
            continue
        decimals = None if name.startswith("∂") else 2
        middle = values if shared else _decimal(values, 2, decimals)
        most = np.abs(values).max(axis=0, initial=0) if name in scaled else np.inf
        kept[name] = _rounded(
            values, middle, most, lambda v, n=name, s=shared: _said(v, n, s, kept)
        )
    return kept


@np.errstate(invalid="ignore", over="ignore")
def rounded(values, digits):
    """The array as float32 in which the numbers, written with so many digits, are the same.

    `digits` is a tuple of numbers of significant digits, the largest first.
    """
    values = np.array(values, "<f4")

    def said(v):
        *places, edges = zip(*(_significant(v, n) for n in digits), strict=True)
        return *(array for arrays in places for array in arrays), sum(edges)

    return _rounded(values, _decimal(values, digits[0], None), np.inf, said)


def _rounded(values, middle, most, said):
    """`middle` with as few binary places as leave all that `said` gives for `values`.

    What is written alike should become the same number, so where nothing speaks against it
    `middle` is the decimal number that is written.
    """
    wanted, bits = said(values), middle.view("<u4")
    found, open_ = values.copy(), np.isfinite(values) & (np.abs(values) < most) & _sure(wanted)
    for places in PLACES:
        unit = 1 << (23 - places)
        trial = ((bits + np.uint32(unit // 2)) & np.uint32(2**32 - unit)).view("<f4")
        came = said(np.where(open_, trial, values))
        same = open_ & _sure(came) & (np.abs(trial) <= most)
        for was, now in zip(wanted, came, strict=True):
            same &= was == now
        found[same] = trial[same]
        open_ &= ~same
    return found


def _decimal(values, digits, decimals):
    """The decimal numbers nearest to `values`, as float32."""
    power, whole, _ = _significant(values, digits)
    if decimals is not None:
        whole = np.where(
            power > -decimals, np.round(np.abs(values.astype(float)) * 10.0**decimals), whole
        )
        power = np.minimum(power, -decimals)
    return np.copysign(whole * 10.0**power, values).astype("<f4")


def _sure(said):
    """Where no digit is about to turn: the last of the arrays counts how many are."""
    return said[-1] == 0


def _said(values, name, sums, kept):
    """Arrays that are equal where `values` of the series `name` are written alike."""
    said = list(_gradient(values) if name.startswith("∂") else _value(values))
    for names in sums:
        total = 0.0
        for other in names:  # in the page's order, and as it does in float64
            total = total + (values if other == name else kept[other]).astype(float)
        *digits, edge = _value(total) if not names[0].startswith("∂") else _gradient(total)
        said = [*said[:-1], *digits, said[-1] + edge]
    return said


def _value(values):
    """Two decimals."""
    return _turns(np.abs(values.astype(float)) * 100)


def _gradient(values):
    """Two digits, or one where room is short, written in the way of their size."""
    size = np.abs(values.astype(float))
    decimals, edge = _turns(size * np.where(size < STEPS[2], 100, 1))
    large = (size >= STEPS[1] / 2) & (size < 2 * STEPS[4])
    power, two, near = _significant(values, 2)
    _, one, too = _significant(values, 1)
    way = np.searchsorted(STEPS, size, side="right")
    return power, two, one, way, np.where(large, decimals, 0), near + too + large * edge


def _significant(values, digits):
    """(power of ten of the last digit, the digits as an integer, whether it is about to turn)."""
    size = np.abs(np.where(np.isfinite(values), values, 0).astype(float))
    power = np.floor(np.log10(np.where(size > 0, size, 1))) - digits + 1
    whole, edge = _turns(size / 10.0**power)
    return power, whole, edge


def _turns(size):
    """(rounded to integers, 1 where it is hard to say in which direction)."""
    whole = np.floor(size + 0.5)
    return whole, (np.abs(size + 0.5 - np.round(size + 0.5)) < EDGE).astype(int)
