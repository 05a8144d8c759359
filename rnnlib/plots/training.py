"""The printed twin of the widget TrainingView: bits over updates, the next character, a text."""

import textwrap

import numpy as np

from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

ROWS, WIDTH = 8, 96


def training(losses, steps, bits, *, updates, levels, moment, prompt, names, chances, left, text):
    """Figure of bits per character: ``losses`` (n,) of every update, ``bits`` on held-out text at
    the updates ``steps``; ``levels`` {name: bits} to compare with.

    Beside it the ``chances`` (V,) of what follows the ``prompt`` at the moment, as outlines, and
    what is ``left`` of them to draw from, filled; ``names`` are the characters. Below, the ``text``
    that was drawn.
    """
    with style():
        fig, (over, bars) = figure(9.6, 4.6, 1, 2, gridspec_kw={"width_ratios": [1.9, 1]})
        over.plot(np.arange(1, len(losses) + 1), losses, color=palette.SKY, lw=1)
        over.plot(steps, bits, "o-", color=palette.VERMILLION, ms=3)
        over.axvline(steps[moment], color=INK, lw=1.2)
        for name, level in levels.items():
            over.axhline(level, color=FAINT, lw=1, ls=(0, (1, 2)))
            below = level == min(levels.values())  # the curve comes from above
            va = "top" if below else "bottom"
            over.text(updates, level, name, color=FAINT, fontsize=9, ha="right", va=va)
        over.set(xlim=(0, updates), xlabel="updates")
        over.set_ylim(0, max([*bits, *levels.values()]) * 1.06)
        over.set_title("bits per character: in training, on held-out text")
        order = np.argsort(-chances, kind="stable")[:ROWS]
        at = np.arange(len(order))
        bars.barh(at, left[order], color=palette.BLUE, alpha=0.75)
        bars.barh(at, chances[order], fill=False, edgecolor=INK, lw=1)
        bars.set_yticks(at, [names[v] for v in order])
        bars.set(ylim=(len(order) - 0.4, -0.6), xlim=(0, 1))
        bars.set_title(f"after “{prompt}”")
        lines = textwrap.wrap((prompt + text).replace("\n", "↵").replace("$", r"\$"), WIDTH)
        fig.supxlabel(
            "\n".join(lines[:3]), x=0.01, ha="left", fontsize=9.5, family="DejaVu Sans Mono"
        )
    return fig
