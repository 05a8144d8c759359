"""Recurrent cells: one step each, forward and back.

Whatever cell a file here defines is public: it can be had from this package and from `rnnlib`, is
tested like all others, and `rnnlib.notation` writes its `equations`.
"""

from importlib import import_module
from pkgutil import iter_modules

from rnnlib.cells.base import Cell

CELLS = {}  # by the name of the class
for _file in iter_modules(__path__):
    _module = import_module(f"{__name__}.{_file.name}")
    for _name, _value in vars(_module).items():
        if isinstance(_value, type) and _value.__module__ == _module.__name__:
            if issubclass(_value, Cell) and _value is not Cell:
                CELLS[_name] = _value
globals().update(CELLS)

__all__ = ["Cell", *CELLS]
