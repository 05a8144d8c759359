"""UnrollView: a recurrent network folded and unfolded, with the numbers of a real run."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.diagrams.unrolled import PARAMETERS, STAGES, parts, run_of
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.widgets.shared.labels import symbols_of, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.series import pack, packed
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import listed

from . import still
from .words import vocabulary

HERE = Path(__file__).parent

TRAITS = ("t", "unit", "notation", "stage", "folded", "parameter", "playing", "speed")


class UnrollView(Player):
    """The block diagram of a simple recurrent network and its unrolled graph, one drawing.

    model     an `EveryStepModel` of a `VanillaCell` and a `Linear` readout, with a softmax.
    batch     a `Batch`; one of its sequences is run and shown.
    sequence  which one.
    labels    T strings for the inputs; default the symbols that were read.
    symbols   what the K classes stand for; default their numbers.

    Traits beside those of `Player`: `folded` from 1, the block with its loop, to 0, a copy for
    every step; `parameter`, "" or one of "W", "U", "b", "V", "b_y", whose copies glow and whose
    numbers are shown; `stage` "all" or one of "sum", "squash", "scores", "softmax", "loss". `t`
    counts from 0, as arrays do; the page calls the steps 1 to T, because h_0 comes before them.

    The numbers are those of the run, as float32: nothing is computed in the page. Bad arguments
    and trait values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "formula", "graph", "widget")
    _still = still

    folded = traitlets.Float(1.0).tag(sync=True)
    parameter = traitlets.Unicode("").tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)
    _parameters = traitlets.List().tag(sync=True)  # name, role, shape, where in _numbers, axes
    _run = traitlets.Dict().tag(sync=True)  # sizes, labels, and where each series stands
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32

    def __init__(
        self,
        model,
        batch,
        *,
        sequence=0,
        labels=None,
        symbols=None,
        unit=0,
        notation="house",
        **traits,
    ):
        self.run = run = run_of(model, batch, sequence)
        T, H = run.a.shape
        K = run.s.shape[1]
        known = notations.names(run.cell)
        table, data = pack(self._series(), together=("a", "h"))
        start, arrays = len(data) // 4, {"s": run.s, "y": run.y, **run.params}
        for name, array in arrays.items():
            arrays[name] = (start, array.shape)
            data += packed(array)
            start += array.size
        super().__init__(
            _choices={
                "t": T,
                "unit": H,
                "batch": 1,
                "notation": list(known),
                "direction": ["forward"],
                "stage": ["all", *STAGES],
                "parameter": ["", *PARAMETERS],
            },
            _vocabulary={name: vocabulary(run.cell, name) for name in known},
            _parameters=[
                {
                    "name": name,
                    "role": told(role),
                    "start": arrays[name][0],
                    "shape": list(arrays[name][1]),
                }
                for name, role in PARAMETERS.items()
            ],
            _run={
                "T": T,
                "H": H,
                "K": K,
                "series": table,
                "labels": _labels(labels, run.x),
                "symbols": symbols_of(symbols, K, "class"),
                "target": run.target.tolist(),
                "vectors": {name: arrays[name][0] for name in "sy"},
                "guessing": float(np.log(K)),
            },
            _numbers=data,
        )
        for name, value in {"unit": unit, "notation": notation, **traits}.items():
            if name not in TRAITS:
                raise BadValue(f"{name}: expected one of {', '.join(TRAITS)}, got {name!r}")
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    def _series(self):
        """The series of the formulas, (rows, H) each: a number per step stands in every column."""
        run, H = self.run, self.run.a.shape[1]
        terms = {"a": run.a, "h": run.h, **parts(run)}
        return {
            name: v if v.ndim == 2 else np.broadcast_to(v[:, None], (len(v), H))
            for name, v in terms.items()
        }

    @traitlets.validate("folded")
    def _part(self, proposal):
        if not 0 <= proposal.value <= 1:
            got = f"{proposal.value:g}"
            raise BadValue(f"folded: expected a number from 0 to 1, got {got}")
        return proposal.value

    @traitlets.validate("parameter")
    def _offered(self, proposal):
        value, choices = proposal.value, self._choices["parameter"]
        if value not in choices:
            expected = ", ".join(map(repr, choices))
            raise BadValue(f"parameter: expected one of {expected}, got {brief(value)}")
        return value

    def __repr__(self):
        T, H, K = (self._run[name] for name in "THK")
        return f"UnrollView({self.run.cell}, T={T}, H={H}, K={K})"


def _labels(labels, x):
    """T marks for the inputs; [] where there is nothing short to show."""
    if labels is None:
        return [str(int(k)) for k in x] if x.ndim == 1 else []
    return list(map(visible, listed("labels", labels, len(x))))
