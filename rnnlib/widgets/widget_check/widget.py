"""WidgetCheck: does the browser draw, does Python answer, do the keys arrive?"""

import math
from pathlib import Path

import numpy as np
import traitlets

from rnnlib.cells import VanillaCell
from rnnlib.layers import Recurrent
from rnnlib.notation import palette
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.still import Still
from rnnlib.widgets.shared.traits import BadValue, Clear

from . import still

HERE = Path(__file__).parent


class WidgetCheck(Clear, Still):
    """Three lines that turn to ✓ where widgets work, and say what to do where they do not.

    1. The browser draws the numbers that Python has sent: one unit that is pushed a little
       at every step.
    2. Python answers: the page sets `asked`, and `answer` becomes tanh of it.
    3. The keys arrive: → while the widget has the focus.

    Where no widget can be shown at all, its text or its still picture stands in its place: the
    remedy.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "widget")
    _still = still

    asked = traitlets.Float(0.0).tag(sync=True)
    answer = traitlets.Float(0.0).tag(sync=True)
    _answered = traitlets.Int(0).tag(sync=True)  # how often Python has answered
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32
    _total = traitlets.Float().tag(sync=True)  # their sum, as Python knows it
    _palette = traitlets.Dict().tag(sync=True)

    def __init__(self):
        h = self.run()["h"][:, 0, 0].astype("<f4")
        super().__init__(
            _numbers=h.tobytes(),
            _total=float(h.sum()),
            _palette=palette.COLOURS | {"negative": list(palette.NEGATIVE)},
        )

    @staticmethod
    def run(T=24):
        """The tape of the unit: h = tanh(x + h⁻), x = 0.1 at every step."""
        cell = VanillaCell(1, 1, rng=np.random.default_rng(0))
        cell.params["W"][:], cell.params["U"][:], cell.params["b"][:] = 1, 1, 0
        return Recurrent(cell).forward(np.full((T, 1, 1), 0.1))[1]

    @traitlets.validate("asked")
    def _finite(self, proposal):
        if not math.isfinite(proposal.value):
            raise BadValue(f"asked: expected a finite number, got {proposal.value}")
        return proposal.value

    @traitlets.observe("asked")
    def _reply(self, change):
        self.answer = math.tanh(change.new)
        self._answered += 1

    def __repr__(self):
        return (
            "WidgetCheck: if you read this line instead of three lines with marks, this front end "
            "shows no widgets. Run `pip install -r requirements.txt` where JupyterLab itself is "
            "installed, start it anew, and run this cell again."
        )
