"""The printed twin of the widget GradientFlow: lines over the steps back, eigenvalues beside."""

import numpy as np

from rnnlib.analysis import untrained
from rnnlib.analysis.flow import KINDS, flow_of
from rnnlib.cells import VanillaCell
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, style, written

HUES = {"vanilla": palette.BLUE, "LSTM": palette.ORANGE, "GRU": palette.GREEN}
DASHES = {"vanilla": (0, (5, 2)), "LSTM": "-", "GRU": (0, (6, 2, 1.5, 2))}


def gradient_flow(
    *,
    radius=1.0,
    activation="tanh",
    length=100,
    forget_bias=1.0,
    low=1e-12,
    t=None,
    own=None,
    notation="house",
):
    """Figure of ‖∂L/∂h‖ (of the LSTM ‖∂L/∂c‖) after 0 … length − 1 steps back, for three cells.

    The settings are those of `rnnlib.widgets.GradientFlow`; the axis ends at ``low``, and a line
    stands ``t`` steps back. ``own`` are the sizes in one more network, as `flow_of_run` gives them.
    Beside it the eigenvalues of the vanilla cell's U: those outside the
    unit circle are hollow.
    """
    with style():
        fig, (left, right) = figure(9.6, 3.9, 1, 2, gridspec_kw={"width_ratios": [2.1, 1]})
        for name in KINDS:
            line = flow_of(
                name, radius=radius, activation=activation, length=length, forget_bias=forget_bias
            )
            left.plot(line, color=HUES[name], ls=DASHES[name], lw=2.4, label=name)
        if own is not None:
            left.plot(own[:length], color=palette.VERMILLION, ls=":", lw=3.4, label="your own")
        left.set(yscale="log", ylim=(low, 1e6), xlabel="steps back from the loss")
        left.set_title("size of the gradient")
        left.axhline(1, color=FAINT, lw=0.8)
        if t is not None:
            left.axvline(t, color=INK, lw=1.2)
        left.margins(x=0)
        left.legend(loc="lower left", fontsize=10, frameon=False, handlelength=3.2)
        cell = untrained(VanillaCell, radius=radius, rng=np.random.default_rng(0))
        eigenvalue_plane(right, cell, written("U", notation))
    return fig


def eigenvalue_plane(axis, cell, U="U"):
    """The eigenvalues of the cell's U in the complex plane, with the unit circle."""
    values = np.linalg.eigvals(cell.params["U"])
    out = np.abs(values) > 1 + 1e-9
    turn = np.linspace(0, 2 * np.pi, 200)
    axis.plot(np.cos(turn), np.sin(turn), color=FAINT, lw=1.2)
    for chosen, face in ((~out, palette.BLUE), (out, "white")):
        axis.plot(
            values[chosen].real, values[chosen].imag, "o", ms=6, mfc=face, mec=palette.BLUE, ls=""
        )
    half = 1.15 * max(1, np.abs(values).max())
    axis.set(xlim=(-half, half), ylim=(-half, half), aspect="equal")
    axis.set_title(f"eigenvalues of {U}\n{out.sum()} of {len(values)} outside the unit circle")
    axis.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
