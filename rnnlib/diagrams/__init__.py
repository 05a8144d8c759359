"""What is drawn of a network: the diagram of every cell, and the graph of a cell unrolled in time.

Every `Diagram` in a file of `rnnlib.diagrams.cells` is known here by the name of its cell.
"""

from importlib import import_module
from pkgutil import iter_modules

from rnnlib.diagrams import cells
from rnnlib.diagrams.base import Diagram

# By the name of the cell's class without "Cell".
DIAGRAMS = {
    value.cell: value
    for file in iter_modules(cells.__path__)
    for value in vars(import_module(f"{cells.__name__}.{file.name}")).values()
    if isinstance(value, Diagram)
}
ALL = tuple(DIAGRAMS.values())


def diagram_of(cell) -> Diagram:
    """The diagram of a cell, or of the class whose step it inherits; ValueError if none."""
    for kind in type(cell).__mro__:
        name = kind.__name__.removesuffix("Cell")
        if name in DIAGRAMS and kind.step is type(cell).step:
            return DIAGRAMS[name]
    raise ValueError(
        f"tape: {type(cell).__name__} has no diagram, expected the run of one of "
        f"{', '.join(name + 'Cell' for name in DIAGRAMS)} "
        "(`rnnlib.plots.gates_over_time` shows the run of any cell)"
    )
