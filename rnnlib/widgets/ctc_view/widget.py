"""CTCView: what is said, what is heard of it, and the lattice of CTC, step by step."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib.analysis import Hearing, hearing
from rnnlib.edge import brief
from rnnlib.models import EveryStepModel
from rnnlib.notation import palette
from rnnlib.tasks.speech import SYMBOLS, espeak, joined, speak
from rnnlib.tasks.speech.sound import RATE, compressed
from rnnlib.widgets.shared.labels import fit
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import STEPS_ONLY, BadValue, Player

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "s", "batch", "layer", "playing", "speed")
PARTS = ("waveform", "spectrogram", "symbols", "lattice")
LAYERS = ("gamma", "alpha", "beta", "gradient")
HUES = {"wave": palette.BLUE, "sound": palette.BLUE, "symbols": palette.GREEN}
HUES |= {"gamma": palette.GREEN, "alpha": palette.BLUE, "beta": palette.ORANGE}
HUES |= {"gradient": palette.VERMILLION}
REAL = 50.0  # steps a second: the speed at which it was said
MOST = 8  # digits that can be typed


class CTCView(Player):
    """Recordings as a network hears them, with the sound to be played.

    ``found`` is a `rnnlib.analysis.Hearing`, a list of them or {title: Hearing}. ``parts`` are what
    is shown, of "waveform", "spectrogram", "symbols" and "lattice". With a ``model`` digits of
    one's own can be typed: they are said by eSpeak NG where it is installed, or else put together
    from clips, and heard by the model. `asked` does the same from Python.

    Traits: `t`, the step; `s`, the state of the lattice; `batch`, which recording; `layer`, what
    the lattice shows: "gamma", "alpha", "beta" or "gradient"; `playing`, and `speed` in steps a
    second, of which 50 are as it was said. Bad arguments and trait values raise a ValueError (and
    TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    s = traitlets.Int(0).tag(sync=True)
    layer = traitlets.Unicode("gamma").tag(sync=True)
    asked = traitlets.Unicode("").tag(sync=True)
    speed = traitlets.Float(REAL).tag(sync=True)
    _parts = traitlets.List().tag(sync=True)
    _clips = traitlets.List().tag(sync=True)  # [{digits, read, voice, T, states, layout, …}]
    _numbers = traitlets.Bytes().tag(sync=True)  # little-endian float32
    _sound = traitlets.Bytes().tag(sync=True)  # μ-law, int8
    _problem = traitlets.Unicode("").tag(sync=True)
    _typed = traitlets.Bool(False).tag(sync=True)  # whether digits can be typed at all

    def __init__(self, found, *, parts=PARTS, model=None, **traits):
        self._fixed = _titled(found)
        parts = (parts,) if isinstance(parts, str) else tuple(parts)
        if not parts or any(part not in PARTS for part in parts):
            raise BadValue(f"parts: expected some of {', '.join(PARTS)}, got {brief(parts)}")
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        if model is not None and not isinstance(model, EveryStepModel):
            raise BadValue(f"model: expected an EveryStepModel or None, got {brief(model)}")
        self.parts, self._model = parts, model
        self._parts, self._typed = list(parts), model is not None
        self._show(self._fixed)
        super().__init__(
            _palette=palette.COLOURS | HUES | {"negative": list(palette.NEGATIVE)},
        )
        for name, value in traits.items():
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in TRAITS}

    @property
    def found(self):
        """The `Hearing` that is looked at."""
        return self._all[self.batch]

    def _show(self, titled):
        """Send these recordings, {title: Hearing}, to the page."""
        self._all, clips, numbers, sounds = list(titled.values()), [], [], []
        at = heard = 0
        for title, one in titled.items():
            layout = {}
            for name, array in _arrays(one, self.parts).items():
                layout[name] = [at, *array.shape]
                numbers.append(array.ravel())
                at += array.size
            sound = [heard, len(one.samples)]
            clips.append(_words(title, one) | {"layout": layout, "sound": sound})
            sounds.append(compressed(one.samples))
            heard += len(one.samples)
        flat = np.concatenate(numbers) if numbers else np.zeros(0)
        with self.hold_trait_notifications():
            self._clips = clips
            self._numbers = flat.astype("<f4").tobytes()
            self._sound = np.concatenate(sounds).tobytes()
            self._choices = {
                "t": max(len(one.y) for one in self._all),
                "s": max(len(one.states) for one in self._all),
                **STEPS_ONLY,
                "batch": len(self._all),
                "layer": list(LAYERS),
            }

    @traitlets.validate("s")
    def _in_the_lattice(self, proposal):
        return self._within(proposal)

    @traitlets.validate("layer")
    def _a_layer(self, proposal):
        return self._one_of(proposal)

    @traitlets.observe("asked")
    def _say(self, change):
        """Say what was typed, hear it, and show it behind the recordings that are given."""
        digits = change.new.strip()
        if not digits or self._model is None:
            return
        try:
            if not digits.isascii() or not digits.isdigit() or len(digits) > MOST:
                raise ValueError(f"digits: expected 1 to {MOST} of them, got {brief(digits)}")
            said = speak(digits) if espeak.available() else joined(digits)
            own = hearing(self._model, said)
        except (ValueError, OSError) as error:
            self._problem = str(error)
            return
        with self.hold_sync():
            self._problem = ""
            self._show(self._fixed | {f"{digits}, typed": own})
            self.t, self.s, self.batch = 0, 0, len(self._fixed)
            self.playing = True

    def __repr__(self):
        said = ", ".join(one.digits for one in [*self._fixed.values()][:4])
        more = f" and {len(self._fixed) - 4} more" if len(self._fixed) > 4 else ""
        return f"CTCView({said}{more}: {', '.join(self.parts)})"


def _titled(found):
    """The recordings as {title: Hearing}."""
    every = [found] if isinstance(found, Hearing) else found
    if isinstance(every, list | tuple) and all(isinstance(one, Hearing) for one in every):
        every = {f"{one.digits}, {one.voice}": one for one in every}
    fits = isinstance(every, dict) and every
    if not fits or not all(isinstance(one, Hearing) for one in every.values()):
        expected = "a Hearing of rnnlib.analysis, a list of them or {title: Hearing}"
        raise BadValue(f"found: expected {expected}, got {brief(found)}")
    return {fit(title): one for title, one in every.items()}


def _words(title, one):
    """What the page says of a recording."""
    T = len(one.y)
    return {
        "title": title,
        "digits": one.digits,
        "T": T,
        "rate": RATE,
        "path": one.path.tolist(),
        "states": one.states.tolist(),
        "symbols": list(SYMBOLS),
        "log_p": round(one.log_p, 4),
    }


def _arrays(one, parts):
    """{name: array} of what the parts show."""
    arrays = {}
    if "spectrogram" in parts:
        arrays["spectrogram"] = np.round(one.spectrogram * 16) / 16  # as far as eyes tell apart
    if "symbols" in parts or "lattice" in parts:
        arrays |= {"y": one.y, "dz": one.dz}
    if "lattice" in parts:
        logs = {name: np.maximum(getattr(one, name), -1e30) for name in ("log_alpha", "log_beta")}
        arrays |= {"gamma": one.gamma} | logs
    return arrays
