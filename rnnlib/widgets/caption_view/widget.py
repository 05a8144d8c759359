"""CaptionView: a picture, what is written of it word by word, and where each word looks."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib.analysis import Captioned
from rnnlib.edge import brief
from rnnlib.notation import palette
from rnnlib.widgets.shared.digits import rounded
from rnnlib.widgets.shared.labels import fit, visible
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import STEPS_ONLY, BadValue, Player

from . import still

HERE = Path(__file__).parent

TRAITS = ("t", "picture", "playing", "speed")
MOST, LONGEST, WIDEST = 24, 40, 96  # pictures, words of a caption, pixels of a side
HUES = {"sure": palette.BLUE}


class CaptionView(Player):
    """Pictures to choose from; of each its caption, word by word, with probabilities, what else
    might have stood there, and the map of attention drawn over the picture.

    ``found`` is a list of `rnnlib.analysis.Captioned`, as `rnnlib.analysis.captioned` makes them;
    pictures of one size. `t`, the word, and `picture` are traits, as are `playing` and `speed` of
    `Player`. Bad arguments and trait values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    picture = traitlets.Int(0).tag(sync=True)
    _captions = traitlets.List().tag(sync=True)  # [{words, p, others, true}]
    _pixels = traitlets.Bytes().tag(sync=True)  # (n, Y, X, 3), one byte each
    _maps = traitlets.Bytes().tag(sync=True)  # α one after the other, little-endian float32
    _size = traitlets.List().tag(sync=True)  # [Y, X] of a picture, [rows, columns] of a map or []

    def __init__(self, found, **traits):
        self.found = _checked(found)
        pictures = np.array([own.picture for own in self.found])
        self._pixels = np.round(255 * pictures).astype(np.uint8).tobytes()
        maps = [] if self.found[0].alpha is None else [own.alpha for own in self.found]
        self._size = [list(pictures.shape[1:3]), list(maps[0].shape[1:]) if maps else []]
        flat = np.concatenate([m.ravel() for m in maps]) if maps else np.zeros(0)
        self._maps = np.ascontiguousarray(flat, "<f4").tobytes()
        self._captions = [_sent(own) for own in self.found]
        if unknown := [name for name in traits if name not in TRAITS]:
            raise BadValue(f"{unknown[0]}: expected one of {', '.join(TRAITS)}, got {unknown[0]!r}")
        super().__init__(
            _choices=self._room(0),
            _palette=palette.COLOURS | HUES | {"negative": list(palette.NEGATIVE)},
        )
        for name in sorted(traits):  # the picture before the word
            setattr(self, name, traits[name])
        self._start = {name: getattr(self, name) for name in TRAITS} | {"_choices": self._choices}

    def _room(self, picture):
        """The choices at a picture: as many steps as its caption has words."""
        return {
            "t": len(self.found[picture].words),
            "picture": len(self.found),
            **STEPS_ONLY,
        }

    @traitlets.validate("picture")
    def _there(self, proposal):
        return self._within(proposal)

    @traitlets.observe("picture")
    def _turned(self, change):
        """Another picture has another number of words."""
        T = len(self.found[change.new].words)
        if self._choices.get("t") != T:
            self.t = min(self.t, T - 1)
            self._choices = self._room(change.new)

    def for_page(self):
        return {"_maps": rounded(np.frombuffer(self._maps, "<f4"), (3, 2)).tobytes()}

    def __repr__(self):
        maps = "x".join(map(str, self._size[1])) or "none"
        words = sum(len(own.words) for own in self.found)
        return f"CaptionView({len(self.found)} pictures, {words} words, maps: {maps})"


def _checked(found):
    """A list of `Captioned`, alike in form."""
    if not isinstance(found, list | tuple) or not all(isinstance(own, Captioned) for own in found):
        raise BadValue(
            f"found: expected a list of Captioned of rnnlib.analysis, got {brief(found)}"
        )
    if not 1 <= len(found) <= MOST:
        raise BadValue(f"found: expected 1 to {MOST} pictures, got {len(found)}")
    shapes = {np.shape(own.picture) for own in found}
    grids = {None if own.alpha is None else np.shape(own.alpha)[1:] for own in found}
    if len(shapes) > 1 or len(grids) > 1:
        raise BadValue("found: expected pictures and maps of one size, got several")
    return [_whole(own) for own in found]


def _whole(own):
    """One of them, with arrays that are what they must be."""
    words = own.words
    if not isinstance(words, list | tuple) or not all(isinstance(w, str) and w for w in words):
        raise BadValue(f"words: expected a list of words, got {brief(words)}")
    T = len(words)
    if not 1 <= T <= LONGEST:
        raise BadValue(f"words: expected 1 to {LONGEST} of them, got {T}")
    picture = _array("picture", own.picture, (None, None, 3), 1)
    if max(picture.shape) > WIDEST:
        raise BadValue(f"picture: expected at most {WIDEST} pixels a side, got {picture.shape}")
    p = _array("p", own.p, (T,), 1)
    if len(own.others) != T or not all(own.others):
        raise BadValue(f"others: expected some for each of {T} words, got {len(own.others)}")
    alpha = own.alpha
    if alpha is not None:
        alpha = _array("alpha", alpha, (T, None, None), 1)
        if not np.allclose(alpha.sum((1, 2)), 1, atol=1e-4):
            raise BadValue("alpha: expected maps that add up to 1, got others")
    return own._replace(picture=picture, p=p, alpha=alpha)


def _array(name, array, shape, most):
    """Numbers from 0 to ``most`` of a shape, None standing for any length."""
    try:
        array = np.array(array, float)
    except (TypeError, ValueError):
        raise BadValue(f"{name}: expected numbers, got {brief(array)}") from None
    fits = array.ndim == len(shape) and array.size
    if not fits or any(n not in (None, m) for n, m in zip(shape, array.shape, strict=True)):
        expected = ", ".join("·" if n is None else str(n) for n in shape)
        raise BadValue(f"{name}: expected the shape ({expected}), got {array.shape}")
    if not np.isfinite(array).all() or array.min() < 0 or array.max() > most + 1e-6:
        raise BadValue(f"{name}: expected numbers from 0 to {most}, got others")
    return array


def _sent(own):
    """What the page needs beside pixels and maps; probabilities with the digits it shows."""
    return {
        "words": [visible(word) for word in own.words],
        "p": [round(float(p), 4) for p in own.p],
        "others": [[[visible(w), round(float(p), 4)] for w, p in row] for row in own.others],
        "true": [fit(sentence) for sentence in own.true],
        "right": own.text in own.true,
    }
