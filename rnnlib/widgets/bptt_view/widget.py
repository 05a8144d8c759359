"""BPTTView: one walk backward through an unrolled network, every number computed."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import kept, paths, truncation
from rnnlib.analysis.truncation import KINDS
from rnnlib.edge import any_array, brief
from rnnlib.language import told
from rnnlib.tasks.batch import check_batch
from rnnlib.widgets.shared.labels import labels_of, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.series import packed
from rnnlib.widgets.shared.traits import BadValue

from . import still

HERE = Path(__file__).parent

PARAMETERS = {"U": "rnn.U", "W": "rnn.W", "b": "rnn.b", "V": "out.V"}
LONGEST = 24  # steps that still have room for a picture each
SYMBOLS = ("x", "h", "W", "U", "b", "V")
TRAITS = ("t", "parameter", "source", "k", "kind", "notation", "playing", "speed")


class BPTTView(Player):
    """Backpropagation through time over a real run: what each step adds to a shared parameter.

    model      an `EveryStepModel` or `LanguageModel` whose rnn is one layer with the state h alone.
    batch      a `Batch` of one sequence, at most 24 steps.
    labels     what stands under the steps; by default the model's characters, or the symbols.
    parameter  "U", "W", "b" or "V": whose gradient adds up.
    source     -1 for all losses, or the step whose loss is followed back alone.
    k, kind    truncation to k steps, T for none; "windows" or "reach", see `rnnlib.analysis.kept`.

    `t` is the step that the walk has reached, from T − 1 down to 0; the page numbers steps from 1,
    as equations do, for h_0 is the state before the first. All of these are traits, as are
    `notation`, `playing` and `speed`. The numbers are those of `rnnlib.analysis.paths`, as float32;
    the page adds up the parts of the pairs that are shown, nothing else. Bad arguments and trait
    values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "graph", "widget")
    _still = still

    parameter = traitlets.Unicode("U").tag(sync=True)
    source = traitlets.Int(-1).tag(sync=True)
    k = traitlets.Int(1).tag(sync=True)
    kind = traitlets.Unicode("windows").tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)
    _run = traitlets.Dict().tag(sync=True)  # T, H, labels, and where each array stands in _numbers
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32

    def __init__(self, model, batch, *, labels=None, state=None, **traits):
        check_batch("batch", batch)
        x = any_array("x", batch.x)
        if x.ndim < 2:
            raise BadValue(f"x: expected (T, B, D) or symbols (T, B), got {x.dtype} {x.shape}")
        T, B = x.shape[:2]
        if B != 1 or T > LONGEST:
            raise BadValue(
                f"batch: expected one sequence of at most {LONGEST} steps, got {B} of {T} steps"
            )
        cell = getattr(getattr(model, "rnn", None), "cell", None)
        if getattr(cell, "states", None) != ("h",):
            got = type(cell or model).__name__
            raise BadValue(f"model: expected one layer whose only state is h, got {got}")
        with np.errstate(over="ignore", invalid="ignore"):  # a run may have overflowed
            self.paths = found = paths(model, batch, state)
            tape = model.forward(batch.x, state, batch.mask)[1].rnn
            arrays = _arrays(found)
            measures = {kind: _measures(found, kind) for kind in KINDS}
        self._shape = (type(cell).__name__.removesuffix("Cell"), T, cell.H)
        super().__init__(
            _choices={
                "t": T,
                "unit": 1,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["backward"],
                "stage": ["all"],
                "parameter": [p for p, name in PARAMETERS.items() if name in found.grads],
                "kind": list(KINDS),
            },
            _vocabulary={
                n: {
                    "label": told(notations.LABELS[n]),
                    "symbols": {s: notations.symbol(s, n) for s in SYMBOLS},
                }
                for n in notations.NAMES
            },
            _run={
                "T": T,
                "labels": _labels(labels, model, tape, T),
                "arrays": _table(arrays),
                "truncation": measures,
            },
            _numbers=b"".join(map(packed, arrays.values())),
            direction="backward",
            t=T - 1,
            k=T,
        )
        for key, value in traits.items():
            if key not in TRAITS:
                raise BadValue(f"{key}: expected one of {', '.join(TRAITS)}, got {key!r}")
            setattr(self, key, value)
        self._start = {key: getattr(self, key) for key in TRAITS}

    @traitlets.validate("parameter", "kind")
    def _offered(self, proposal):
        name, value, choices = proposal.trait.name, proposal.value, self._choices
        if value not in choices[name]:
            expected = ", ".join(map(repr, choices[name]))
            raise BadValue(f"{name}: expected one of {expected}, got {brief(value)}")
        return value

    @traitlets.validate("source", "k")
    def _step(self, proposal):
        name, value, T = proposal.trait.name, proposal.value, self._choices["t"]
        low, high = (-1, T - 1) if name == "source" else (1, T)
        if not low <= value <= high:
            raise BadValue(f"{name}: expected an integer from {low} to {high}, got {brief(value)}")
        return value

    def __repr__(self):
        cell, T, H = self._shape
        return f"BPTTView({cell}, T={T}, H={H})"


def _arrays(found) -> dict[str, np.ndarray]:
    """Everything that is drawn: losses, norms, and the parts of all pairs."""
    arrays = {"losses": found.losses, "norms": found.norms}
    arrays |= {f"carried {kind}": _carried(found.dh, kind) for kind in KINDS}
    present = {p: name for p, name in PARAMETERS.items() if name in found.grads}  # b may be missing
    return arrays | {short: found.grads[name] for short, name in present.items()}


def _carried(dh, kind):
    """(T, T), row k − 1: the norm of what reaches h_s from the step after it, cut to k steps."""
    T = len(dh)
    later = np.tri(T, k=-1, dtype=bool)  # t > s
    rows = []
    for k in range(1, T + 1):
        arrives = np.where((later & kept(T, k, kind))[..., None, None], dh, 0).sum(axis=0)
        rows.append(np.sqrt((arrives**2).sum(axis=(1, 2))))
    return np.array(rows)


def _table(arrays) -> dict[str, list]:
    """{name: [start, shape]} of arrays that lie one after the other."""
    starts = np.cumsum([0, *(a.size for a in arrays.values())])
    return {n: [int(s), list(a.shape)] for (n, a), s in zip(arrays.items(), starts, strict=False)}


def _measures(found, kind) -> dict[str, list]:
    """Cosine, ratio, steps and states for k = 1 … T; None where the gradient is zero."""
    measured = truncation(found, kind)._asdict()
    return {name: [_number(v) for v in measured[name]] for name in ("cosine", "ratio", "steps")}


def _number(value):
    return float(value) if np.isfinite(value) else None


def _labels(labels, model, tape, T):
    """What each step reads: given, or characters, or symbols; [] for vectors."""
    if labels is None and tape.symbols and hasattr(model, "text"):
        labels = [visible(s) for s in model.text.decode(tape.x[:, 0])]
    return labels_of(labels, tape, T, 1)[0]
