"""Learning curves of every seed, panel beside panel: how often does it work?"""

from rnnlib.edge import array_of, brief, expect, mapping
from rnnlib.plots.curves import DASHES, HUES
from rnnlib.plots.style import style

WIDTH, HEIGHT = 3.1, 3.0  # inches of a panel


def every_seed(panels, *, xlabel, ylabel, log=False):
    """Figure of ``panels``, {title: {kind: [(x, y), …]}}: a line (x, y) for each seed.

    Lines of one kind share hue and dash, whose names stand above; there may be up to five kinds.
    ``log`` makes y logarithmic, the same in all panels.
    """
    rows = _checked(panels)
    kinds = list(dict.fromkeys(kind for lines in rows.values() for kind in lines))
    expect(len(kinds) <= len(HUES), "panels", f"at most {len(HUES)} kinds", len(kinds))
    looks = {kind: {"color": HUES[k], "ls": DASHES[k]} for k, kind in enumerate(kinds)}
    with style():
        from matplotlib.figure import Figure

        size = (max(4.5, WIDTH * len(rows)), HEIGHT)
        fig = Figure(figsize=size, layout="constrained")
        axes = fig.subplots(1, len(rows), sharey=True, squeeze=False)[0]
        for axis, (title, lines) in zip(axes, rows.items(), strict=True):
            for kind, seeds in lines.items():
                for x, y in seeds:
                    axis.plot(x, y, lw=1.5, **looks[kind])
            axis.set(title=title, xlabel=xlabel, **({"yscale": "log"} if log else {}))
            axis.margins(x=0)
        axes[0].set_ylabel(ylabel)
        keys = [axes[0].plot([], [], label=kind, **looks[kind])[0] for kind in kinds]
        fig.legend(handles=keys, loc="outside upper center", ncols=len(kinds), frameon=False)
    return fig


def _checked(panels):
    """The same, with every line as two rows of numbers."""
    mapping("panels", panels, "a dict {title: {kind: [(x, y), …]}}")
    expect(panels, "panels", "at least one", "none")
    return {
        title: {
            kind: [
                _line(f"panels[{brief(title)}][{brief(kind)}][{k}]", seed)
                for k, seed in enumerate(seeds)
            ]
            for kind, seeds in lines.items()
        }
        for title, lines in panels.items()
    }


def _line(name, seed):
    expect(len(seed) == 2, name, "a pair (x, y)", f"{len(seed)} things")
    x, y = (array_of(name, part) for part in seed)
    fits = x.ndim == 1 and x.shape == y.shape and x.size
    expect(fits, name, "x and y, rows of as many numbers", f"shapes {x.shape} and {y.shape}")
    return x, y
