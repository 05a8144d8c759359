"""The ways to train that are compared."""

from typing import NamedTuple

from rnnlib.cells import GRUCell, LSTMCell, VanillaCell
from rnnlib.edge import brief, expect


class Method(NamedTuple):
    """A cell and how it is trained.

    ``biases`` are those that do not start at 0, by gate; ``clip`` is the threshold of the
    gradient's norm, ``omega`` the weight of Ω, ``rates`` the learning rate for each task.
    """

    label: str
    cell: type
    biases: dict
    clip: float | None
    omega: float | None
    rates: dict

    def describe(self):
        """The method as plain words and numbers; what it is called does not matter."""
        rest = self._asdict() | {"cell": self.cell.__name__}
        del rest["label"]
        return rest

    def start(self, cell):
        """Set the biases of a new cell."""
        b, H = cell.params["b"], cell.H
        for gate, value in self.biases.items():
            k = cell.gates.index(gate)
            b[k * H : (k + 1) * H] = value


FAST = {"temporal_order": 0.01, "adding": 0.03}
SLOW = {"temporal_order": 0.003, "adding": 0.01}
GATED = {"temporal_order": 0.03, "adding": 0.1}

# The three vanilla networks of one rate differ in clipping and Ω alone; "slow" has a lower rate,
# at which fewer gradients explode. The gates of LSTM and GRU start alike: σ(1) = 0.73 is kept.
# Rates (of 0.003, 0.01, 0.03, 0.1) and Ω's weight (of 0.01, 0.1, 1) did well on seeds 100 and 101.
METHODS = {
    "vanilla": Method("vanilla", VanillaCell, {}, None, None, FAST),
    "slow": Method("slower vanilla", VanillaCell, {}, None, None, SLOW),
    "clipping": Method("vanilla + clipping", VanillaCell, {}, 1.0, None, FAST),
    "omega": Method("vanilla + clipping + Ω", VanillaCell, {}, 1.0, 0.1, FAST),
    "LSTM": Method("LSTM", LSTMCell, {"f": 1.0}, 1.0, None, GATED),
    "GRU": Method("GRU", GRUCell, {"u": -1.0}, 1.0, None, GATED),
}


def method_named(name):
    """The `Method` of this name; ValueError where there is none."""
    expect(
        isinstance(name, str) and name in METHODS,
        "method",
        f"one of {', '.join(METHODS)}",
        brief(name),
    )
    return METHODS[name]
