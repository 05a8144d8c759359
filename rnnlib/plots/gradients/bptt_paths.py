"""Backpropagation through time on one page: paths, pairs, and the parts that make a gradient."""

import numpy as np

from rnnlib.analysis import Paths, kept
from rnnlib.edge import brief, expect, one_of, whole
from rnnlib.plots.gradients.bptt_graph import graph, largest, rows
from rnnlib.plots.style import FAINT, INK, bare_figure, shade, style, written

STEP = 0.8  # inches
ROW = 0.27  # the height of the triangle's rows, in steps
SIDE = 0.9  # of a part's square
HUES = {"U": "h", "W": "i", "b": "g", "b_U": "g", "V": "o", "P": "c", "E": "g"}


def bptt_paths(
    paths,
    *,
    labels=None,
    source=None,
    parameter="U",
    k=None,
    kind="windows",
    t=0,
    notation="house",
    layer=None,
    lane="h",
):
    """Figure of what flows back through an unrolled network, over the steps of ``paths``.

    Above, the unrolled graph: the width of an arrow is what flows along it. In the middle all
    pairs, ‖∂L_t/∂h_k‖ in row t and column k. Below, the part of every step in ∂L/∂parameter, and
    their sum.

    - paths: what `rnnlib.analysis.paths` gives, of at most 24 steps;
    - labels: what the steps read;
    - source: follow the loss of this step alone, counted from 0; None for all losses. The figure
      numbers steps from 1, for h_0 is the state before the first;
    - parameter: "U", "W", "b", "b_U" or "P" of the layer, "V" of the readout, "E" of an embedding;
    - k, kind: truncation, see `rnnlib.analysis.kept`; None for none;
    - layer: of a stack, 0 for the lowest; None for the top one. An LSTM's states have a lane each;
    - lane: "h", or "c" of an LSTM: of which state all pairs are shown;
    - t: how far the walk back has come. The parts of earlier steps are pale, and not in the sum.

    Shades and widths go with the square root of a size, so that small ones are seen; in the parts,
    negative numbers have a hue of their own and a stroke.
    """
    one_of("paths", paths, Paths, "what `rnnlib.analysis.paths` gives")
    T = len(paths.losses)
    expect(T <= 24, "paths", "at most 24 steps", T)
    top = len(paths.layers) - 1
    layer = top if layer is None else whole("layer", layer, 0, f"a layer from 0 to {top} or None")
    expect(layer <= top, "layer", f"a layer from 0 to {top} or None", layer)
    known = paths.parameters(layer)
    expect(parameter in known, "parameter", f"one of {', '.join(known)}", brief(parameter))
    lanes = paths.layers[layer]
    expect(lane in lanes.d, "lane", f"one of {', '.join(lanes.d)}", brief(lane))
    if source is not None:
        source = whole("source", source, 0, f"a step from 0 to {T - 1} or None")
        expect(source < T, "source", f"a step from 0 to {T - 1} or None", source)
    t = whole("t", t, 0, f"a step from 0 to {T - 1}")
    expect(
        labels is None or len(labels) == T, "labels", f"{T}, one for each step", len(labels or ())
    )
    allowed = kept(T, T if k is None else k, kind)
    chosen = allowed & (np.arange(T)[:, None] == source) if source is not None else allowed
    name = known[parameter]
    parts = np.array([paths.total(name, chosen & (np.arange(T) == s)) for s in range(T)])
    parts = parts.reshape(T, -1, parts.shape[-1])
    tall = min(1.6, parts.shape[1] / parts.shape[2]) * SIDE
    y = rows(lanes.d, layer < top, layer > 0)
    bottom = y["top"] - T * ROW - 0.75 - tall
    with style():
        fig, axis = bare_figure(STEP * (T + 2.3), STEP * (0.75 - bottom))
        axis.set(xlim=(-1.25, T + 1.05), ylim=(bottom - 0.4, 0.35))
        cut = _cuts(allowed, source)
        look = {"labels": labels, "parameter": parameter, "notation": notation}
        graph(axis, y, paths, layer, chosen, cut, source=source, **look)
        _triangle(axis, lanes.norms(lane), y["top"], source, allowed, written(lane, notation))
        _parts(axis, parts, t, parameter, bottom, tall, notation)
    return fig


