"""GatePlayground: one LSTM unit, its input drawn and its gates moved by hand or by weights."""

import math
from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.cells import LSTMCell, PeepholeLSTMCell
from rnnlib.edge import brief
from rnnlib.layers import Recurrent
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.presets import PresetPlayer, preset_of
from rnnlib.widgets.shared.steps import check_steps
from rnnlib.widgets.shared.traits import BadValue, Given
from rnnlib.widgets.shared.values import check_finite, steps_of

from . import still
from .presets import GATES, WEIGHTS, presets
from .values import check_gates, check_weights
from .words import DIAGRAMS, words

HERE = Path(__file__).parent

MODES = ("hands", "weights")
SHOWN = ("x", "gates", "weights", "c0", "follow", "peepholes")  # what a preset sets
TRAITS = ("t", "notation", "stage", "playing", "speed", "mode", "preset", *SHOWN)


class GatePlayground(PresetPlayer):
    """One unit with one input: draw x, move the gates, and see what c and h become.

    In mode "hands" every gate is what the learner says, step by step; in mode "weights" the gates
    are computed from x, h⁻ and the weights, as in `LSTMCell(1, 1)` (or `PeepholeLSTMCell`).

    x          the input: T numbers; T is fixed from then on (default 40 steps of the preset).
    mode       "hands" or "weights".
    preset     "keep", "forget", "write", "count", "leak" or "latch"; "" once anything is changed.
    gates      {"i": …, "f": …, "o": …, "g": …}, each T numbers or one for all steps; gates that are
               not named stay as they are.
    weights    {"w_i": …, "u_f": …, "b_g": …, "p_o": …}: input weight w, recurrent weight u, bias b
               and peephole p of each gate; those that are not named stay.
    follow     in mode "hands": the candidate g is the input itself, within −1 … 1.
    peepholes  in mode "weights": whether the gates see c.
    c0         the cell state before the first step; h starts at 0.

    All of these are traits, as are `t`, `notation`, `stage`, `playing`, `speed` of `Player`. The
    page computes the unit itself, in float64; `run` gives the same run by rnnlib. Bad values raise
    a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "diagram", "formula", "time", "lanes", "widget")
    _still = still

    x = Given().tag(sync=True)
    gates = Given().tag(sync=True)
    weights = Given().tag(sync=True)
    mode = traitlets.Unicode("hands").tag(sync=True)
    follow = traitlets.Bool(True).tag(sync=True)
    peepholes = traitlets.Bool(False).tag(sync=True)
    c0 = traitlets.Float(0.0).tag(sync=True)
    _pictures = traitlets.Dict().tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)

    def __init__(self, x=None, *, T=40, cell=None, preset="keep", **traits):
        T = steps_of(T if x is None else len(check_steps("x", x)), 2, 400)
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        made = presets(T)
        preset = preset_of(preset, made)
        self._whole = {name: made[preset or "keep"][name] for name in ("gates", "weights")}
        super().__init__(
            _choices={
                "t": T,
                "unit": 1,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["forward"],
                "stage": ["all", *(stage.name for stage in DIAGRAMS["hands"].stages)],
            },
            _presets=made,
            _pictures={face: diagram.drawing() for face, diagram in DIAGRAMS.items()},
            _vocabulary={name: words(name) for name in notations.NAMES},
            preset=preset,
            **made[preset or "keep"],
        )
        if cell is not None:
            self.mode, self.peepholes, self.weights = "weights", *weights_of(cell)
        for name, value in (traits if x is None else {"x": x} | traits).items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    def cell(self):
        """An `LSTMCell(1, 1)` or `PeepholeLSTMCell(1, 1)` with the weights shown."""
        kind = PeepholeLSTMCell if self.peepholes else LSTMCell
        cell = kind(1, 1, rng=np.random.default_rng(0))
        for name, kind in (("W", "w"), ("U", "u"), ("b", "b")):
            row = [self.weights[f"{kind}_{gate}"] for gate in GATES]
            cell.params[name][...] = np.reshape(row, cell.params[name].shape)
        if self.peepholes:
            cell.params["P"][:, 0] = [self.weights[f"p_{gate}"] for gate in "ifo"]
        return cell

    def run(self):
        """The tape of the very same run by rnnlib, (T, 1, 1).

        By hand it is a run too: x are the symbols 0 … T − 1, and row t of W holds the sums
        σ⁻¹(i_t), σ⁻¹(f_t), σ⁻¹(o_t), tanh⁻¹(g_t) that make the gates what the hand says.
        """
        state = (np.zeros((1, 1)), np.full((1, 1), self.c0))
        if self.mode == "weights":
            return Recurrent(self.cell()).forward(np.reshape(self.x, (-1, 1, 1)), state)[1]
        T = len(self.x)
        cell = LSTMCell(T, 1, rng=np.random.default_rng(0))
        hands = {name: np.array(values) for name, values in self.gates.items()}
        if self.follow:
            hands["g"] = np.clip(self.x, -1, 1)
        with np.errstate(divide="ignore"):
            sums = [np.log(hands[n]) - np.log1p(-hands[n]) for n in "ifo"]
            sums.append(np.arctanh(hands["g"]))
        cell.params["W"][...] = np.transpose(sums)
        cell.params["U"][...] = cell.params["b"][...] = 0
        return Recurrent(cell).forward(np.arange(T)[:, None], state)[1]

    def half_life(self):
        """ln ½ / ln f at step `t`: after so many steps half of c would be left if f stayed."""
        f = float(self.run()["f"][self.t, 0, 0])
        return math.inf if f == 1 else 0.0 if f == 0 else math.log(0.5) / math.log(f)

    @traitlets.validate("x")
    def _check_x(self, proposal):
        return check_steps("x", proposal.value, self._choices["t"])

    @traitlets.validate("gates", "weights")
    def _check_parts(self, proposal):
        name = proposal.trait.name
        check = check_gates if name == "gates" else check_weights
        self._whole[name] = check(proposal.value, self._whole[name], self._choices["t"])
        return self._whole[name]

    @traitlets.validate("mode")
    def _check_mode(self, proposal):
        if proposal.value not in MODES:
            raise BadValue(f"mode: expected 'hands' or 'weights', got {brief(proposal.value)}")
        return proposal.value

    @traitlets.validate("c0")
    def _check_c0(self, proposal):
        if not math.isfinite(proposal.value):
            raise BadValue(f"c0: expected a finite number, got {proposal.value}")
        return proposal.value

    @traitlets.observe(*SHOWN)
    def _own(self, change):
        self._leave_preset()

    def __repr__(self):
        shown = f", {self.preset}" if self.preset else ""
        peepholes = ", peepholes" if self.mode == "weights" and self.peepholes else ""
        return f"GatePlayground({self.mode}{peepholes}, T={self._choices['t']}{shown})"


def weights_of(cell):
    """(whether it has peepholes, its weights by name) of a cell with one input and one unit."""
    if not isinstance(cell, LSTMCell) or (cell.D, cell.H) != (1, 1):
        raise BadValue(
            f"cell: expected LSTMCell(1, 1) or PeepholeLSTMCell(1, 1), got {brief(cell)}"
        )
    check_finite(cell)
    rows = [cell.params[name].ravel().tolist() for name in "WUb"]
    peepholes = "P" in cell.params
    rows.append(cell.params["P"].ravel().tolist() if peepholes else [0.0] * 3)
    return peepholes, dict(zip(WEIGHTS, sum(rows, []), strict=True))
