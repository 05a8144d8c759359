"""PhasePlane: a state of two numbers walks through its plane, left alone or pushed by an input."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import StateMap, fate, fixed_points
from rnnlib.cells import VanillaCell
from rnnlib.edge import brief
from rnnlib.notation import palette
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.presets import PresetPlayer, either, preset_of
from rnnlib.widgets.shared.steps import check_steps
from rnnlib.widgets.shared.traits import BadValue, Given
from rnnlib.widgets.shared.values import is_row, named, steps_of

from . import still
from .presets import presets
from .values import numbers, same, weights_of
from .words import STAGES, words

HERE = Path(__file__).parent

SHOWN = ("U", "W", "b", "h0", "x", "squash", "driven")  # what a preset sets
DRAWN = ("border", "sides")
TRAITS = ("t", "notation", "stage", "playing", "speed", "preset", "backdrop", *DRAWN, *SHOWN)
BACKDROPS = ("arrows", "grid", "none")


class PhasePlane(PresetPlayer):
    """The plane of a state h of two numbers, and the way it walks, step by step::

        h = tanh(x W + h⁻ U + b)      rows; without tanh if not ``squash``

    U         the recurrent matrix, two rows of two numbers.
    W, b      what an input of 1 adds, and what every step adds: two numbers each.
    h0        where the walk starts, at t = 0: two numbers.
    x         the input: T numbers, x[t − 1] is read in step t. T is fixed from then on (40).
    driven    whether the input enters; if not, the state is left to itself.
    squash    whether tanh squashes the sum.
    backdrop  "arrows": where a step moves every point; "grid": what a step makes of a grid; "none".
    border    (v_1, v_2, c): a line h·v + c = 0 to be drawn, such as a readout's border; or ().
    sides     two words, where h·v + c < 0 and where it is > 0; or ().
    preset    "decay", "spiral", "circle", "saddle", "escape", "memory", "bits", "clock", "ring",
              "latch" or "ringing"; "" once anything is changed.

    ``cell`` may be a `VanillaCell(1, 2)`, whose U, W, b are shown. All of these are traits, as are
    `t` (0 … T), `notation`, `stage`, `playing`, `speed` of `Player`. The page computes the walk
    itself, in float64; `run`, `fixed_points` and `fate` give the same by rnnlib. Bad values raise a
    ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "time", "lanes", "widget", "controls")
    _still = still

    U = Given().tag(sync=True)
    W = Given().tag(sync=True)
    b = Given().tag(sync=True)
    h0 = Given().tag(sync=True)
    x = Given().tag(sync=True)
    squash = traitlets.Bool(True).tag(sync=True)
    driven = traitlets.Bool(False).tag(sync=True)
    backdrop = traitlets.Unicode("arrows").tag(sync=True)
    border = Given(default_value=[]).tag(sync=True)
    sides = Given(default_value=[]).tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)

    def __init__(self, cell=None, *, T=40, preset="spiral", **traits):
        T = steps_of(len(check_steps("x", traits["x"])) if "x" in traits else T, 1, 400)
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        made = presets(T)
        preset = preset_of(preset, made)
        super().__init__(
            _choices={
                "t": T + 1,
                "unit": 1,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["forward"],
                "stage": ["all", *STAGES],
                "preset": list(made),
            },
            _presets=made,
            _vocabulary={name: words(name) for name in notations.NAMES},
            _palette=palette.COLOURS
            | {"h1": palette.SKY, "h2": palette.ORANGE, "negative": list(palette.NEGATIVE)},
            preset=preset,
            **made[preset or "spiral"],
        )
        if cell is not None:
            alone = {"squash": True, "driven": True, "h0": [0.0, 0.0]}
            traits = weights_of(cell) | alone | traits
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    def cell(self):
        """A `VanillaCell(1, 2)` with the weights shown."""
        cell = VanillaCell(1, 2, rng=np.random.default_rng(0))
        for name in "WUb":
            cell.params[name][...] = getattr(self, name)
        return cell

    def run(self):
        """The states h_0 … h_T of the very same walk by rnnlib, (T + 1, 2)."""
        states = [np.array(self.h0, float)]
        for t in range(1, self._choices["t"]):
            states.append(self.map(t)(states[-1]))
        return np.stack(states)

    def map(self, t=None):
        """The `StateMap` of step ``t``, by default the one shown; at t = 0 nothing comes in."""
        t = self.t if t is None else t
        x = self.x[t - 1] if self.driven and t else 0.0
        return StateMap(self.U, x * np.array(self.W) + np.array(self.b), squash=self.squash)

    def fixed_points(self):
        """The fixed points if the input stayed as it is at step `t`."""
        return fixed_points(self.map())

    def fate(self):
        """Where the state of step `t` would go if the input stayed as it is."""
        return fate(self.map(), self.run()[self.t])

    @traitlets.validate("W", "b", "h0")
    def _check_row(self, proposal):
        return numbers(proposal.trait.name, proposal.value, 2)

    @traitlets.validate("U")
    def _check_U(self, proposal):
        rows = proposal.value
        if not is_row(rows, 2):
            raise BadValue(f"U: expected two rows of two numbers, got {brief(rows)}")
        return [numbers("a row of U", row, 2) for row in rows]

    @traitlets.validate("x")
    def _check_x(self, proposal):
        return check_steps("x", proposal.value, self._choices["t"] - 1)

    @traitlets.validate("border")
    def _check_border(self, proposal):
        value = proposal.value
        none = isinstance(value, list | tuple) and not value
        return [] if none else numbers("border", value, 3)

    @traitlets.validate("sides")
    def _check_sides(self, proposal):
        words = proposal.value
        right = isinstance(words, list | tuple) and len(words) in (0, 2)
        if not right:
            raise BadValue(f"sides: expected two words or none, got {brief(words)}")
        return [named("sides", word) for word in words]

    @traitlets.validate("backdrop")
    def _check_backdrop(self, proposal):
        if proposal.value not in BACKDROPS:
            raise BadValue(f"backdrop: expected {either(BACKDROPS)}, got {brief(proposal.value)}")
        return proposal.value

    @traitlets.observe(*SHOWN)
    def _own(self, change):
        self._leave_preset(same)

    def __repr__(self):
        kind = "tanh" if self.squash else "linear"
        shown = f", {self.preset}" if self.preset else ""
        driven = ", driven" if self.driven else ""
        return f"PhasePlane({kind}{driven}, T={self._choices['t'] - 1}{shown})"
