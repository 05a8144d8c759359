"""ComparePlayer: several networks on one input, under one cursor."""

from collections.abc import Mapping
from pathlib import Path

import traitlets

from rnnlib import notation as notations
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.widgets.shared.labels import labels_of, predictions_of
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import listed

from . import still
from .networks import Network, axis_of, networks_of

HERE = Path(__file__).parent

TRAITS = (
    "t", "units", "batch", "notation", "direction", "shown", "diagrams", "playing", "speed",
)  # fmt: skip


class ComparePlayer(Player):
    """Plays two to four runs of different cells on the same input, step by step.

    tapes        {name: tape of one recurrent layer}, all of the same x and mask; or a list of them.
    labels       what stands under each step: T strings, or T rows of B; default the integer inputs.
    predictions  {name: what `CellPlayer` takes}, for all networks or some.
    symbols      what the V columns of `predictions` stand for; default their indices.
    units        the unit of each network to look at first, in the order of the tapes.

    Beside the traits of `Player` there are `units`, a list; `shown`, "states" or "gates"; and
    `diagrams`, whether the cells are drawn. `unit` sets the same unit in all networks, as far as
    they have it. After `layer.backward` of every network they also play backward: then all sizes of
    gradients are drawn on one logarithmic axis. The numbers are those of the runs, as float32.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "diagram", "formula", "time", "widget")
    _still = still

    units = traitlets.List(traitlets.Int()).tag(sync=True)
    shown = traitlets.Unicode("states").tag(sync=True)
    diagrams = traitlets.Bool(True).tag(sync=True)
    _networks = traitlets.List().tag(sync=True)  # what is drawn of each
    _vocabulary = traitlets.Dict().tag(sync=True)  # by notation: its label, and words per network
    _axis = traitlets.List().tag(sync=True)  # powers of ten, lowest and highest, of all gradients
    _needs_kernel = traitlets.List(["batch"]).tag(sync=True)
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32, network after network

    def __init__(
        self,
        tapes,
        *,
        labels=None,
        predictions=None,
        symbols=None,
        units=None,
        batch=0,
        notation="house",
        **traits,
    ):
        self.tapes = networks_of(tapes)
        first = next(iter(self.tapes.values()))
        T, B = first["h"].shape[:2]
        self._labels = labels_of(labels, first, T, B)
        predictions = {} if predictions is None else predictions
        if not isinstance(predictions, Mapping):
            got = type(predictions).__name__
            raise BadValue(f"predictions: expected {{name: predictions}}, got {got}")
        for name in predictions:
            if name not in self.tapes:
                expected = ", ".join(self.tapes)
                raise BadValue(f"predictions: expected some of {expected}, got {brief(name)}")
        self._runs = [
            Network(name, tape, predictions_of(predictions.get(name), symbols, T, B))
            for name, tape in self.tapes.items()
        ]
        known = [n for n in notations.NAMES if all(n in run.notations for run in self._runs)]
        back = all(tape.back for tape in self.tapes.values())
        super().__init__(
            _choices={
                "t": T,
                "unit": max(run.H for run in self._runs),
                "batch": B,
                "notation": known,
                "direction": ["forward", "backward"] if back else ["forward"],
                "stage": ["all"],
                "shown": ["states", "gates"],
            },
            _vocabulary={
                n: {
                    "label": told(notations.LABELS[n]),
                    "networks": [run.words(n) for run in self._runs],
                }
                for n in known
            },
        )
        for name in traits:
            if name not in TRAITS:
                raise BadValue(f"{name}: expected one of {', '.join(TRAITS)}, got {name!r}")
        chosen = {"units": [0] * len(self._runs) if units is None else listed("units", units)}
        chosen |= {"batch": batch, "notation": notation, **traits}
        for name, value in chosen.items():
            setattr(self, name, value)
        self._show_batch()
        self._start = {name: getattr(self, name) for name in TRAITS}

    @traitlets.validate("units")
    def _units_within(self, proposal):
        sizes = [run.H for run in self._runs]
        value = proposal.value
        if len(value) != len(sizes):
            raise BadValue(f"units: expected {len(sizes)}, one for each network, got {len(value)}")
        for run, unit in zip(self._runs, value, strict=True):
            if isinstance(unit, bool) or not 0 <= unit < run.H:
                expected = f"an integer from 0 to {run.H - 1} for {run.name}"
                raise BadValue(f"units: expected {expected}, got {brief(unit)}")
        return value

    @traitlets.validate("shown")
    def _shown(self, proposal):
        if proposal.value not in self._choices["shown"]:
            raise BadValue(f"shown: expected 'states' or 'gates', got {brief(proposal.value)}")
        return proposal.value

    @traitlets.observe("unit")
    def _same_unit(self, change):
        if self._choices:
            self.units = [min(change.new, run.H - 1) for run in self._runs]

    @traitlets.observe("batch")
    def _show_batch(self, change=None):
        """Send the numbers of the chosen sequence."""
        b = self.batch
        peak = max(run.collect(b) for run in self._runs)
        sent, chunks, start = [], [], 0
        for run in self._runs:
            layout, data = run.packed(b, peak)
            labels = self._labels[b]
            sent.append(layout | {"labels": labels, "bytes": [start, len(data)]})
            chunks.append(data)
            start += len(data)
        with self.hold_sync():
            self._numbers = b"".join(chunks)
            self._axis = axis_of([layout["flow"] for layout in sent])
            self._networks = sent

    def __repr__(self):
        names = " | ".join(self.tapes)
        return f"ComparePlayer({names}, T={self._choices['t']}, B={self._choices['batch']})"
