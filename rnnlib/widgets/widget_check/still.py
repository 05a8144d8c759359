"""What WidgetCheck leaves where no widget runs: its numbers, and the remedy."""

from rnnlib import plots
from rnnlib.widgets.shared.still import number

REMEDY = (
    "A still picture. Where widgets work, three lines with marks stand here.\n"
    "If you have run this cell and see no marks, run pip install -r requirements.txt\n"
    "where JupyterLab itself is installed, start it anew, and run the cell again."
)


def sentence(check):
    """What the one unit does."""
    h = check.run()["h"][:, 0, 0]
    return (
        f"A still picture of the check: one unit is pushed by 0.1 at each of {len(h)} steps, and "
        f"its state grows from {number(h[0])} to {number(h[-1])}."
    )


def figure(check):
    """The state of the unit over time, and what to do where this is all that is seen."""
    fig = plots.gates_over_time(check.run(), names=["x", "h"])
    fig.set_figheight(2.9)
    fig.suptitle(REMEDY, fontsize=11, ha="left", x=0.08)
    return fig
