"""PixelView: pictures completed pixel by pixel, and on what a pixel depends."""

from pathlib import Path

import numpy as np
import traitlets

from rnnlib.edge import brief, mapping, size_of, whole
from rnnlib.language import say
from rnnlib.models.pixels.base import check_pictures
from rnnlib.notation import palette
from rnnlib.widgets.shared.modules import script, style
from rnnlib.widgets.shared.player import STEPS_ONLY, BadValue, Player
from rnnlib.widgets.shared.values import listed, named

from . import still
from .record import Told, halves, lit, told

HERE = Path(__file__).parent

OWN = ("t", "picture", "network", "case", "erased", "playing", "speed")
HUES = {"told": palette.VERMILLION, "expected": palette.PURPLE, "influence": palette.BLUE}
MOST = 400  # pixels of a picture
MINE = -1  # as a case: what the reader has erased


class PixelView(Player):
    """Erase part of a picture, and watch it being completed, pixel by pixel, several times over.

    networks   {name: model}, each with `probabilities` and a gradient by its inputs, such as
               `PixelRNN` and `PixelLSTM`, and all of the same number of levels.
    pictures   (n, R, C) levels; ``names`` says what they are called.
    erasures   {name: bool (R, C), False where a pixel is erased}: those that a page without a
               kernel plays, too. By default halves, two rows of three, and everything.
    copies     how many completions are drawn side by side; ``seed`` is that of the draws.

    `t` is the pixel that is told next, in raster order; `picture`, `network` and `case` say which;
    `case` −1 is `erased`, a string with a 1 for every pixel that the reader has erased, which
    Python then completes. The influences are |∂ log p(x_i) / ∂x_j| on the whole picture, as it was
    before anything was erased. Bad values raise a ValueError (and TraitError) that names them.
    """

    _esm = script(HERE)
    _css = style(HERE, "theme", "transport", "widget")
    _still = still

    picture = traitlets.Int(0).tag(sync=True)
    network = traitlets.Int(0).tag(sync=True)
    case = traitlets.Int(0).tag(sync=True)
    erased = traitlets.Unicode("").tag(sync=True)
    _plan = traitlets.Dict().tag(sync=True)  # sizes R, C, K, copies, and names
    _given = traitlets.List().tag(sync=True)  # a string of 0 and 1 for every case
    _levels = traitlets.Bytes().tag(sync=True)  # (pictures, R·C), a byte each, as all that follow
    _told = traitlets.Bytes().tag(sync=True)  # (pictures, networks, cases, 3, copies, R·C)
    _lit = traitlets.Bytes().tag(sync=True)  # (pictures, networks, R·C, R·C)
    _largest = traitlets.List().tag(sync=True)  # [picture][network][pixel]
    _mine = traitlets.Dict().tag(sync=True)  # of the reader's own erasure, and what it was told of
    _needs_kernel = traitlets.List(["erased"]).tag(sync=True)

    def __init__(
        self, networks, pictures, *, names=None, erasures=None, copies=4, seed=0, **traits
    ):
        self.networks = _networks(networks)
        K = next(iter(self.networks.values())).K
        self.pictures = check_pictures(pictures, K)
        n, R, C = self.pictures.shape
        if R * C > MOST:
            raise BadValue(f"pictures: expected at most {MOST} pixels, got {R} · {C}")
        self.copies, self.seed = size_of("copies", copies), whole("seed", seed, 0, "0 or more")
        names = [say("pixels.picture_k", k=k + 1) for k in range(n)] if names is None else names
        names = [named("names", name) for name in listed("names", names, n, "picture")]
        self.erasures = _erasures(halves(R, C) if erasures is None else erasures, (R, C))
        self.found = [
            [
                [self._complete(p, m, given) for given in self.erasures.values()]
                for m in range(len(self.networks))
            ]
            for p in range(n)
        ]
        self.lit = [[lit(model, x) for model in self.networks.values()] for x in self.pictures]
        shades = np.array([[shade for shade, _ in row] for row in self.lit])
        super().__init__(
            _choices={
                "t": R * C,
                "picture": n,
                "network": len(self.networks),
                **STEPS_ONLY,
            },
            _plan={"R": R, "C": C, "K": K, "copies": self.copies}
            | {"pictures": names, "networks": [*self.networks], "cases": [*self.erasures]},
            _given=[_string(given) for given in self.erasures.values()],
            _levels=self.pictures.astype(np.uint8).tobytes(),
            _told=np.array(self.found).astype(np.uint8).tobytes(),
            _lit=shades.tobytes(),
            _largest=[[[float(f"{v:.2g}") for v in most] for _, most in row] for row in self.lit],
            _palette=HUES | {"negative": list(palette.NEGATIVE)},
        )
        for name, value in ({"t": self._first(0)} | traits).items():
            if name not in OWN:
                raise BadValue(f"{name}: expected one of {', '.join(OWN)}, got {name!r}")
            setattr(self, name, value)
        self._start = {name: getattr(self, name) for name in OWN}

    @traitlets.validate("picture", "network")
    def _a_choice(self, proposal):
        return self._within(proposal)

    @traitlets.validate("case")
    def _a_case(self, proposal):
        n, least = len(self.erasures), MINE if self.erased else 0
        if not least <= proposal.value < n:
            expected = f"an integer from 0 to {n - 1}, or −1 once pixels are erased"
            raise BadValue(f"case: expected {expected}, got {brief(proposal.value)}")
        return proposal.value

    @traitlets.validate("erased")
    def _a_mask(self, proposal):
        value, n = proposal.value, self._choices["t"]
        if value and (len(value) != n or set(value) - {"0", "1"}):
            raise BadValue(f"erased: expected {n} signs, 0 or 1, or none, got {brief(value)}")
        return value

    @traitlets.observe("erased")
    def _now_mine(self, change):
        self.case = MINE if self.erased else max(0, self.case)

    @traitlets.observe("erased", "case", "picture", "network")
    def _tell_mine(self, change=None):
        """Complete what the reader has erased."""
        if self.case != MINE or not self.erased:
            return
        key = [self.picture, self.network, self.erased]
        if self._mine.get("key") != key:
            found = self._complete(self.picture, self.network, self.given)
            self._mine = {"key": key, "told": np.array(found).ravel().tolist()}

    @property
    def given(self):
        """Which pixels of the picture are left, bool (R, C)."""
        if self.case != MINE:
            return [*self.erasures.values()][self.case]
        shape = self.pictures.shape[1:]
        return np.array([sign == "0" for sign in self.erased]).reshape(shape)

    @property
    def told(self):
        """What the completions that are shown hold: `rnnlib.widgets.pixel_view.record.Told`."""
        if self.case != MINE:
            return self.found[self.picture][self.network][self.case]
        return Told(*np.array(self._mine["told"]).reshape(3, self.copies, self._choices["t"]))

    def _complete(self, picture, network, given):
        model = [*self.networks.values()][network]
        return told(model, self.pictures[picture], given, self.copies, self.seed)

    def _first(self, case):
        """The first pixel that is erased."""
        return int(np.argmin([*self.erasures.values()][case]))

    def __repr__(self):
        n, R, C = self.pictures.shape
        return (
            f"PixelView({', '.join(self.networks)}: {n} pictures of {R}×{C}, {self.copies} copies)"
        )


def _string(given):
    return "".join("0" if one else "1" for one in given.ravel())


def _networks(networks):
    networks = dict(mapping("networks", networks, "a dict {name: model}"))
    if not networks:
        raise BadValue("networks: expected at least one, got none")
    for name, model in networks.items():
        named("networks", name)
        if not (hasattr(model, "probabilities") and hasattr(model, "input_gradient")):
            raise BadValue(f"networks: expected models such as PixelRNN, got {brief(model)}")
    levels = {model.K for model in networks.values()}
    if len(levels) > 1:
        raise BadValue(f"networks: expected models of the same levels, got {sorted(levels)}")
    return networks


def _erasures(erasures, shape):
    found = {}
    for name, given in mapping("erasures", erasures, "a dict {name: bool (R, C)}").items():
        given = np.asarray(given)
        if given.dtype != bool or given.shape != shape or given.all():
            expected = f"bool {shape} with an erased pixel, False"
            got = f"{given.dtype} {given.shape}" + (", nothing erased" if given.all() else "")
            raise BadValue(f"erasures: expected {expected}, got {got} for {name!r:.40}")
        found[named("erasures", name)] = given
    if not found:
        raise BadValue("erasures: expected at least one, got none")
    return found
