"""TwoWayView: a bidirectional network, two cursors that meet, and the gradient's two ways."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import directions
from rnnlib.language import told
from rnnlib.models import GAP
from rnnlib.notation import palette
from rnnlib.widgets.shared.labels import labels_of, predictions_of, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import BadValue, Player
from rnnlib.widgets.shared.series import lighter, pack

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "unit", "output", "direction", "notation", "playing", "speed")
HUES = {"forward": palette.SKY, "backward": palette.ORANGE}
LONGEST = 64  # steps that stand side by side and can still be told apart


class TwoWayView(Player):
    """One sequence read from both ends at once, and one output's gradient sent back both ways.

    model    an `EveryStepModel` or `GapFiller` over a `Bidirectional` layer whose two layers have
             equally many units, with a prediction of classes after every step.
    x        one sequence: symbols (T,), vectors (T, D), or a string for a model with a text.
    target   the answer that each output's loss asks for, as in `rnnlib.analysis.directions`.
    labels   what stands for each input, by default the string or the symbols.
             Of a string with gaps, □, only the outputs there are shown: no other was asked for.
    symbols  what stands for each class, by default that of the model's text, or its number.

    At ``t`` both layers have taken t + 1 steps: the forward one has read the first t + 1 inputs,
    the backward one the last t + 1. An output is complete when both have passed it. With
    ``direction`` "backward" the gradient of the loss at ``output`` has gone T − 1 − t steps to
    either side. ``unit`` is the one whose values are written. All are traits, as are `notation`,
    `playing` and `speed` of `Player`. Bad values raise a ValueError (and TraitError).
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "time", "widget")
    _still = still

    output = traitlets.Int(0).tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)
    _run = traitlets.Dict().tag(sync=True)  # T, H, labels, and where each series stands
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32

    def __init__(self, model, x, *, target=None, labels=None, symbols=None, **traits):
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        try:
            found = directions(model, x, target)
        except ValueError as error:
            raise BadValue(str(error)) from None
        widths = {layer.output_size for layer in model.rnn.layers}
        T, H = len(found.p), max(widths)
        if len(widths) > 1:
            raise BadValue("model: expected two layers with equally many units, got others")
        if T > LONGEST:
            raise BadValue(f"x: expected at most {LONGEST} steps, got {T}")
        text = getattr(model, "text", None)
        symbols = text.alphabet if symbols is None and text else symbols
        labels = list(x) if labels is None and isinstance(x, str) else labels
        if labels is None and np.ndim(x) == 2:
            labels = range(1, T + 1)
        (labels,) = labels_of(labels, _Read(x), T, 1)
        (predictions,) = predictions_of(found.p[:, None], symbols, T, 1)
        ahead, back = found.tape
        series = {"forward": ahead["h"][:, 0], "backward": back["h"][::-1, 0]}
        table, data = pack(series)
        names = [str(k) for k in range(found.p.shape[1])] if symbols is None else symbols
        holes = [label == GAP for label in x] if isinstance(x, str) else []
        asked = holes if any(holes) else [True] * T
        self.found = found
        super().__init__(
            _choices={
                "t": T,
                "unit": H,
                "batch": 1,
                "output": T,
                "notation": list(notations.NAMES),
                "direction": ["forward", "backward"],
                "stage": ["all"],
            },
            _vocabulary={name: _words(name) for name in notations.NAMES},
            _palette=palette.COLOURS | HUES | {"negative": list(palette.NEGATIVE)},
            _run={
                "T": T,
                "H": H,
                "series": table,
                "maps": list(series),
                "held": [],
                "labels": labels,
                "predictions": predictions,
                "targets": [visible(names[k]) for k in found.target],
                "asked": asked,
                "gradient": [_rows(found.forward), _rows(found.backward)],
            },
            _numbers=data,
            output=T // 2,
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    @traitlets.validate("output")
    def _an_output(self, proposal):
        return self._within(proposal)

    def reached(self):
        """((first, last) of the forward lane, the same of the backward lane): the inputs that have
        been read by each, or that the gradient has come to; both ends included, from 0."""
        t, T, o = self.t, self._choices["t"], self.output
        if self.direction == "forward":
            return (0, t), (T - 1 - t, T - 1)
        far = T - 1 - t
        return (max(0, o - far), o), (o, min(T - 1, o + far))

    def complete(self):
        """(T,) of bool: the outputs that both directions have passed at step t."""
        steps, t = np.arange(self._choices["t"]), self.t
        return (steps <= t) & (steps >= len(steps) - 1 - t)

    def for_page(self):
        return {"_numbers": lighter(self._run["series"], self._numbers)}

    def __repr__(self):
        T, H = self._choices["t"], self._choices["unit"]
        return f"TwoWayView(T={T}, H={H} + {H}, output {self.output})"


class _Read:
    """What `labels_of` asks a tape for."""

    def __init__(self, x):
        self.x = np.zeros((1, 1, 1)) if isinstance(x, str) else np.asarray(x)[:, None]


def _rows(norms):
    """Four digits are more than is drawn or said."""
    return [[float(f"{value:.4g}") for value in row] for row in norms]


def _words(name):
    return {
        "label": told(notations.LABELS[name]),
        "symbols": {ref: notations.short(ref, name) for ref in ("h", "x")},
    }
