"""TextView: a text with a real number behind every character."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis.sensitivity import Sensitivity
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.tape import Tape
from rnnlib.widgets.shared.digits import rounded
from rnnlib.widgets.shared.labels import plain, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import Player
from rnnlib.widgets.shared.series import lighter, pack, packed
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import index, listed, named, reals

from . import still

HERE = Path(__file__).parent

LONGEST = 20_000  # characters that a page can still step through
SHAPES = "(T, H) or (T, B, H)"
FIRST = 8  # of the influences on a prediction
MODES = ("values", "sensitivity")
TRAITS = ("t", "unit", "name", "mode", "notation", "playing", "speed")


class TextView(Player):
    """A text as it was read: behind each character what a unit held after it, or its influence.

    tape         the tape of one recurrent layer, or {name: array (T, H) or (T, B, H)}; it may be
                 None where only the sensitivity is looked at.
    text         the T characters (or a list of T strings) that were read.
    sensitivity  what `rnnlib.analysis.sensitivity` gives, or an array (T, T) whose row t says how
                 much each character moves the prediction after character t.
    names        which gates and states to offer; by default all of the cell.
    name, unit   what to look at first; by default the last state and unit 0.
    mode         "values", or "sensitivity" where there is one.
    batch        which sequence of the batch is the text.

    `t`, `unit`, `name` and `mode` are traits, as are `notation`, `playing` and `speed` of `Player`;
    `t` and `unit` can be linked with those of a `CellPlayer`. The numbers are those of the run, as
    float32. Bad arguments and trait values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    name = traitlets.Unicode("").tag(sync=True)
    mode = traitlets.Unicode("values").tag(sync=True)
    _vocabulary = traitlets.Dict().tag(sync=True)
    _run = traitlets.Dict().tag(sync=True)  # T, H and where each series stands in _numbers
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32
    _influence = traitlets.Bytes().tag(sync=True)  # (T, T) float32, row t first; may be empty
    _outputs = traitlets.List().tag(sync=True)  # the prediction looked at after each character

    def __init__(
        self,
        tape,
        text,
        *,
        sensitivity=None,
        names=None,
        name=None,
        unit=0,
        mode=None,
        batch=0,
        **traits,
    ):
        series = _series(tape, names, batch)
        if not series and sensitivity is None:
            raise BadValue("tape: expected a tape, arrays by name, or a sensitivity; got none")
        text = _tokens(text)
        T, H = _size(series, text)
        self.tokens = [token or "∅" for token in text]
        influence, outputs = _influence(sensitivity, T)
        table, data = pack(series, together=[n for n in series if n == "c"])
        known = [n for n in notations.NAMES if _written(series, n) is not None]
        super().__init__(
            _choices={
                "t": T,
                "unit": max(H, 1),
                "batch": 1,
                "notation": known,
                "direction": ["forward"],
                "stage": ["all"],
                "name": list(series),
                "mode": [m for m, has in zip(MODES, (series, len(influence)), strict=True) if has],
            },
            _vocabulary={
                n: {"label": told(notations.LABELS[n]), "symbols": _written(series, n)}
                for n in known
            },
            _run={
                "T": T,
                "H": H,
                "series": table,
                "maps": list(series),
                "held": [],
                "labels": text,
                "predictions": [],
            },
            _numbers=data,
            _influence=influence,
            _outputs=outputs,
            mode=mode or ("values" if series else "sensitivity"),
            name=name or (list(series)[-1] if series else ""),
        )
        for key, value in {"unit": unit, **traits}.items():
            if key not in TRAITS:
                raise BadValue(f"{key}: expected one of {', '.join(TRAITS)}, got {key!r}")
            setattr(self, key, value)
        self._start = {key: getattr(self, key) for key in TRAITS}

    @traitlets.validate("name", "mode")
    def _offered(self, proposal):
        name, value, choices = proposal.trait.name, proposal.value, self._choices
        if value not in (choices[name] or [""]):
            expected = ", ".join(map(repr, choices[name]))
            raise BadValue(f"{name}: expected one of {expected}, got {brief(value)}")
        return value

    def for_page(self):
        numbers = lighter(self._run["series"], self._numbers)
        influence = np.frombuffer(self._influence, "<f4")
        light = rounded(influence, (3, 2)).reshape(-1, self._run["T"])
        for row, exact in zip(light, influence.reshape(light.shape), strict=True):
            first = np.argsort(exact)[-FIRST:]  # among them those that are told, in their order
            row[first] = exact[first]
        return {"_numbers": numbers, "_influence": light.tobytes()}

    def __repr__(self):
        offered = ", ".join([*self._choices["name"], *self._choices["mode"][1:]])
        return f"TextView(T={self._choices['t']}, H={self._run['H']}: {offered or self.mode})"


