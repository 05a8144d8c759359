"""BeamTree: a beam search, step by step: what is kept, what is dropped, what is finished."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib.decoding import Tree
from rnnlib.edge import brief
from rnnlib.notation import palette
from rnnlib.widgets.shared.labels import visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import STEPS_ONLY, BadValue, Player

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "rank", "notation", "playing", "speed")
STOP = "■"  # how the stop symbol is shown
LEAST = 1e9  # no log p is shown below −LEAST
DROPPED = 6  # dropped candidates of a step that are shown; the others are counted
HUES = {"kept": palette.BLUE, "done": palette.GREEN, "greedy": palette.ORANGE}


class BeamTree(Player):
    """A beam search as it grows: one column for each step, the likeliest text on top.

    ``tree`` is what `rnnlib.decoding.beam_search` gives for one source; the way that greedy
    decoding takes is marked in it. `t`, the step, and `rank`, the text looked at among those kept
    or finished there, are traits, as are `notation`, `playing` and `speed` of `Player`. Bad
    arguments and trait values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    rank = traitlets.Int(0).tag(sync=True)
    _steps = traitlets.List().tag(sync=True)  # of [[parent, token, logp, score, state, greedy]]
    _more = traitlets.List().tag(sync=True)  # how many dropped ones are not shown, for each step

    def __init__(self, tree, **traits):
        if not isinstance(tree, Tree):
            got = f"got {brief(tree)}"
            raise BadValue(f"tree: expected one of those that beam_search gives, {got}")
        self._steps, self._more = _columns(tree)
        widest = max(sum(node[4] != "dropped" for node in column) for column in self._steps)
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        super().__init__(
            _choices={
                "t": len(self._steps),
                "rank": widest,
                **STEPS_ONLY,
            },
            _palette=palette.COLOURS | HUES | {"negative": list(palette.NEGATIVE)},
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    @traitlets.validate("rank")
    def _in_the_beam(self, proposal):
        return self._within(proposal)

    def text(self, t, k):
        """The tokens from the start to the node in place k of step t, as they are shown."""
        tokens = []
        while t >= 0:
            parent, token, *_ = self._steps[t][k]
            tokens.insert(0, token)
            t, k = t - 1, parent
        return tokens

    def __repr__(self):
        return f"BeamTree({len(self._steps)} steps, beam of {self._choices['rank']})"


def _columns(tree):
    """The nodes of every step that are drawn, best first, dropped ones last; and how many are not.

    A node is [parent's place, token, log p, score, state, whether greedy decoding goes there].
    """
    columns, more, places = [], [], {0: 0}
    for depth in range(1, int(tree.depth.max()) + 1):
        nodes = np.flatnonzero(tree.depth == depth)
        nodes = nodes[np.argsort(tree.rank[nodes], kind="stable")]
        kept, dropped = nodes[tree.kept[nodes]], nodes[~tree.kept[nodes]]
        shown = [int(node) for node in (*kept, *dropped[:DROPPED])]
        columns.append([_sent(tree, node, places) for node in shown])
        more.append(len(nodes) - len(shown))
        places = {node: place for place, node in enumerate(shown)}
    return columns, more


def _sent(tree, node, places):
    state = "done" if tree.complete[node] else "kept" if tree.kept[node] else "dropped"
    symbol = int(tree.symbol[node])
    token = STOP if symbol == tree.target.stop else visible(tree.target.names[symbol])
    numbers = (max(float(tree.log_p[node]), -LEAST), max(float(tree.score[node]), -LEAST))
    return [places[int(tree.parent[node])], token, *numbers, state, bool(tree.greedy[node])]
