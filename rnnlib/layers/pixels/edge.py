"""What the layers of pictures must be given, and what they have in common."""

from rnnlib.edge import array_of, expect
from rnnlib.layers.edge import check_dy, check_params, check_tape


class MapLayer:
    """A layer of maps (R, C, B, D). It has no mask, for every picture is whole."""

    ahead = False  # no output depends on later pixels

    @property
    def input_size(self):
        """Features D of a pixel that come in."""
        return self.D

    @property
    def output_size(self):
        """Features of a pixel that go out."""
        return self.O

    def start(self, B):
        """The state before the picture; None: zeros, or none at all."""
        return None

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return type(self).__name__

    def __repr__(self):
        return f"{type(self).__name__}(D={self.input_size}, O={self.output_size})"


class MapTape:
    """What one run of a layer has left for its way back: arrays and tapes by name."""

    final = None

    def __init__(self, owner, shape, **kept):
        """``shape`` is that of the run's output."""
        self.owner, self.shape = owner, shape
        vars(self).update(kept)

    def __repr__(self):
        return f"MapTape({self.owner.describe()}, {self.shape})"


def check_map(layer, x, mask):
    """x as floats (R, C, B, D) of the layer's type."""
    if layer.shapes:
        check_params(layer)
    x, D = array_of("x", x, "f"), layer.input_size
    fits = x.ndim == 4 and x.size and D in (None, x.shape[3])
    expect(fits, "x", f"floats (R, C, B, {D or 'D'})", f"{x.dtype} {x.shape}")
    expect(mask is None, "mask", "None, for every picture is whole", type(mask).__name__)
    return x.astype(layer.dtype, copy=False)


def check_stateless(layer, state):
    """No state."""
    expect(state is None, "state", f"None, for {layer.describe()} has none", type(state).__name__)


def check_back(layer, tape, dy):
    """The adjoint of y, for a tape of this very layer."""
    check_tape(tape, MapTape, lambda tape: tape.owner, layer, layer)
    return check_dy(dy, tape.shape, layer.dtype)
