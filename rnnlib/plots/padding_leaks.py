"""What other padding changed: a picture of the padding lab."""

from rnnlib.analysis import Leaks
from rnnlib.edge import expect, mapping
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style

SAFE, LEAK = palette.SKY, palette.VERMILLION
HATCH = "////"


def padding_leaks(found, *, columns=3):
    """Figure of {name: `rnnlib.analysis.Leaks`}: a panel each, sequences below one another.

    Each real step has two halves, the forward layer's output above, the backward layer's below; one
    that changed when only the padding did is hatched and of another hue. Padding is blank; a dot in
    it is a gradient that has come there. To the right are the two halves of the summary; one with a
    mark changed with the contents of the padding (●) or with its length (↔).
    """
    mapping("found", found, "a dict {name: Leaks}")
    fits = found and all(isinstance(leaks, Leaks) for leaks in found.values())
    expect(fits, "found", "at least one {name: Leaks}", "others")
    rows = -(-len(found) // columns)
    T, B = next(iter(found.values())).mask.shape
    with style():
        fig, axes = figure(3.3 * columns, (0.5 + 0.3 * B) * rows, rows, columns, squeeze=False)
        for axis in axes.flat:
            axis.axis("off")
        for axis, (name, leaks) in zip(axes.flat, found.items(), strict=False):
            _panel(axis, name, leaks)
            axis.set(xlim=(-0.1, T + 2.2), ylim=(B, -0.05))
    return fig


def _panel(axis, name, leaks):
    T, B = leaks.mask.shape
    axis.set_title(name, fontweight="bold", color=INK if leaks.none() else LEAK, fontsize=11)
    for b in range(B):
        for t in range(T):
            if not leaks.mask[t, b]:
                _box(axis, t, b + 0.06, 0.86, "white", edge=FAINT)
                if leaks.dx[t, b] > 0:
                    axis.plot(t + 0.47, b + 0.49, "o", color=LEAK, ms=5)
                continue
            for way in (0, 1):
                _half(axis, t, b, way, leaks.outputs[way, t, b])
        for way in (0, 1):
            content, length = leaks.summary[way, b], leaks.longer[way, b]
            _half(axis, T + 0.7, b, way, content or length, width=1.1, hatch=None)
            mark = "●↔" if content and length else "●" if content else "↔" if length else ""
            axis.text(
                T + 1.25, b + 0.28 + 0.43 * way, mark, ha="center", va="center", fontsize=8,
                color="white", fontweight="bold",
            )  # fmt: skip


def _half(axis, t, b, way, leaks, *, width=0.94, hatch=HATCH):
    """The forward (0) or backward (1) half of what sequence b has at t."""
    hue, hatch = (LEAK, hatch) if leaks else (SAFE, None)
    _box(axis, t, b + 0.06 + 0.43 * way, 0.43, hue, width=width, hatch=hatch)


def _box(axis, x, y, high, colour, *, width=0.94, edge="white", hatch=None):
    from matplotlib.patches import Rectangle

    axis.add_patch(
        Rectangle((x, y), width, high, facecolor=colour, edgecolor=edge, lw=0.6, hatch=hatch)
    )
