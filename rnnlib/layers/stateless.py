"""What layers without a state have in common."""

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
    """A layer whose output at a step depends on that step alone."""

    ahead = False  # no output depends on later steps

    def start(self, B):
        """There is no state to start from."""
        return None

    def describe(self):
        """The kind of layer that the parameters belong to."""
        return type(self).__name__

    def _read(self, tape):
        """The x of a tape that this layer has recorded."""
        check_tape(tape, StatelessTape, lambda tape: tape.owner, self, self)
        return tape.x
