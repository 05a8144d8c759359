"""PathSplitter: by which road a gradient comes to a cell state, with forget gates to draw on."""

import math
from numbers import Real
from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import split_paths
from rnnlib.cells import LSTMCell, PeepholeLSTMCell
from rnnlib.edge import brief
from rnnlib.language import say, told
from rnnlib.layers import Recurrent
from rnnlib.notation import palette
from rnnlib.tape import Tape
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.traits import BadValue, Given
from rnnlib.widgets.shared.values import index, is_row, shaped

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "notation", "playing", "speed", "forget", "strength")
HUES = {"total": palette.GREY, "carry": palette.ORANGE, "rest": palette.BLUE}
MOST = 1.5


class PathSplitter(Player):
    """The gradient of an LSTM's cell state, split into what the carry brought and all the rest.

    ``tape`` is a run of an `LSTMCell` without a mask; ``dh`` (H,) is ∂L/∂h_T, by default the same
    for all units and of size 1. One sequence, ``batch``, is shown. What the two roads are, says
    `rnnlib.analysis.split_paths`.

    forget    T numbers from 0 to 1, the forget gates of all units at each step; None leaves the
              gates of a step to the network.
    strength  what the recurrent weights U are multiplied by, from 0 to 1.5.

    Both are traits, as are `t`, `notation`, `playing`, `speed` of `Player`; playing goes back in
    time. The page computes the run and the gradient itself, in float64; `split` gives the same by
    rnnlib. Bad values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "log_chart", "widget")
    _still = still

    forget = Given().tag(sync=True)
    strength = traitlets.Float(1.0).tag(sync=True)
    _network = traitlets.Dict().tag(sync=True)
    _presets = traitlets.List().tag(sync=True)  # of [name, forget], in the order of the buttons
    _vocabulary = traitlets.Dict().tag(sync=True)

    def __init__(self, tape, dh=None, *, batch=0, **traits):
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        network = _network_of(tape, dh, batch)
        T = len(tape)
        super().__init__(
            _choices={
                "t": T,
                "unit": 1,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["backward"],
                "stage": ["all"],
            },
            direction="backward",
            t=T - 1,
            forget=[None] * T,
            _network=network,
            _presets=presets(T),
            _vocabulary={name: _words(name) for name in notations.NAMES},
            _palette=HUES | {"f": palette.colour("f"), "negative": list(palette.NEGATIVE)},
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    def split(self):
        """`Roads` of the run shown, (T, 1, H) each."""
        net = {name: np.array(value) for name, value in self._network.items()}
        D, H = net["W"].shape[0], len(net["h0"])
        cell = LSTMCell(D, H, rng=np.random.default_rng(0))
        for name, value in (("W", net["W"]), ("U", self.strength * net["U"]), ("b", net["b"])):
            cell.params[name][...] = value
        _, tape = Recurrent(cell).forward(net["x"][:, None], (net["h0"][None], net["c0"][None]))
        forget = np.array([math.nan if f is None else f for f in self.forget])[:, None, None]
        with np.errstate(over="ignore", invalid="ignore"):  # gradients of any size may be asked for
            return split_paths(tape, None, (net["dh"][None], None), forget=forget)

    @traitlets.validate("forget")
    def _check_forget(self, proposal):
        values, T = proposal.value, self._choices["t"]
        if not is_row(values, T):
            expected = f"{T} numbers or None, one for each step"
            raise BadValue(f"forget: expected {expected}, got {brief(values)}")
        for value in values:
            if value is not None and not (isinstance(value, Real) and 0 <= value <= 1):
                raise BadValue(f"forget: expected numbers from 0 to 1, or None, got {brief(value)}")
        return [None if value is None else float(value) for value in values]

    @traitlets.validate("strength")
    def _check_strength(self, proposal):
        if not 0 <= proposal.value <= MOST:
            raise BadValue(f"strength: expected a number from 0 to {MOST}, got {proposal.value:g}")
        return proposal.value

    def __repr__(self):
        set_ = sum(value is not None for value in self.forget)
        by_hand = f", {set_} gates by hand" if set_ else ""
        H = len(self._network["h0"])
        return f"PathSplitter(T={self._choices['t']}, H={H}, U × {self.strength:g}{by_hand})"


def presets(T):
    """[name, forget gates] of every button."""
    half = T // 2
    return [
        [say("paths.preset_own"), [None] * T],
        [say("paths.preset_open"), [1.0] * T],
        [say("paths.preset_open_half"), [0.5] * T],
        [say("paths.preset_closed"), [None] * half + [0.0] + [None] * (T - half - 1)],
    ]


def _network_of(tape, dh, batch):
    """The numbers that the page runs, as nested lists."""
    cell = getattr(tape, "cell", None)
    fits = isinstance(tape, Tape) and isinstance(cell, LSTMCell)
    if not fits or isinstance(cell, PeepholeLSTMCell):
        raise BadValue(f"tape: expected the tape of an LSTMCell, got {brief(tape)}")
    if tape.mask is not None:
        raise BadValue("tape: expected a run without a mask, got one with a mask")
    batch, H = index("batch", batch, tape.B), cell.H
    dh = np.full(H, H**-0.5) if dh is None else shaped("dh", dh, (H,), f"{H} finite numbers")
    x = np.asarray(tape.x)
    x = np.eye(cell.D)[x[:, batch]] if tape.symbols else x[:, batch]
    h0, c0 = (state[batch] for state in tape.state(0))
    arrays = {name: cell.params[name] for name in "WUb"} | {"x": x, "h0": h0, "c0": c0, "dh": dh}
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise BadValue(f"tape: expected a run of finite numbers, got NaN or infinity in {name}")
    return {name: np.asarray(array, float).tolist() for name, array in arrays.items()}


def _words(name):
    return {
        "label": told(notations.LABELS[name]),
        "symbols": {ref: notations.short(ref, name) for ref in ("h", "c", "f", "U")},
    }
