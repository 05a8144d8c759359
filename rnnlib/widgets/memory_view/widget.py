"""MemoryView: the memory of a neural Turing machine, and how its heads find their places."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib import notation as notations
from rnnlib.edge import brief
from rnnlib.language import told
from rnnlib.layers.memory.tape import MemoryTape
from rnnlib.notation import palette
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import TRAITS, Player
from rnnlib.widgets.shared.traits import BadValue
from rnnlib.widgets.shared.values import reals

from . import still, words
from .record import collect, laid_out, light

HERE = Path(__file__).parent

OWN = (*TRAITS, "head", "place", "zoom")
HUES = {
    "read": palette.BLUE,
    "write": palette.VERMILLION,
    "M": palette.GREEN,
    "erased": palette.ORANGE,
    "added": palette.GREEN,
    "k": palette.PURPLE,
    "e": palette.ORANGE,
    "a": palette.GREEN,
    "r": palette.BLUE,
    "x": palette.GREY,
    "y": palette.SKY,
    "target": palette.GREY,
}
PEAK = -1  # as a place: where the weighting of the head is largest
WHOLE = 40  # places that are shown at once without a wish to
MOST = 2_000_000  # numbers of memory in all steps


class MemoryView(Player):
    """Plays the tape of a `NeuralTuringMachine`: memory, heads over time, one address in stages.

    tape         what `machine.forward` gave (``tape.rnn`` of a model's); after `backward` it is
                 played backward, too.
    predictions  (T, B, O) probabilities of bits, or None.
    targets      (T, B, O) bits, −1 where nothing is asked, or None.
    head         the head to look at first; the read heads come first.
    place        the place whose numbers stand in the formulas; −1 follows the largest weight.
    unit         which of the M numbers of a place stand there.
    zoom         show 24 places around the head's largest weight instead of all; by default where
                 there are more than 40.

    Stages are content, gate, shift, sharpen, erase, add and read. The numbers are those of the run,
    as float32: nothing is computed in the page. See `Player` for the other traits. Bad arguments
    and trait values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "formula", "time", "widget")
    _still = still

    head = traitlets.Int(0).tag(sync=True)
    place = traitlets.Int(PEAK).tag(sync=True)
    zoom = traitlets.Bool(False).tag(sync=True)
    _heads = traitlets.List().tag(sync=True)  # their names
    _sizes = traitlets.Dict().tag(sync=True)  # T, N, M, reads, writes, S
    _stages = traitlets.List().tag(sync=True)
    _layout = traitlets.Dict().tag(sync=True)  # where each series stands in _numbers
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32
    _right = traitlets.List().tag(sync=True)  # for every step "5 of 8" bits, or ""
    _vocabulary = traitlets.Dict().tag(sync=True)
    _needs_kernel = traitlets.List(["batch"]).tag(sync=True)

    def __init__(self, tape, *, predictions=None, targets=None, **traits):
        self.tape = _tape_of(tape)
        T, (B, N, M) = len(tape), tape.M[0].shape
        heads = tape.owner.heads
        self._y, self._target = _outputs(predictions, targets, T, B)
        known = notations.NAMES
        super().__init__(
            _choices={
                "t": T,
                "head": heads.K,
                "place": N,
                "unit": M,
                "batch": B,
                "notation": list(known),
                "direction": ["forward", "backward"] if tape.back else ["forward"],
                "stage": ["all", *words.STAGES],
            },
            _heads=[
                f"{kind} {k + 1}" if many > 1 else kind
                for kind, many in (("read", heads.reads), ("write", heads.writes))
                for k in range(many)
            ],
            _sizes={"T": T, "N": N, "M": M, "S": heads.S}
            | {"reads": heads.reads, "writes": heads.writes},
            _stages=words.stages(heads.S, heads.writes),
            _vocabulary={
                name: {"label": told(notations.LABELS[name])}
                | {symbol: notations.short(symbol, name) for symbol in "xy"}
                for name in known
            },
            _palette=HUES | {"negative": list(palette.NEGATIVE)},
            zoom=N > WHOLE,
        )
        for name, value in traits.items():
            if name not in OWN:
                raise BadValue(f"{name}: expected one of {', '.join(OWN)}, got {name!r}")
            setattr(self, name, value)
        self._show_batch()
        self._start = {name: getattr(self, name) for name in OWN}

    @traitlets.validate("head")
    def _a_head(self, proposal):
        return self._within(proposal)

    @traitlets.validate("place")
    def _a_place(self, proposal):
        N = self._choices["place"]
        if not PEAK <= proposal.value < N:
            expected = f"an integer from 0 to {N - 1}, or −1 for the largest weight"
            raise BadValue(f"place: expected {expected}, got {brief(proposal.value)}")
        return proposal.value

    @traitlets.observe("batch")
    def _show_batch(self, change=None):
        """Send the numbers of the chosen sequence."""
        b = self.batch
        self.arrays = collect(self.tape, b)
        right = [""] * len(self.tape)
        if self._y is not None:
            self.arrays["y"] = self._y[:, b]
        if self._target is not None:
            target = self._target[:, b]
            self.arrays["target"] = np.where(target < 0, np.nan, target)
            if self._y is not None:
                right = _right(self._y[:, b], target)
        with self.hold_sync():
            self._layout, self._numbers = laid_out(self.arrays)
            self._right = right

    def where(self):
        """The place that is looked at: `place`, or where the head's weight is largest."""
        w = self.arrays["w"][self.t + 1, self.head]
        return int(np.argmax(w)) if self.place == PEAK else self.place

    def for_page(self):
        return {"_numbers": light(self._layout, self._numbers)}

    def __repr__(self):
        T, B, N, M = (self._choices[name] for name in ("t", "batch", "place", "unit"))
        return f"MemoryView(T={T}, B={B}, N={N}, M={M}: {', '.join(self._heads)})"


