"""The printed twin of the widget CTCView: sound, spectrogram, symbols and lattice over one time."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.notation import palette
from rnnlib.plots.style import INK, figure, style
from rnnlib.tasks.speech import SYMBOLS

HEIGHTS = {"waveform": 0.8, "spectrogram": 0.9, "symbols": 1.9, "lattice": 1.5}  # inches
STEP = 160  # samples: 20 ms


def heard(found, *, parts=tuple(HEIGHTS), layer="gamma", t=None):
    """Figure of a `rnnlib.analysis.Hearing`, its ``parts`` one above the other.

    ``layer`` is what the lattice shows: "gamma", "alpha" or "beta" (each step as parts of its
    largest), or "gradient" (∂L/∂z of each state's symbol; the symbols then show ∂L/∂z as well).
    A line stands at step ``t``, from 0.
    """
    unknown = [part for part in parts if part not in HEIGHTS]
    expect(parts and not unknown, "parts", f"some of {', '.join(HEIGHTS)}", brief(parts))
    with style():
        heights = [HEIGHTS[part] for part in parts]
        size = {"gridspec_kw": {"height_ratios": heights}, "squeeze": False, "sharex": True}
        fig, axes = figure(8.2, sum(heights) + 0.5, len(parts), 1, **size)
        T = len(found.samples) / STEP
        for axis, part in zip(axes[:, 0], parts, strict=True):
            _draw(axis, part, found, layer)
            axis.set_xlim(0, T)
            axis.spines[:].set_visible(False)
            axis.tick_params(length=0, labelcolor=INK)
            if t is not None:
                axis.axvline(t + 0.5, color=palette.VERMILLION, lw=1.4)
        axes[-1, 0].set_xlabel("step of 20 ms")
    return fig


def _draw(axis, part, found, layer):
    axis.set_ylabel(part, fontsize=10)
    if part == "waveform":
        axis.plot(np.arange(len(found.samples)) / STEP, found.samples, color=palette.BLUE, lw=0.5)
        axis.set_yticks([])
        return
    if part == "spectrogram":
        frames = found.spectrogram
        extent = (0, len(frames) / 2, -0.5, frames.shape[1] - 0.5)
        axis.imshow(frames.T, origin="lower", aspect="auto", extent=extent, cmap="Blues")
        axis.set_yticks([])
        return
    values, rows = grid(found, part, layer)
    most = np.abs(values).max() or 1
    extent = (0, len(values), len(rows) - 0.5, -0.5)
    shades = {"cmap": "PuOr_r", "vmin": -most, "vmax": most} if layer == "gradient" else {}
    axis.imshow(values.T, aspect="auto", extent=extent, **(shades or {"cmap": "Greens", "vmin": 0}))
    axis.set_yticks(range(len(rows)), rows, fontsize=8)


def grid(found, part, layer):
    """(values (T, rows), the rows' names) of what a part shows of a layer."""
    names = [SYMBOLS[k] for k in (range(len(SYMBOLS)) if part == "symbols" else found.states)]
    if layer == "gradient":
        return (found.dz if part == "symbols" else found.dz[:, found.states]), names
    if part == "symbols":
        return found.y, names
    if layer == "gamma":
        return found.gamma, names
    logs = getattr(found, f"log_{layer}")
    return np.exp(logs - logs.max(axis=1, keepdims=True)), names
