"""BPTTView: one walk backward through an unrolled network, every number computed."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import paths
from rnnlib.analysis.paths import longest, recurrent, steps_forward
from rnnlib.analysis.truncation import KINDS
from rnnlib.edge import any_array, brief
from rnnlib.language import told
from rnnlib.layers.composite import CompositeTape
from rnnlib.tasks.batch import check_batch
from rnnlib.widgets.shared.labels import labels_of, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.series import packed
from rnnlib.widgets.shared.traits import BadValue

from . import still
from .sent import arrays, layer_of, measures, row, table

HERE = Path(__file__).parent

LONGEST = 24  # steps that still have room for a picture each
STATES = ("h", "c")  # what has a lane
SYMBOLS = ("x", "h", "c", "f", "W", "U", "b", "V")
TRAITS = (
    *("t", "parameter", "layer", "lane", "source", "k", "kind"),
    *("notation", "playing", "speed"),
)


class BPTTView(Player):
    """Backpropagation through time over a real run: what each step adds to a shared parameter.

    model      an `EveryStepModel` or `LanguageModel` whose rnn is a recurrent layer, such as an
               LSTM, or a stack of them (`Embedding` and `Linear` layers may lie in it). Layers that
               also read from the end are for `TwoWayView`.
    batch      a `Batch` of one sequence, at most 24 steps; of fewer for more than 170 000
               parameters, for what each step adds to each loss is kept.
    labels     what stands under the steps; by default the model's characters, or the symbols.
    parameter  whose gradient adds up: "U", "W", "b", "b_U" or "P" of the layer, "V" of the readout,
               "E" of an embedding.
    layer      of a stack, whose walk is followed: 0 is the lowest; by default the top one.
    lane       "h", or "c" of an LSTM: of which state the pairs are shown.
    source     -1 for all losses, or the step whose loss is followed back alone.
    k, kind    truncation to k steps, T for none; "windows" or "reach", see `rnnlib.analysis.kept`.

    What a step hands back to the one before goes by a lane for each state, c above and h below. To
    a lower layer the gradient also comes from the layer above it, at the same step.

    `t` is the step that the walk has reached, from T − 1 down to 0; the page numbers steps from 1,
    as equations do, for h_0 is the state before the first. All of these are traits, as are
    `notation`, `playing` and `speed`. The numbers are those of `rnnlib.analysis.paths`, as float32;
    the page adds up the parts of the pairs that are shown, nothing else (parts of many numbers are
    sent as two factors each). Bad arguments and trait values raise a ValueError (and TraitError)
    that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "graph", "widget")
    _still = still

    parameter = traitlets.Unicode("U").tag(sync=True)
    layer = traitlets.Int(0).tag(sync=True)
    lane = traitlets.Unicode("h").tag(sync=True)
    source = traitlets.Int(-1).tag(sync=True)
    k = traitlets.Int(1).tag(sync=True)
    kind = traitlets.Unicode("windows").tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)
    _run = traitlets.Dict().tag(sync=True)  # T, labels, layers, where each array is in _numbers
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32

    def __init__(self, model, batch, *, labels=None, state=None, **traits):
        check_batch("batch", batch)
        x = any_array("x", batch.x)
        if x.ndim < 2:
            raise BadValue(f"x: expected (T, B, D) or symbols (T, B), got {x.dtype} {x.shape}")
        T, B = x.shape[:2]
        _check_model(model)
        most = min(LONGEST, longest(model.params))
        if B != 1 or T > most:
            many = "" if most == LONGEST else " with as many parameters"
            raise BadValue(
                f"batch: expected one sequence of at most {most} steps{many}, got {B} of {T} steps"
            )
        with np.errstate(over="ignore", invalid="ignore"):  # a run may have overflowed
            self.paths = found = paths(model, batch, state)
            tape = model.forward(batch.x, state, batch.mask)[1].rnn
            sent = arrays(found)
            measured = {kind: measures(found, kind) for kind in KINDS}
        cells = [lanes.cell for lanes in found.layers]
        self._cells = cells
        lanes = [s for s in STATES if any(s in cell.states for cell in cells)]
        known = [found.parameters(layer) for layer in range(len(cells))]
        offered = [p for p in known[0] if all(p in one for one in known)]
        super().__init__(
            _choices={
                "t": T,
                "unit": 1,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["backward"],
                "stage": ["all"],
                "parameter": offered,
                "layer": len(cells),
                "lane": lanes,
                "kind": list(KINDS),
            },
            _vocabulary={
                n: {"label": told(notations.LABELS[n]), "symbols": _symbols(n, offered, cells)}
                for n in notations.NAMES
            },
            _run={
                "T": T,
                "labels": _labels(labels, model, tape, T),
                "layers": [layer_of(lanes) for lanes in found.layers],
                "arrays": table(sent),
                "truncation": measured,
            },
            _numbers=b"".join(map(packed, row(sent))),
            direction="backward",
            t=T - 1,
            k=T,
            layer=len(cells) - 1,
        )
        for key, value in traits.items():
            if key not in TRAITS:
                raise BadValue(f"{key}: expected one of {', '.join(TRAITS)}, got {key!r}")
            setattr(self, key, value)
        self._start = {key: getattr(self, key) for key in TRAITS}

    @traitlets.validate("parameter", "kind", "lane")
    def _offered(self, proposal):
        name, value, choices = proposal.trait.name, proposal.value, self._choices
        if value not in choices[name]:
            expected = ", ".join(map(repr, choices[name]))
            raise BadValue(f"{name}: expected one of {expected}, got {brief(value)}")
        return value

    @traitlets.validate("source", "k", "layer")
    def _step(self, proposal):
        name, value, T = proposal.trait.name, proposal.value, self._choices["t"]
        low, high = {
            "source": (-1, T - 1),
            "k": (1, T),
            "layer": (0, self._choices["layer"] - 1),
        }[name]
        if not low <= value <= high:
            raise BadValue(f"{name}: expected an integer from {low} to {high}, got {brief(value)}")
        return value

    @property
    def shown(self):
        """The state whose pairs are shown: the chosen one, if the chosen layer has it."""
        states = self._cells[self.layer].states
        return self.lane if self.lane in states else states[0]

    def __repr__(self):
        kinds = " → ".join(type(cell).__name__.removesuffix("Cell") for cell in self._cells)
        sizes = [cell.H for cell in self._cells]
        H = " → ".join(map(str, sizes if len(set(sizes)) > 1 else sizes[:1]))
        return f"BPTTView({kinds}, T={self._choices['t']}, H={H})"


