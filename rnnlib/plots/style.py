"""The look that all figures share."""

from contextlib import contextmanager

from rnnlib import notation as notations
from rnnlib.notation import palette

INK, FAINT = "#1A1A1A", "#6B6B6B"
STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so that figures are the same everywhere
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": FAINT,
    "axes.titlesize": 12,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "lines.linewidth": 2,
    "figure.facecolor": "white",
    "figure.constrained_layout.use": True,
}


@contextmanager
def style():
    """Draw within it: ``with style(): fig, axes = …``."""
    from matplotlib import rc_context

    with rc_context(STYLE):
        yield


def figure(width, height, rows=1, columns=1, **options):
    """A figure in inches and its axes, in the house style; pyplot does not hold it."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(width, height))
    return fig, fig.subplots(rows, columns, **options)


def bare_figure(width, height):
    """A figure in inches that one axis without frame or ticks fills."""
    from matplotlib.figure import Figure

    fig = Figure(figsize=(width, height), layout="none")
    axis = fig.add_axes((0, 0, 1, 1))
    axis.axis("off")
    return fig, axis


def written(name, notation="house"):
    """The symbol of a quantity, its subscript set low."""
    symbol = notations.short(name, notation)
    return f"${symbol}$" if "_" in symbol else symbol


def shade(name, values, scale=1.0):
    """RGBA for values from −scale to scale: the quantity's hue grows opaque, negatives have their
    own hue."""
    import numpy as np
    from matplotlib.colors import to_rgb

    share = np.clip(np.asarray(values, float) / scale, -1, 1)
    rgba = np.empty((*share.shape, 4))
    rgba[..., :3] = np.where(
        share[..., None] < 0, to_rgb(palette.NEGATIVE[0]), to_rgb(palette.colour(name))
    )
    rgba[..., 3] = np.abs(share) ** 0.8
    return rgba


def visible(character):
    """A character as a mark on the page: the newline as ↵, the space as a dot.

    No dollar opens a formula.
    """
    return {"\n": "↵", " ": "·", "\t": "⇥"}.get(character, character.replace("$", r"\$"))


def ink_on(rgba):
    """The colour of letters that can be read on this colour, laid over white."""
    red, green, blue = (rgba[k] * rgba[3] + 1 - rgba[3] for k in range(3))
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else "white"
