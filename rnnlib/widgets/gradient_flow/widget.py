"""GradientFlow: how large a gradient still is after so many steps back, for three cells."""

from functools import cache
from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis.flow import KINDS, flow_of, flow_of_run, untrained
from rnnlib.cells import VanillaCell
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.notation import palette
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.traits import BadValue, within
from rnnlib.widgets.shared.values import tape_of

from . import still

HERE = Path(__file__).parent

LONGEST = 100
GRID = {  # what a page without a kernel can show
    "activation": ["tanh", "relu"],
    "radius": [0.5, 0.8, 0.9, 1.0, 1.2, 1.5, 2.0],
    "length": [25, 100],
    "forget_bias": [-2.0, 0.0, 1.0, 2.0, 4.0],
}
LIMITS = {"radius": (0.1, 2.5), "forget_bias": (-4.0, 8.0)}
SETTINGS = ("radius", "activation", "length", "forget_bias")
TRAITS = ("t", "notation", "playing", "speed", *SETTINGS)
LINES = {"vanilla": palette.BLUE, "LSTM": palette.ORANGE, "GRU": palette.GREEN}
OWN = palette.VERMILLION


class GradientFlow(Player):
    """‖∂L/∂s‖ on a logarithmic axis against the steps back, for a vanilla cell, LSTM and GRU.

    s is h, in the LSTM c. Untrained networks of 24 units read noise, the loss looks at the last h;
    see `rnnlib.analysis.gradient_flow`. Beside it lie the eigenvalues of the vanilla cell's U.

    own          the tape of a recurrent layer of your own: one more line, of that run's last steps,
                 which no setting but `length` changes; see `rnnlib.analysis.flow_of_run`.
    radius       the spectral radius of U, and of every gate's block of it, from 0.1 to 2.5.
    activation   of the vanilla cell, "tanh" or "relu".
    length       steps of the sequence, from 2 to 100.
    forget_bias  the bias of keeping, from −4 to 8: b_f of the LSTM, −b_u of the GRU.
    t            the cursor: how many steps back, from 0.

    With a kernel every setting is computed when it is chosen. A page without one has runs on a grid
    of settings, shows the nearest of them, and says so. Bad values raise a ValueError (and
    TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "log_chart", "widget")
    _still = still

    radius = traitlets.Float(1.0).tag(sync=True)
    activation = traitlets.Unicode("tanh").tag(sync=True)
    length = traitlets.Int(100).tag(sync=True)
    forget_bias = traitlets.Float(1.0).tag(sync=True)
    _lines = traitlets.Bytes().tag(sync=True)  # log10 of the norms, float32 (3, length)
    _lines_of = traitlets.List().tag(sync=True)  # the settings that they belong to
    _own = traitlets.Bytes().tag(sync=True)  # log10 of the norms of a run of one's own, or nothing
    _stored = traitlets.Bytes().tag(sync=True)  # the same on the grid, one line after another
    _grid = traitlets.Dict().tag(sync=True)
    _eigenvalues = traitlets.List().tag(sync=True)  # [real, imaginary] of U, at radius 1
    _vocabulary = traitlets.Dict().tag(sync=True)

    def __init__(self, own=None, **traits):
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        self.own = None if own is None else tape_of("own", own, "of several, choose: tape[0]")
        run = [] if own is None else [flow_of_run(own, rng=np.random.default_rng(1))[:LONGEST]]
        super().__init__(
            _own=_logs(run),
            _choices={
                "t": LONGEST,
                "unit": 1,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["forward"],
                "stage": ["all"],
            },
            _grid=GRID,
            _stored=_stored_grid(),
            _eigenvalues=_eigenvalues(),
            _vocabulary={name: _words(name) for name in notations.NAMES},
            _palette=LINES | {"own": OWN, "negative": list(palette.NEGATIVE)},
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._compute()
        self.observe(self._compute, SETTINGS)
        self._start = {name: getattr(self, name) for name in TRAITS}

    def norms(self):
        """{"vanilla": …, "LSTM": …, "GRU": …}: ‖∂L/∂s‖ after 0 … length − 1 steps back."""
        settings = {name: getattr(self, name) for name in SETTINGS}
        return {name: flow_of(name, **settings) for name in KINDS}

    def _compute(self, _=None):
        with self.hold_sync():
            self._lines = _logs(list(self.norms().values()))
            self._lines_of = [getattr(self, name) for name in SETTINGS]

    @traitlets.validate("radius", "forget_bias")
    def _check_number(self, proposal):
        return within(proposal, LIMITS)

    @traitlets.validate("activation")
    def _check_activation(self, proposal):
        if proposal.value not in GRID["activation"]:
            raise BadValue(f"activation: expected 'tanh' or 'relu', got {brief(proposal.value)}")
        return proposal.value

    @traitlets.validate("length")
    def _check_length(self, proposal):
        if not 2 <= proposal.value <= LONGEST:
            raise BadValue(
                f"length: expected from 2 to {LONGEST} steps, got {brief(proposal.value)}"
            )
        return proposal.value

    def __repr__(self):
        return (
            f"GradientFlow({self.activation}, radius={self.radius:g}, length={self.length}, "
            f"forget_bias={self.forget_bias:g}{'' if self.own is None else f', own={self.own}'})"
        )


def _grid_lines():
    """The norms of every run of the grid; `gradient_flow.js` finds them in this order."""
    for length in GRID["length"]:
        for radius in GRID["radius"]:
            for activation in GRID["activation"]:
                yield flow_of("vanilla", radius=radius, activation=activation, length=length)
            for name in ("LSTM", "GRU"):
                for bias in GRID["forget_bias"]:
                    yield flow_of(name, radius=radius, length=length, forget_bias=bias)


@cache
def _stored_grid():
    return _logs(list(_grid_lines()))


def _logs(lines):
    """log10 of all norms, one line after another, as little-endian float32."""
    with np.errstate(divide="ignore"):  # a gradient that is 0 gives −∞
        return np.log10([norm for line in lines for norm in line]).astype("<f4").tobytes()


def _eigenvalues():
    U = untrained(VanillaCell, rng=np.random.default_rng(0)).params["U"]
    values = np.round(np.linalg.eigvals(U), 6)
    return sorted([float(v.real), float(v.imag)] for v in values)


def _words(name):
    return {
        "label": told(notations.LABELS[name]),
        "symbols": {ref: notations.short(ref, name) for ref in ("h", "c", "U", "f", "b")},
    }
