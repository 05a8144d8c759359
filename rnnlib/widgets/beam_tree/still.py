"""A BeamTree in one sentence and one figure."""

from rnnlib import plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number


def sentence(tree):
    """What is kept at the step, and the best of it."""
    column, t = tree._steps[tree.t], tree.t
    alive = [k for k, node in enumerate(column) if node[4] != "dropped"]
    words = any(len(node[1]) > 1 for every in tree._steps for node in every)
    best = (" " if words else "").join(tree.text(t, alive[0]))
    many = len(column) + tree._more[t]
    counts = {"t": t + 1, "T": len(tree._steps), "alive": len(alive), "many": many}
    return say("beam.still", **counts, best=best, log_p=number(column[alive[0]][2]))


def figure(tree):
    """The tree up to the step, with room for what comes."""
    steps, end = tree._steps, tree.t + 1
    return plots.beam_tree(steps[:end], tree._more[:end], columns=len(steps))