def _check_model(model):
    """One layer or a stack, whose states are h, or h and c."""
    rnn = getattr(model, "rnn", None)
    cells = [layer.cell for _, layer in recurrent(rnn)] if steps_forward(rnn) else []
    known = [cell for cell in cells if set(cell.states) <= set(STATES)]
    if not cells or known != cells:
        odd = next((cell for cell in cells if cell not in known), rnn or model)
        what = "an EveryStepModel or LanguageModel of one recurrent layer or a stack of them"
        got = type(odd).__name__
        hint = "; for that there is TwoWayView" if getattr(rnn, "ahead", False) else ""
        raise BadValue(
            f"model: expected {what}, read forward, with states h or h and c, got {got}{hint}"
        )


def _symbols(notation, parameters, cells):
    """How a notation writes what is drawn; P, E and b_U are called so by all."""
    gates = {gate for cell in cells if len(cell.states) > 1 for gate in cell.gates}
    written = {name: notations.short(name, notation) for name in (*SYMBOLS, *sorted(gates))}
    return {name: name for name in parameters} | written


def _labels(labels, model, tape, T):
    """What each step reads: given, or characters, or symbols; [] for vectors."""
    while isinstance(tape, CompositeTape):
        tape = tape[0]
    symbols = tape.x.ndim == 2
    if labels is None and symbols and hasattr(model, "text"):
        labels = [visible(s) for s in model.text.decode(tape.x[:, 0])]
    return labels_of(labels, tape, T, 1)[0]
