"""Several networks on one input: a map of every unit's states, one below the other."""

import numpy as np

from rnnlib.edge import brief, expect, mapping, one_of
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, INK, figure, shade, style, visible, written
from rnnlib.tape import Tape

ROW = {"state": 0.62, "flow": 0.85}  # inches


def networks(
    tapes, labels, *, batch=0, back=False, gates=False, first=None, t=None, notation="house"
):
    """Figure of what each network of ``tapes``, {name: tape}, held while it read the same input.

    A row for each state, c before h, units from top to bottom and steps from left to right under
    ``labels``, one for each; full colour is 1, or the largest magnitude of a c. With ``back`` the
    rows are ‖∂L/∂state‖ instead, the norms over the units, all on one logarithmic axis; with
    ``gates`` they are the gates, from 0 (blank) to 1. ``labels`` may be those of a piece, from step
    ``first`` on; step ``t`` is framed.
    """
    expect(mapping("tapes", tapes, "a dict {name: tape}"), "tapes", "at least one", "none")
    for tape in tapes.values():
        one_of("tapes", tape, Tape, "the tapes of recurrent layers")
    T, B, _ = next(iter(tapes.values()))["h"].shape
    for name, tape in tapes.items():
        if tape["h"].shape[:2] != (T, B):
            raise ValueError(
                f"tapes: expected runs of (T, B) = {(T, B)}, got another in {brief(name)}"
            )
        if back and not tape.back:
            raise ValueError(
                f"tapes: expected runs with gradients, got one without in {brief(name)}"
            )
    if len(labels) != T and first is None:
        raise ValueError(f"labels: expected {T}, one for each step, got {len(labels)}")
    first = first or 0
    part = slice(first, first + len(labels))
    shown = {n: tape.cell.gates if gates else _states(tape) for n, tape in tapes.items()}
    if back:
        rows = [(n, _states(tape)) for n, tape in tapes.items()]
    else:
        rows = [(n, [name]) for n, names in shown.items() for name in names]
    high = ROW["flow" if back else "state"]
    with style():
        fig, axes = figure(9, high * len(rows) + 0.55, len(rows), sharex=True, sharey=back)
        titled = set()
        for axis, (name, quantities) in zip(np.atleast_1d(axes), rows, strict=True):
            if back:
                _norms(axis, tapes[name], quantities, batch, part, notation)
            else:
                _map(axis, tapes[name], quantities[0], batch, part, notation)
            if name not in titled:
                axis.set_title(visible(name), fontsize=11, fontweight="bold", pad=3)
                titled.add(name)
            if t is not None:
                axis.axvspan(t - first, t - first + 1, fc="none", ec=INK, lw=1.5, zorder=5)
        axis.set_xlim(0, len(labels))
        steps = np.arange(len(labels)) + 0.5
        axis.set_xticks(steps, map(visible, labels), family="DejaVu Sans Mono")
        axis.tick_params(axis="x", length=0, labelsize=10, labelcolor=INK)
    return fig


def _states(tape):
    return [name for name in ("c", "h") if name in tape.cell.states]


def _map(axis, tape, name, batch, part, notation):
    values = np.nan_to_num(tape[name][part, batch].T)  # (H, T)
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


def _norms(axis, tape, names, batch, part, notation):
    for name, dash in zip(names, ("-", "--"), strict=False):
        norms = np.linalg.norm(np.asarray(tape.back[name][part, batch], float), axis=1)
        norms[norms == 0] = np.nan  # no logarithm: the line breaks
        look = {"color": palette.colour(name), "marker": ".", "ms": 5}
        called = f"‖∂L/∂{written(name, notation)}‖"
        axis.plot(np.arange(len(norms)) + 0.5, norms, dash, label=called, **look)
    axis.set(yscale="log")
    axis.legend(  # beside the title, clear of the lines
        frameon=False, ncols=2, fontsize=9, loc="lower right", bbox_to_anchor=(1, 0.95), borderpad=0
    )
    axis.grid(axis="y", color=FAINT, alpha=0.25, lw=0.6)
    axis.tick_params(axis="y", labelsize=8)
    axis.tick_params(axis="x", length=0)
