"""The printed twin of the widget BeamTree: the texts of a beam search and where they come from."""

from rnnlib.edge import expect
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, bare_figure, style, visible

WIDE, HIGH, TOP = 0.85, 0.42, 0.35  # inches
NARROWEST = 6.4
HUES = {"kept": palette.BLUE, "done": palette.GREEN, "dropped": FAINT}


def beam_tree(steps, more=None, *, columns=None):
    """Figure of a beam search: a column for each step, the best text on top.

    ``steps`` holds for each step its nodes, best first: (parent, token, logp, score, state, greedy)
    with the parent's place at the step before, the last token, log p of the text and its score;
    state is "kept", "done" or "dropped"; greedy says whether the greedy text goes there. ``more``
    counts for each step the dropped ones that are left out. There is room for so many ``columns``,
    by default as many as there are steps.
    """
    expect(len(steps) and all(map(len, steps)), "steps", "nodes for each step", "none")
    more = more or [0] * len(steps)
    rows = max(len(column) + (k > 0) for column, k in zip(steps, more, strict=True))
    columns = len(steps) if columns is None else columns
    size = max(NARROWEST, WIDE * (columns + 0.6)), TOP + HIGH * rows + 0.1
    wide = size[0] / (columns + 0.6)
    with style():
        from matplotlib.patches import FancyBboxPatch

        fig, axis = bare_figure(*size)
        axis.set(xlim=(0, size[0]), ylim=(size[1], 0))
        x = [0.2, *(wide * (t + 0.75) for t in range(len(steps)))]
        axis.plot(x[0], _y(0), "o", color=INK)
        for t, column in enumerate(steps):
            axis.text(x[t + 1], 0.17, str(t + 1), color=FAINT, ha="center", va="center")
            for k, (parent, token, logp, _, state, greedy) in enumerate(column):
                dash, width = ("--" if greedy else "-"), (2 if state != "dropped" else 0.8)
                ends = [x[t] + 0.2 * (t > 0), x[t + 1] - 0.2], [_y(parent if t else 0), _y(k)]
                axis.plot(*ends, dash, color=HUES[state], lw=width, zorder=0)
                filled = state != "dropped"
                box = FancyBboxPatch(
                    (x[t + 1] - 0.17, _y(k) - 0.11),
                    0.34,
                    0.22,
                    boxstyle="round,pad=0.03",
                    facecolor=HUES[state] if filled else "white",
                    edgecolor=INK if greedy else HUES[state],
                    linestyle=dash,
                )
                axis.add_patch(box)
                look = {"color": "white" if filled else INK, "family": "DejaVu Sans Mono"}
                axis.text(x[t + 1], _y(k), visible(token), ha="center", va="center", **look)
                small = f"{logp:.1f}".replace("-", "−")
                axis.text(x[t + 1], _y(k) + 0.2, small, fontsize=7, ha="center", va="center")
            if more[t]:
                words = f"+ {more[t]}"
                axis.text(x[t + 1], _y(len(column)), words, color=FAINT, ha="center", va="center")
    return fig


def _y(k):
    return TOP + (k + 0.5) * HIGH
