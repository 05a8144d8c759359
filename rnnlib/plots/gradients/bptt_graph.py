"""The unrolled graph of a walk back: losses, lanes between the states, and what is read."""

import numpy as np

from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, shade, visible, written

L = 0.0  # the row of the losses; all rows in steps
HUES = {"h": palette.SKY, "c": palette.ORANGE, "L": palette.BLUE}


def rows(lanes, above, below):
    """{row: height} for a layer with the lanes of these states and other layers around it; "top" is
    where what stands below the graph begins."""
    y = {"L": L}
    if above:
        y["above"] = L - 0.62
    first = L - 0.62 - 0.75 if above else L - 1.0
    if "c" in lanes:
        y["c"] = first
    y["h"] = first - 0.9 if "c" in lanes else first
    if below:
        y["below"] = y["h"] - 0.68
    y["x"] = y["below"] - 0.45 if below else y["h"] - 0.75
    return y | {"top": y["x"] - 0.6}


def graph(axis, y, paths, layer, chosen, cut, *, source, labels, parameter, notation):
    """Draw it into the rows ``y``, with what flows from the pairs ``chosen``, cut where it is."""
    from matplotlib.patches import FancyBboxPatch

    T, lanes, top = len(paths.losses), paths.layers[layer], paths.layers[-1]
    scale = largest([lanes.norms(s).diagonal() for s in lanes.d])
    symbol = {name: written(name, notation).strip("$") for name in "hcxUVW"}
    double = len(lanes.d) > 1
    aside = 0.19 if double else 0.0  # of the way from the loss to h, which passes c
    _bands(axis, y, T, layer, len(paths.layers) - 1)
    for t in range(T):
        if double:
            place = ((t - 0.27, y["h"] - 0.27), 0.54, y["c"] - y["h"] + 0.5)
            look = {"boxstyle": "round,pad=0.02", "fc": "none", "ec": FAINT, "lw": 0.8}
            axis.add_patch(FancyBboxPatch(*place, **look))
        own = top.norms("h")[t, t] if source in (None, t) else 0.0
        x = t if "above" in y else t + aside
        end = y["above"] + 0.14 if "above" in y else y["h"] + (0.2 if double else 0.27)
        arrow(axis, (x, L - 0.22), (x, end), own, scale)
        if "above" in y:
            down = size(lanes.above, chosen, t)
            end = y["h"] + (0.2 if double else 0.27)
            arrow(axis, (t + aside, y["above"] - 0.14), (t + aside, end), down, scale)
        if double:
            inside = size(lanes.d["c"] - lanes.back["c"], chosen, t)
            arrow(axis, (t, y["h"] + 0.25), (t, y["c"] - 0.18), inside, scale)
        for state in lanes.d if t + 1 < T else ():
            arrives, edge = size(lanes.back[state], chosen, t), 0.29 if double else 0.27
            arrow(axis, (t + 1 - edge, y[state]), (t + edge, y[state]), arrives, scale)
            if state == "h":
                _letter(axis, t + 0.52, y["h"] + 0.24, symbol["U"], parameter == "U")
            if cut[t]:
                axis.text(t + 0.5, y[state], "✂", ha="center", va="center", fontsize=15)
        read = {"arrowstyle": "-|>", "color": FAINT, "ls": ":"}
        foot = y["below"] + 0.14 if "below" in y else y["x"] + 0.16
        axis.annotate("", (t, foot), (t, y["h"] - 0.25), arrowprops=read)
        middle = -0.32 if "above" in y or double else (L + y["h"]) / 2
        _letter(axis, x + 0.2, middle, symbol["V"], parameter == "V")
        low = (y["h"] + y.get("below", y["x"])) / 2
        _letter(axis, t + 0.13, low, symbol["W"], parameter == "W")
        reached = chosen[:, t].any()
        _node(axis, t, L, 0.2, f"L_{{{t + 1}}}", "L" if own else None)
        for state in lanes.d:
            radius, hue = (0.25 if state == "h" else 0.18), state if reached else None
            _node(axis, t, y[state], radius, f"{symbol[state]}_{{{t + 1}}}", hue)
        if labels is not None:
            mono = {"family": "DejaVu Sans Mono", "fontsize": 13}
            axis.text(t, y["x"], visible(labels[t]), ha="center", va="center", **mono)


def largest(values):
    """The largest size of all, to draw others by: of those that are numbers; 1 if none is above
    zero."""
    return np.max(np.abs(values), initial=0, where=np.isfinite(values)) or 1.0


def size(part, chosen, t):
    """The norm of what all chosen pairs bring to step t."""
    return np.linalg.norm(part[chosen[:, t], t].sum(axis=0))


def _bands(axis, y, T, layer, top):
    from matplotlib.patches import Rectangle

    for place, first, last in (("above", layer + 1, top), ("below", 0, layer - 1)):
        if place in y:
            name = f"layer {first}" if first == last else f"layers {first} to {last}"
            look = {"facecolor": "#f4f4f4", "edgecolor": FAINT, "lw": 0.6}
            axis.add_patch(Rectangle((-0.48, y[place] - 0.13), T - 0.04, 0.26, **look))
            middle = {"ha": "center", "va": "center", "fontsize": 9}
            axis.text((T - 1) / 2, y[place], name, color=FAINT, **middle)


def _letter(axis, x, y, letter, chosen):
    weight = {"color": INK if chosen else FAINT, "fontsize": 11 if chosen else 9}
    axis.text(x, y, f"${letter}$", ha="center", va="center", **weight)


def _node(axis, x, y, radius, name, kind):
    from matplotlib.patches import Circle

    face = shade("o" if kind == "L" else kind, 0.35) if kind else "white"
    edge = HUES[kind] if kind else FAINT
    axis.add_patch(Circle((x, y), radius, facecolor="white", lw=0, zorder=2))
    axis.add_patch(Circle((x, y), radius, facecolor=face, edgecolor=edge, lw=1.3, zorder=3))
    axis.text(x, y, f"${name}$", ha="center", va="center", fontsize=11, zorder=4)


def arrow(axis, start, end, size, scale):
    """An arrow whose width is the square root of ``size``; a faint line where nothing flows, and
    dashes where it is no number."""
    if not np.isfinite(size):
        look = {"color": palette.VERMILLION, "lw": 1.2, "ls": "--"}
        axis.plot(*zip(start, end, strict=True), **look)
        return
    if size <= 0:
        axis.plot(*zip(start, end, strict=True), color=FAINT, lw=0.6, alpha=0.6)
        return
    width = 0.6 + 4.5 * np.sqrt(min(1.0, size / scale))
    look = {"arrowstyle": "-|>,head_width=0.2,head_length=0.35", "shrinkA": 0, "shrinkB": 0}
    hue = {"color": palette.VERMILLION, "lw": width, "mutation_scale": 12, "joinstyle": "miter"}
    axis.annotate("", end, start, arrowprops=look | hue)
