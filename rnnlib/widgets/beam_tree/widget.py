"""BeamTree: a beam search, step by step: what is kept, what is dropped, what is finished."""

import math
from pathlib import Path
from typing import NamedTuple

import traitlets

from rnnlib import notation as notations
from rnnlib.notation import palette
from rnnlib.widgets.shared.labels import visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import BadValue, Player

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "rank", "notation", "playing", "speed")
DROPPED = 6  # dropped candidates of a step that are shown; the others are counted
HUES = {"kept": palette.BLUE, "done": palette.GREEN, "greedy": palette.ORANGE}


class Node(NamedTuple):
    """A text of the search: its parent's place among the nodes of the step before, its last token,
    log p of the whole text, the score by which it was ranked, and what became of it: kept (and
    extended at the next step), or done (its last token is the stop symbol), or neither: dropped."""

    parent: int
    token: str
    logp: float
    score: float
    kept: bool
    done: bool


class BeamTree(Player):
    """A beam search as it grows: one column for each step, the best on top.

    steps    for every step its nodes, (parent, token, logp, score, kept, done) as in `Node`; the
             parents of the first step are 0, the start.
    greedy   tokens of the greedy text, whose way is marked; may be left out.
    stop     the token that ends a text, as it is shown.

    `t`, the step, and `rank`, the text looked at among those kept or finished there, are traits, as
    are `notation`, `playing` and `speed` of `Player`. Bad arguments and trait values raise a
    ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    rank = traitlets.Int(0).tag(sync=True)
    _steps = traitlets.List().tag(sync=True)  # of [[parent, token, logp, score, state, greedy]]
    _more = traitlets.List().tag(sync=True)  # how many dropped ones are not shown, for each step
    _vocabulary = traitlets.Dict().tag(sync=True)
    _palette = traitlets.Dict().tag(sync=True)

    def __init__(self, steps, *, greedy=None, stop="■", **traits):
        columns = _columns(steps)
        self.stop = str(stop)
        on_way = _way(columns, greedy)
        self._steps, self._more = _shown(columns, on_way)
        widest = max(sum(node[4] != "dropped" for node in column) for column in self._steps)
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        super().__init__(
            _choices={
                "t": len(columns),
                "rank": widest,
                "unit": 1,
                "batch": 1,
                "notation": ["house"],
                "direction": ["forward"],
                "stage": ["all"],
            },
            _vocabulary={"house": {"label": notations.LABELS["house"], "stop": self.stop}},
            _palette=palette.COLOURS | HUES | {"negative": list(palette.NEGATIVE)},
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    @traitlets.validate("rank")
    def _in_the_beam(self, proposal):
        size = self._choices["rank"]
        if not 0 <= proposal.value < size:
            raise BadValue(f"rank: expected an integer from 0 to {size - 1}, got {proposal.value}")
        return proposal.value

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


def _columns(steps):
    """The steps as lists of `Node`, checked."""
    try:
        columns = [[Node(*node) for node in step] for step in steps]
    except TypeError:
        raise BadValue(
            "steps: expected for each step nodes (parent, token, logp, score, kept, done), got "
            f"{steps!r:.60}"
        ) from None
    if not columns or not all(columns):
        raise BadValue("steps: expected at least one step, each with at least one node, got none")
    before = [Node(0, "", 0.0, 0.0, True, False)]
    for t, column in enumerate(columns):
        for node in column:
            place = node.parent
            fits = isinstance(place, int) and 0 <= place < len(before) and before[place].kept
            if not fits:
                raise BadValue(f"steps: expected parents kept at step {t}, got {place!r}")
            if not math.isfinite(node.score) or not node.logp <= 1e-9:
                got = f"logp {node.logp:g}, score {node.score:g}"
                raise BadValue(f"steps: expected log-probabilities of at most 0, got {got}")
        if not any(node.kept or node.done for node in column):
            raise BadValue(f"steps: expected a node kept or done at step {t + 1}, got none")
        before = column
    return columns


def _way(columns, greedy):
    """{(step, place)} of the nodes on the way of the greedy text."""
    found, place = set(), 0
    for t, (column, token) in enumerate(zip(columns, greedy or (), strict=False)):
        here = [k for k, n in enumerate(column) if n.parent == place and n.token == token]
        if not here:
            break
        place = here[0]
        found.add((t, place))
        if not column[place].kept:
            break
    return found


def _shown(columns, on_way):
    """The nodes that are drawn, best first, dropped ones last; and how many are left out."""
    shown, more, places = [], [], {0: 0}
    for t, column in enumerate(columns):
        order = sorted(range(len(column)), key=lambda k: -column[k].score)
        alive = [k for k in order if column[k].kept or column[k].done]
        dropped = [k for k in order if k not in alive]
        drawn = alive + dropped[:DROPPED]
        shown.append([_sent(column[k], places, (t, k) in on_way) for k in drawn])
        more.append(len(column) - len(drawn))
        places = {k: rank for rank, k in enumerate(drawn)}
    return shown, more


def _sent(node, places, greedy):
    state = "done" if node.done else "kept" if node.kept else "dropped"
    logp = max(float(node.logp), -1e9)
    return [places[node.parent], visible(node.token), logp, float(node.score), state, greedy]
