"""One dot for every run: groups side by side, nothing averaged away."""

import numpy as np

from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, figure, style

HUES = (palette.BLUE, palette.ORANGE, palette.GREEN, palette.PURPLE, palette.VERMILLION)
MARKS = ("o", "s", "D", "^", "v")
SPREAD = 0.14  # between dots of equal height


def dots(panels, *, levels=None):
    """Figure of ``panels``, {title: {group: values}}: in each a column of dots for every group.

    ``levels`` {title: value} are dashed lines to compare with. A title may have a
    second line, which is written as the name of the axis. Groups differ in mark as well as in hue.
    """
    if not panels or not all(groups for groups in panels.values()):
        raise ValueError("panels: expected at least one, each with at least one group")
    with style():
        fig, axes = figure(3.1 * len(panels) + 0.3, 3.3, 1, len(panels), squeeze=False)
        for axis, (title, groups) in zip(axes[0], panels.items(), strict=True):
            head, _, label = title.partition("\n")
            axis.set_title(head, fontweight="bold")
            axis.set_ylabel(label)
            near = 0.045 * max(1e-12, *(np.abs(values).max() for values in groups.values()))
            for k, (values, hue, mark) in enumerate(
                zip(groups.values(), HUES, MARKS, strict=False)
            ):
                x = k + _apart(values, near)
                axis.plot(x, values, mark, color=hue, ms=9, mec="white", mew=1.2, clip_on=False)
            if title in (levels or {}):
                axis.axhline(levels[title], color=FAINT, lw=1, ls=(0, (4, 3)), zorder=0)
            axis.set_xlim(-0.6, len(groups) - 0.4)
            axis.set_xticks(range(len(groups)), list(groups), fontsize=11)
            axis.tick_params(axis="x", length=0, labelcolor="black")
            axis.set_ylim(bottom=min(0, axis.get_ylim()[0]))
            if all(float(value).is_integer() for values in groups.values() for value in values):
                axis.yaxis.get_major_locator().set_params(integer=True)
    return fig


def _apart(values, near):
    """Shifts to the side for values so ``near`` to one another that dots would hide dots."""
    values = np.asarray(values, float)
    shifts = np.zeros(len(values))
    order = np.argsort(values, kind="stable")
    for start, end in _runs(values[order], near):
        size = end - start
        shifts[order[start:end]] = (np.arange(size) - (size - 1) / 2) * min(SPREAD, 0.8 / size)
    return shifts


def _runs(rising, near):
    """(start, end) of stretches in which each value is near the one before."""
    cuts = np.flatnonzero(np.diff(rising) > near) + 1
    return zip([0, *cuts], [*cuts, len(rising)], strict=True)
