"""Several networks on one input: a map of every unit's states, one below the other."""

import numpy as np

from rnnlib.edge import expect, mapping, one_of
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, shade, style, visible, written
from rnnlib.tape import Tape

ROW = {"state": 0.62, "flow": 0.85}  # inches


def networks(tapes, labels, *, batch=0, back=False, notation="house"):
    """Figure of what each network of ``tapes``, {name: tape}, held while it read the same input.

    A row for each state, c before h, units from top to bottom and steps from left to right under
    ``labels``, one for each; full colour is 1, or the largest magnitude of a c. With ``back`` the
    rows are ‖∂L/∂state‖ instead, the norms over the units, all on one logarithmic axis.
    """
    expect(mapping("tapes", tapes, "a dict {name: tape}"), "tapes", "at least one", "none")
    for tape in tapes.values():
        one_of("tapes", tape, Tape, "the tapes of recurrent layers")
    first = next(iter(tapes.values()))
    T, B, _ = first["h"].shape
    for name, tape in tapes.items():
        if tape["h"].shape[:2] != (T, B):
            raise ValueError(f"tapes: expected runs of (T, B) = {(T, B)}, got another in {name!r}")
        if back and not tape.back:
            raise ValueError(f"tapes: expected runs with gradients, got one without in {name!r}")
    if len(labels) != T:
        raise ValueError(f"labels: expected {T}, one for each step, got {len(labels)}")
    states = {n: [s for s in ("c", "h") if s in tape.cell.states] for n, tape in tapes.items()}
    rows = [(n, [s]) for n in tapes for s in states[n]] if not back else list(states.items())
    high = ROW["flow" if back else "state"]
    with style():
        fig, axes = figure(9, high * len(rows) + 0.55, len(rows), sharex=True, sharey=back)
        for axis, (name, shown) in zip(np.atleast_1d(axes), rows, strict=True):
            if back:
                _norms(axis, tapes[name], shown, batch, notation)
            else:
                _map(axis, tapes[name], shown[0], batch, notation)
            if shown[0] == states[name][0]:
                axis.set_title(name, fontsize=11, fontweight="bold", pad=3)
        axis.set_xlim(0, T)
        axis.set_xticks(np.arange(T) + 0.5, map(visible, labels), family="DejaVu Sans Mono")
        axis.tick_params(axis="x", length=0, labelsize=10, labelcolor=INK)
    return fig


def _map(axis, tape, name, batch, notation):
    values = tape[name][:, batch].T  # (H, T)
    scale = max(1.0, float(np.abs(values).max())) if name == "c" else 1.0
    colours = shade(name, values, scale)
    H, T = values.shape
    axis.imshow(colours, aspect="auto", extent=(0, T, H, 0), interpolation="nearest")
    for k, t in np.argwhere(values < -0.06 * scale):
        axis.axvspan(
            t, t + 1, 1 - (k + 1) / H, 1 - k / H, hatch="////", fc="none", ec=(1, 1, 1, 0.55), lw=0
        )
    axis.set_yticks([H / 2], [written(name, notation)])
    axis.tick_params(axis="y", length=0, labelsize=14, labelcolor=palette.colour(name))
    axis.yaxis.get_ticklabels()[0].set_fontweight("bold")
    axis.tick_params(axis="x", length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)


def _norms(axis, tape, names, batch, notation):
    T = len(tape)
    for name, dash in zip(names, ("-", "--"), strict=False):
        norms = np.linalg.norm(np.asarray(tape.back[name][:, batch], float), axis=1)
        norms[norms == 0] = np.nan  # no logarithm: the line breaks
        look = {"color": palette.colour(name), "marker": ".", "ms": 5}
        called = f"‖∂L/∂{written(name, notation)}‖"
        axis.plot(np.arange(T) + 0.5, norms, dash, label=called, **look)
    axis.set(yscale="log")
    axis.legend(  # beside the title, clear of the lines
        frameon=False, ncols=2, fontsize=9, loc="lower right", bbox_to_anchor=(1, 0.95), borderpad=0
    )
    axis.grid(axis="y", color=FAINT, alpha=0.25, lw=0.6)
    axis.tick_params(axis="y", labelsize=8)
    axis.tick_params(axis="x", length=0)
