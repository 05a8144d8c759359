"""The diagrams, by the name of their cell class without ``Cell``."""

from .base import Diagram
from .coupled import COUPLED_LSTM
from .gru import GRU, RESET_AFTER_GRU, SIMPLE_GRU
from .jordan import JORDAN
from .lstm import LSTM
from .peephole import PEEPHOLE_LSTM
from .vanilla import VANILLA, VANILLA_RELU

ALL = (
    LSTM,
    PEEPHOLE_LSTM,
    COUPLED_LSTM,
    GRU,
    RESET_AFTER_GRU,
    SIMPLE_GRU,
    VANILLA,
    VANILLA_RELU,
    JORDAN,
)
DIAGRAMS = {diagram.cell: diagram for diagram in ALL}


def diagram_of(cell) -> Diagram:
    """The diagram of a cell, or of the nearest class that it extends; ValueError if none."""
    for kind in type(cell).__mro__:
        name = kind.__name__.removesuffix("Cell")
        if name in DIAGRAMS:
            return DIAGRAMS[name]
    known = ", ".join(name + "Cell" for name in DIAGRAMS)
    raise ValueError(
        f"tape: expected the run of a cell whose diagram is known ({known}), "
        f"got the run of {type(cell).__name__}"
    )
