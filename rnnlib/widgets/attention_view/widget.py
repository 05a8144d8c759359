"""AttentionView: where each output looks in the source, and by which road its gradient comes."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.analysis import Alignment
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.notation import palette
from rnnlib.widgets.shared.digits import rounded
from rnnlib.widgets.shared.labels import visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import BadValue, Player

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "j", "unit", "notation", "direction", "playing", "speed")
HUES = {"attention": palette.BLUE, "state": palette.ORANGE, "e": palette.PURPLE}
LONGEST = 64  # tokens of a side: more would be too narrow to see


class AttentionView(Player):
    """The alignment of one sequence as it is written, its weighted sums, and its gradients.

    ``found`` is an `rnnlib.analysis.Alignment`, of a run by `rnnlib.analysis.alignment`. Of its
    arrays only ``alpha`` is needed. With ``values`` the sum is shown with its numbers; with
    ``attention`` and ``state`` the view can be turned backward.

    `t`, the output, and `j`, the place in the source, are traits, as are `unit` of the values,
    `notation`, `direction`, `playing` and `speed` of `Player`. The numbers are those of the run, as
    float32. Bad arguments and trait values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    j = traitlets.Int(0).tag(sync=True)
    _source = traitlets.List().tag(sync=True)
    _target = traitlets.List().tag(sync=True)
    _layout = traitlets.Dict().tag(sync=True)  # {name: (start, rows, columns)} in _numbers
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32
    _vocabulary = traitlets.Dict().tag(sync=True)

    def __init__(self, found, **traits):
        if not isinstance(found, Alignment):
            raise BadValue(f"found: expected an Alignment of rnnlib.analysis, got {brief(found)}")
        self._source = _tokens("source", found.source)
        self._target = _tokens("target", found.target)
        T, S = len(self._target), len(self._source)
        self.arrays = _arrays(T, S, found)
        self._layout, self._numbers = _packed(self.arrays)
        units = self.arrays["values"].shape[1] if "values" in self.arrays else 1
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        super().__init__(
            _choices={
                "t": T,
                "j": S,
                "unit": units,
                "batch": 1,
                "notation": list(notations.NAMES),
                "direction": ["forward", "backward"] if "state" in self.arrays else ["forward"],
                "stage": ["all"],
            },
            _vocabulary={
                name: {"label": told(notations.LABELS[name]), "h": notations.short("h", name)}
                for name in notations.NAMES
            },
            _palette=palette.COLOURS | HUES | {"negative": list(palette.NEGATIVE)},
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    @traitlets.validate("j")
    def _in_the_source(self, proposal):
        return self._within(proposal)

    def context(self):
        """(T, H): Σ_j α_tj h_j, what each output is given of the source."""
        return self.arrays["alpha"] @ self.arrays["values"]

    def for_page(self):
        numbers = np.frombuffer(self._numbers, "<f4")
        return {"_numbers": rounded(numbers, (3, 2)).tobytes()}

    def __repr__(self):
        shown = ", ".join(name for name in self.arrays if name != "alpha")
        return f"AttentionView(T={len(self._target)}, S={len(self._source)}: {shown or 'weights'})"


def _tokens(name, tokens):
    """The tokens of a side as marks on the page."""
    if not isinstance(tokens, str | list | tuple) or not all(isinstance(k, str) for k in tokens):
        raise BadValue(f"{name}: expected a string or a list of strings, got {brief(tokens)}")
    if not 1 <= len(tokens) <= LONGEST:
        raise BadValue(f"{name}: expected 1 to {LONGEST} tokens, got {len(tokens)}")
    return [visible(token) for token in tokens]


def _arrays(T, S, found):
    """{name: array}, each of the shape it must have."""
    given = {name: getattr(found, name) for name in found._fields[2:]}
    if (found.attention is None) != (found.state is None):
        raise BadValue("attention, state: expected both roads of the gradient or none, got one")
    arrays = {name: _array(name, a, T, S) for name, a in given.items() if a is not None}
    weights = arrays["alpha"]
    if (weights < 0).any() or not np.allclose(weights.sum(1), 1, atol=1e-4):
        raise BadValue("alpha: expected weights from 0 to 1 whose rows add up to 1, got others")
    return arrays


def _array(name, array, T, S):
    try:
        array = np.array(array, float)
    except (TypeError, ValueError):
        raise BadValue(f"{name}: expected numbers, got {brief(array)}") from None
    if name == "values":
        fits, shape = array.ndim == 2 and len(array) == S and array.size, f"(S, H) = ({S}, H)"
    else:
        fits, shape = array.shape == (T, S), f"(T, S) = ({T}, {S})"
    if not fits:
        raise BadValue(f"{name}: expected the shape {shape}, got {array.shape}")
    if not np.isfinite(array).all():
        raise BadValue(f"{name}: expected finite numbers, got {array[~np.isfinite(array)][0]}")
    return array


def _packed(arrays):
    layout, start = {}, 0
    for name, array in arrays.items():
        layout[name] = [start, *array.shape]
        start += array.size
    flat = np.concatenate([array.ravel() for array in arrays.values()])
    return layout, np.ascontiguousarray(flat, "<f4").tobytes()