def _series(tape, names, b) -> dict[str, np.ndarray]:
    """{name: (T, H)} of one sequence of the batch."""
    if tape is None:
        return {}
    if isinstance(tape, Mapping):
        arrays = {
            named("tape", name): reals(f"tape: {name}", a, SHAPES) for name, a in tape.items()
        }
    elif isinstance(tape, Tape):
        arrays = {name: np.asarray(tape[name]) for name in (*tape.cell.gates, *tape.cell.states)}
    else:
        raise BadValue(
            "tape: expected the tape of one recurrent layer (of a model: tape.rnn, of several "
            f"layers: tape[0]), arrays by name, or None, got {type(tape).__name__}"
        )
    names = None if names is None else listed("names", names)
    for name in names or ():
        if name not in list(arrays):
            raise BadValue(f"names: expected some of {', '.join(arrays)}, got {brief(name)}")
    arrays = {name: arrays[name] for name in (arrays if names is None else names)}
    for name, array in arrays.items():
        if array.ndim not in (2, 3) or not array.size:
            raise BadValue(f"tape: expected {name} of shape {SHAPES}, got {array.shape}")
        if array.ndim == 3:
            b = index("batch", b, array.shape[1])
    return {name: a[:, b] if a.ndim == 3 else a for name, a in arrays.items()}


def _tokens(text):
    """What was read, one string for each character."""
    if isinstance(text, bytes):
        raise BadValue("text: expected characters or a list of strings, got bytes")
    text = listed("text", text)
    if len(text) > LONGEST:
        raise BadValue(f"text: expected at most {LONGEST} characters, got {len(text)}")
    return list(map(plain, text))


def _size(series, text):
    """T and H, the same in all series and in the text."""
    T, H = next(iter(series.values()), np.empty((len(text), 0))).shape
    for name, array in series.items():
        if array.shape != (T, H):
            raise BadValue(f"tape: expected {name} of shape {(T, H)}, got {array.shape}")
    if len(text) != T or not T:
        raise BadValue(f"text: expected {T or 'at least 1'} characters, got {len(text)}")
    return T, H


def _influence(sensitivity, T):
    """(the bytes of (T, T) float32, the prediction after each character or nothing)."""
    if sensitivity is None:
        return b"", []
    symbols = sensitivity.symbols if isinstance(sensitivity, Sensitivity) else None
    values = sensitivity.values if isinstance(sensitivity, Sensitivity) else sensitivity
    values = reals("sensitivity", values, f"norms (T, T) = ({T}, {T}), zero or more")
    if values.shape != (T, T) or not (values >= 0).all():
        got = f"shape {values.shape}" if values.shape != (T, T) else "others"
        raise BadValue(f"sensitivity: expected norms (T, T) = ({T}, {T}), zero or more, got {got}")
    return packed(values), [visible(s) for s in symbols or ()]


def _written(series, notation):
    """The symbol of each series, None when the notation lacks one; other names are as they are."""
    try:
        return {n: notations.short(n, notation) if n in notations.TABLE else n for n in series}
    except ValueError:
        return None
