"""How many strings of each length are written without a mistake, every seed a dot."""

import numpy as np

from rnnlib.edge import brief, expect, mapping
from rnnlib.plots.curves import DASHES, HUES
from rnnlib.plots.style import FAINT, INK, figure, style

MARKS = ("o", "s", "D", "^", "v")


def accuracy_against_length(results, *, taught=None, xlabel="length"):
    """Figure of ``results``, {kind: {length: [share by seed]}}: a dot for every seed, and a line
    through their medians.

    ``taught`` is the greatest length that was in the lessons; what lies beyond is shaded. There may
    be up to five kinds, which differ in mark and dash as well as in hue.
    """
    mapping("results", results, "a dict {kind: {length: shares}}")
    fits = 0 < len(results) <= len(HUES)
    expect(fits, "results", f"from 1 to {len(HUES)} kinds", len(results))
    with style():
        fig, axis = figure(7.5, 3.7)
        for k, ((kind, by), hue) in enumerate(zip(results.items(), HUES, strict=False)):
            lengths = np.array(sorted(mapping(f"results[{brief(kind)}]", by, "{length: shares}")))
            shift = 0.11 * (k - (len(results) - 1) / 2)
            medians = [np.median(by[n]) for n in lengths]
            look = {"color": hue, "marker": MARKS[k], "ms": 4}
            axis.plot(lengths, medians, color=hue, ls=DASHES[k])
            for n in lengths:
                axis.plot(np.full(len(by[n]), n + shift), by[n], ls="", alpha=0.55, mew=0, **look)
            axis.plot([], [], ls=DASHES[k], label=kind, **look)
        if taught is not None:
            axis.axvspan(taught + 0.5, lengths[-1] + 0.5, color=FAINT, alpha=0.12, lw=0)
            words = "longer than any lesson"
            axis.text(lengths[-1] + 0.4, 1.0, words, ha="right", va="top", color=FAINT, fontsize=9)
        axis.legend(frameon=False, loc="center left", bbox_to_anchor=(1.0, 0.5), labelcolor=INK)
        axis.set(xlabel=xlabel, ylabel="written without a mistake", ylim=(-0.03, 1.03))
        axis.set_xlim(lengths[0] - 0.5, lengths[-1] + 0.5)
        axis.set_xticks(lengths)
    return fig
