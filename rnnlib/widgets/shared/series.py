"""Series of numbers as bytes, with what the page needs to find and to scale them."""

import numpy as np

from rnnlib.widgets.shared.digits import shorter


def pack(series, together=()) -> tuple[dict, bytes]:
    """({name: [start, rows, scale, group]}, all numbers as little-endian float32).

    Series of one group are drawn to one scale, their largest magnitude: all gradients, all parts of
    sums, and those in `together`. The rest have no group and at least the scale 1. What float32
    cannot hold is sent as infinite.
    """
    groups = {name: next((mark for mark in "∂." if mark in name), "") for name in series}
    groups |= {name: "state" for name in together if name in series}
    peaks = {name: _peak(values) for name, values in series.items()}
    numbers = np.empty(sum(values.size for values in series.values()), "<f4")
    table, start = {}, 0
    for name, values in series.items():
        group = groups[name]
        alike = [peaks[other] for other in series if group and groups[other] == group]
        scale = float(max(alike) or 1) if group else max(1.0, float(peaks[name]))
        table[name] = [start, len(values), scale, group]
        with np.errstate(over="ignore"):
            numbers[start : start + values.size] = values.ravel()
        start += values.size
    return table, numbers.tobytes()


def _peak(values):
    """The largest magnitude of all that is finite, 0 where nothing is."""
    most = max(values.max(initial=0), -values.min(initial=0))
    return most if np.isfinite(most) else np.abs(values[np.isfinite(values)]).max(initial=0)


def packed(values) -> bytes:
    """Numbers as little-endian float32; infinite where that cannot hold them."""
    with np.errstate(over="ignore"):
        return np.ascontiguousarray(values, "<f4").tobytes()


def lighter(table, data, sums=()) -> bytes:
    """What `pack` gave, rounded as far as no digit changes that is shown; see `digits`."""
    if not table:
        return data
    numbers = np.frombuffer(data, "<f4")
    parts = np.split(numbers, [start for start, *_ in table.values()][1:])
    series = {
        name: part.reshape(rows, -1)
        for (name, (_, rows, *_)), part in zip(table.items(), parts, strict=True)
    }
    scaled = [name for name, (*_, group) in table.items() if group]
    return b"".join(part.tobytes() for part in shorter(series, sums, scaled).values())
