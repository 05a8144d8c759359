"""One dot for every run: groups side by side, nothing averaged away."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, mapping
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, figure, style

HUES = (palette.BLUE, palette.ORANGE, palette.GREEN, palette.PURPLE, palette.VERMILLION)
MARKS = ("o", "s", "D", "^", "v")
FEW = 12  # dots in a column that may be large


def dots(panels, *, levels=None):
    """Figure of ``panels``, {title: {group: values}}: in each a column of dots for every group.

    ``levels`` {title: value} are dashed lines to compare with. A title may have a
    second line, which is written as the name of the axis. Groups differ in mark as well as in hue.
    """
    _check(panels)
    with style():
        fig, axes = figure(3.1 * len(panels) + 0.3, 3.3, 1, len(panels), squeeze=False)
        for axis, (title, groups) in zip(axes[0], panels.items(), strict=True):
            head, _, label = title.partition("\n")
            axis.set_title(head, fontweight="bold")
            axis.set_ylabel(label)
            few = max(map(len, groups.values())) <= FEW
            size, near, spread = (9, 0.045, 0.14) if few else (5.5, 0.028, 0.085)
            near *= max(1e-12, *(np.abs(values).max() for values in groups.values()))
            for k, (values, hue, mark) in enumerate(
                zip(groups.values(), HUES, MARKS, strict=False)
            ):
                x = k + _apart(values, near, spread)
                axis.plot(
                    x, values, mark, color=hue, ms=size, mec="white", mew=size / 8, clip_on=False
                )
            if title in (levels or {}):
                axis.axhline(levels[title], color=FAINT, lw=1, ls=(0, (4, 3)), zorder=0)
            axis.set_xlim(-0.6, len(groups) - 0.4)
            axis.set_xticks(range(len(groups)), list(groups), fontsize=11)
            axis.tick_params(axis="x", length=0, labelcolor="black")
            axis.set_ylim(bottom=min(0, axis.get_ylim()[0]))
            if all(float(value).is_integer() for values in groups.values() for value in values):
                axis.yaxis.get_major_locator().set_params(integer=True)
    return fig


def _check(panels):
    mapping("panels", panels, "a dict {title: {group: values}}")
    groups = [mapping("panels", p, "a dict {group: values} for each") for p in panels.values()]
    expect(groups and all(groups), "panels", "at least one, each with at least one group", "none")
    expect(max(map(len, groups)) <= len(HUES), "panels", f"at most {len(HUES)} groups", "more")
    for name, values in ((name, v) for group in groups for name, v in group.items()):
        fits = array_of(brief(name), values).ndim == 1 and len(values)
        expect(
            fits and np.isfinite(values).all(),
            brief(name),
            "a row of finite numbers",
            brief(values),
        )


def _apart(values, near, spread):
    """Shifts to the side, as small as can be, so that no dot hides another of nearly its value."""
    placed = {}
    for k in np.argsort(values, kind="stable"):
        steps = sorted(range(-len(values), len(values) + 1), key=abs)
        free = (
            step
            for step in steps
            if all(step != s or abs(values[j] - values[k]) >= near for j, s in placed.items())
        )
        placed[k] = next(free)
    widest = max(map(abs, placed.values()), default=0)
    spread = min(spread, 0.42 / widest) if widest else spread
    return np.array([placed[k] * spread for k in range(len(values))])
