"""What layers made of layers have in common: parts, and a tape of their tapes."""

from rnnlib.layers.edge import check_part


class CompositeTape:
    """The tapes of the parts of one run, ``tape[0]``, ``tape[1]``, …"""

    def __init__(self, owner, layers):
        self.owner, self.layers = owner, tuple(layers)

    @property
    def final(self):
        """The final states of all parts; None for one without a state."""
        return tuple(tape.final for tape in self.layers)

    def __getitem__(self, k):
        return check_part(k, self.layers)

    def __iter__(self):
        return iter(self.layers)

    def __len__(self):
        return len(self.layers)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(repr, self.layers))})"


class Composite:
    """A layer whose ``layers`` do the work: what it answers for them."""

    @property
    def dtype(self):
        """The float type of parameters and outputs."""
        return self.layers[0].dtype

    @property
    def input_size(self):
        """Width of x, or the number of symbols."""
        return self.layers[0].input_size

    def start(self, B):
        """The states in which a run of B sequences starts."""
        return tuple(layer.start(B) for layer in self.layers)

    def describe(self):
        """The kind of network that the parameters belong to."""
        parts = ", ".join(layer.describe() for layer in self.layers)
        return f"{type(self).__name__}({parts})"