def _cuts(allowed, source):
    """Between which steps t and t + 1 the way back is cut: for all losses, or for the source."""
    last = slice(None) if source is None else [source]
    crossed = [
        allowed[last, t].any(where=np.tri(*allowed.shape, k=-1, dtype=bool)[last, t])
        for t in range(len(allowed))
    ]
    before = np.arange(len(allowed)) < (len(allowed) - 1 if source is None else source)
    cut = before & ~np.array(crossed)
    return cut if source is None else cut & np.append(~cut[1:], True)


def _triangle(axis, norms, top, source, allowed, symbol):
    from matplotlib.patches import Rectangle

    T, h = len(norms), symbol.strip("$")
    share = np.sqrt(norms / largest(norms))
    axis.text(
        -0.48, top + 0.1, f"‖∂$L_t$/∂${h}_k$‖, one row for each loss", fontsize=10, color=FAINT
    )
    for t in range(T):
        y = top - (t + 1) * ROW
        axis.text(-0.58, y + ROW / 2, f"$L_{{{t + 1}}}$", ha="right", va="center", fontsize=10)
        for s in range(t + 1):
            quiet = 0.3 if source not in (None, t) else 1.0
            hue = (*shade("f", share[t, s])[:3], shade("f", share[t, s])[3] * quiet)
            cut = {"facecolor": "none", "edgecolor": FAINT, "ls": ":", "lw": 0.7}
            full = {"facecolor": hue, "edgecolor": INK if t == source else "white", "lw": 1.0}
            if not np.isfinite(share[t, s]):  # no number: neither a shade nor a cut
                full = {"facecolor": "none", "edgecolor": FAINT, "hatch": "////", "lw": 0.7}
            place = ((s - 0.47, y + 0.02), 0.94, ROW - 0.04)
            axis.add_patch(Rectangle(*place, **(full if allowed[t, s] else cut)))


def _parts(axis, parts, reached, parameter, bottom, tall, notation):
    T, name = len(parts), parameter if parameter in "PE" else written(parameter, notation)
    total, scale = parts[reached:].sum(axis=0), largest(parts)
    axis.text(-0.58, bottom + tall / 2, f"∂L/∂{name}", ha="right", va="center", fontsize=12)
    for t, part in enumerate(parts):
        pale = 0.4 if t < reached else 1
        _square(axis, part / scale, HUES[parameter], t - SIDE / 2, bottom, tall, pale)
        _size(axis, t, bottom, part, pale)
        if t + 1 < T:
            axis.text(t + 0.5, bottom + tall / 2, "+", ha="center", va="center", fontsize=9)
    axis.text(T - 0.34, bottom + tall / 2, "=", ha="center", va="center", fontsize=13)
    _square(axis, total / largest(total), HUES[parameter], T - 0.1, bottom, tall)
    _size(axis, T - 0.1 + SIDE / 2, bottom, total)


def _square(axis, values, hue, left, bottom, tall, pale=1):
    """A matrix as squares of colour; a stroke through the negative ones, none for no number."""
    rows, columns = values.shape
    values = np.where(np.isfinite(values), values, 0)
    w, h = SIDE / columns, tall / rows
    extent = (left, left + SIDE, bottom, bottom + tall)
    colours = shade(hue, values) * (1, 1, 1, pale)
    axis.imshow(colours, extent=extent, aspect="auto", interpolation="nearest")
    for row, column in np.argwhere(values < -0.08):
        x, y = left + column * w, bottom + tall - (row + 1) * h
        axis.plot((x + 0.1 * w, x + 0.9 * w), (y + 0.1 * h, y + 0.9 * h), color="white", lw=0.7)
    edge = (
        (left, left + SIDE, left + SIDE, left, left),
        (bottom,) * 2 + (bottom + tall,) * 2 + (bottom,),
    )
    axis.plot(*edge, color=FAINT, lw=0.7)


def _size(axis, x, bottom, values, pale=1):
    size = f"{np.linalg.norm(values):.2g}"
    look = {"fontsize": 9, "color": FAINT, "alpha": pale}
    axis.text(x, bottom - 0.1, size, ha="center", va="top", **look)
