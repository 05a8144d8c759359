"""How many networks learn a task as its sequences grow, method by method."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.notation import palette
from rnnlib.plots.style import FAINT, figure, style

LOOKS = {
    "vanilla": (palette.GREY, "o", "-"),
    "slow": (palette.SKY, "P", ":"),
    "clipping": (palette.BLUE, "s", "--"),
    "omega": (palette.PURPLE, "D", "-."),
    "LSTM": (palette.VERMILLION, "^", "-"),
    "GRU": (palette.GREEN, "v", "--"),
}  # hue, marker, dash: three ways to tell one method from another
APART = 0.05  # of the smallest gap between lengths: lines that would cover each other


def success_against_length(results):
    """Figure of `rnnlib.experiments.success.Results`: the share of seeds that solved each length.

    A column for each task. Above, the shares; below, every single network: a full mark solved the
    task, a hollow one did not, a cross met NaN or infinity.
    """
    fits = hasattr(results, "outcomes") and len(results) > 0
    expect(fits, "results", "the results of a sweep", brief(results))
    methods, tasks, lengths = results.methods, results.tasks, results.lengths
    gap = min(np.diff(lengths), default=10)
    with style():
        fig, axes = figure(
            5.2 * len(tasks) + 1,
            5.8,
            2,
            len(tasks),
            squeeze=False,
            sharey="row",
            gridspec_kw={"height_ratios": (3, 0.55 * len(methods))},
        )
        for column, task in enumerate(tasks):
            share, seeds = axes[:, column]
            for row, method in enumerate(methods):
                look = LOOKS[method]
                shift = APART * gap * (row - (len(methods) - 1) / 2)
                _share(share, results.solved(task, method), look, shift)
                for T in lengths:
                    _seeds(seeds, results.of(task, method, T), row, look, gap)
            share.set(title=results.label(task), ylim=(-0.06, 1.06))
            share.set_yticks((0, 0.5, 1), ("none", "half", "all"))
            seeds.set(xlabel="length of the sequences, T", ylim=(len(methods) - 0.5, -0.5))
            seeds.set_yticks(range(len(methods)), [results.label(name) for name in methods])
            seeds.spines["left"].set_visible(False)
            seeds.tick_params(axis="y", length=0)
            for axis in (share, seeds):
                axis.set_xticks(lengths, lengths)
                axis.set_xlim(lengths[0] - gap / 2, lengths[-1] + gap / 2)
        axes[0, 0].set_ylabel("seeds that solved it")
        for label, method in zip(axes[1, 0].get_yticklabels(), methods, strict=True):
            label.set_color(LOOKS[method][0])
            label.set_fontweight("bold")
        _note(fig)
    return fig


def _share(axis, solved, look, shift):
    """The line of one method; ``solved`` {T: (solved, tried)}."""
    hue, marker, dash = look
    T, share = np.array([(T, good / n) for T, (good, n) in solved.items() if n]).T
    axis.plot(T + shift, share, color=hue, marker=marker, ls=dash, ms=7, mec="white", mew=0.8)


def _seeds(axis, outcomes, row, look, gap):
    """One mark for each network, side by side in the order of the seeds."""
    hue, marker, _ = look
    for k, outcome in enumerate(outcomes):
        axis.plot(
            outcome.T + 0.7 * gap * ((k + 0.5) / len(outcomes) - 0.5),
            row,
            ls="",
            marker="x" if outcome.diverged else marker,
            ms=6,
            mec=hue,
            mfc=hue if outcome.solved else "none",
            mew=1.2,
        )


def _note(fig):
    """What full and hollow marks mean."""
    from matplotlib.lines import Line2D

    marks = [("o", FAINT, "solved"), ("o", "none", "not solved"), ("x", "none", "NaN or ∞")]
    handles = [
        Line2D([], [], ls="", marker=m, mec=FAINT, mfc=fill, mew=1.2, label=label)
        for m, fill, label in marks
    ]
    fig.legend(handles=handles, frameon=False, loc="outside upper right", ncols=3, fontsize=10)
