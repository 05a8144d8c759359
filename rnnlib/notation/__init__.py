"""How quantities are written, and in which colours: in the symbols of five courses.

Inside rnnlib a quantity has one name, the house symbol (`f`, `c`, `h`, …). `symbol` says how a
course writes it, `equations` writes a whole cell; `palette` has a hue for each.
"""

from .table import (
    GRU_NOTE,
    GRU_NOTES,
    JORDAN_NOTE,
    LABELS,
    NAMES,
    NOTES,
    PLAIN_NOTES,
    TABLE,
)
from .writing import EQUATIONS, check, equations, names, short, symbol, text, tokens

__all__ = [
    "EQUATIONS",
    "GRU_NOTE",
    "GRU_NOTES",
    "JORDAN_NOTE",
    "LABELS",
    "NAMES",
    "NOTES",
    "PLAIN_NOTES",
    "TABLE",
    "check",
    "equations",
    "names",
    "short",
    "symbol",
    "text",
    "tokens",
]