def _tape_of(tape):
    if not isinstance(tape, MemoryTape):
        hint = "the tape of a NeuralTuringMachine (of a model's tape: tape.rnn)"
        raise BadValue(f"tape: expected {hint}, got {type(tape).__name__}")
    T, (_, N, M) = len(tape), tape.M[0].shape
    if not 0 < T * N * M <= MOST:
        raise BadValue(f"tape: expected 1 to {MOST:,} numbers T · N · M, got {T} · {N} · {M}")
    return tape


def _outputs(predictions, targets, T, B):
    """Both as arrays (T, B, O), or None."""
    given = {}
    for name, values in (("predictions", predictions), ("targets", targets)):
        if values is None:
            given[name] = None
            continue
        expected = f"an array (T, B, O) = ({T}, {B}, O)"
        array = given[name] = reals(name, values, expected)
        if array.ndim != 3 or array.shape[:2] != (T, B) or not array.shape[2]:
            raise BadValue(f"{name}: expected {expected}, got the shape {array.shape}")
    y, target = given.values()
    if y is not None and not ((y >= 0) & (y <= 1)).all():
        raise BadValue(
            f"predictions: expected probabilities from 0 to 1, got {y[~((y >= 0) & (y <= 1))][0]:g}"
        )
    if target is not None and not np.isin(target, (-1, 0, 1)).all():
        odd = target[~np.isin(target, (-1, 0, 1))][0]
        raise BadValue(f"targets: expected 0, 1, or −1 where nothing is asked, got {odd:g}")
    if y is not None and target is not None and y.shape != target.shape:
        raise BadValue(f"targets: expected the shape {y.shape} of predictions, got {target.shape}")
    return y, target


def _right(y, target):
    """For every step how many bits are right, "" where none is asked."""
    asked = target >= 0
    right = ((y > 0.5) == (target == 1)) & asked
    return [f"{n} of {of}" if of else "" for n, of in zip(right.sum(1), asked.sum(1), strict=True)]
