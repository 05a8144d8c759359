"""What layers without a state have in common."""

from rnnlib.edge import array_of, expect
from rnnlib.layers.edge import check_tape


class StatelessTape:
    """What `backward` needs of a layer without a state: its input, ``tape.x``."""

    final = None

    def __init__(self, owner, x):
        self.owner, self.x = owner, x

    def __len__(self):
        return len(self.x)

    def __repr__(self):
        return f"StatelessTape({self.owner.describe()}, {self.x.shape})"


class Stateless:
    """A layer that carries nothing from step to step: all of them are computed at once."""

    ahead = False  # no output depends on later steps

    def start(self, B):
        """There is no state to start from."""
        return None

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return type(self).__name__

    def _floats(self, x, state):
        """x, if it is floats (T, B, D) and there is no state."""
        x, D, name = array_of("x", x, "f"), self.input_size, type(self).__name__
        fits = x.ndim == 3 and x.shape[2] == D and x.size
        expect(fits, "x", f"floats (T, B, {D})", f"{x.dtype} {x.shape}")
        expect(state is None, "state", f"None, for {name} has none", type(state).__name__)
        return x

    def _read(self, tape):
        """The x of a tape that this layer has recorded."""
        check_tape(tape, StatelessTape, lambda tape: tape.owner, self, self)
        return tape.x
