"""What WidgetCheck leaves where no widget runs: its numbers, and the remedy."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number


def sentence(check):
    """What the one unit does."""
    h = check.run()["h"][:, 0, 0]
    return say("widget_check.still", T=len(h), first=number(h[0]), last=number(h[-1]))


def figure(check):
    """The state of the unit over time, and what to do where this is all that is seen."""
    fig = plots.gates_over_time(check.run(), names=["x", "h"])
    fig.set_figheight(2.9)
    fig.suptitle(say("widget_check.remedy"), fontsize=11, ha="left", x=0.08)
    return fig
