"""What the methods of a cell read from outside, which may be something else in the next run."""

from functools import lru_cache
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType

import numpy as np

STEADY = ("builtins", "math", "numpy", "rnnlib")  # modules whose contents stay what they are
NUMBERS = (bool, int, float, str, type(None), np.generic)


def outside(methods):
    """All globals and enclosed variables that the methods and what they call read, one after the
    other. While they are equal, so is what is recorded. None if there is no telling: of an object,
    say, which may change in itself."""
    found, todo = [], list(methods)
    while todo:
        method = todo.pop()
        if _steady(method):
            continue
        if type(method) is not FunctionType:  # a bound one, which reads what is its object's
            return None
        for value in _read(method):
            if type(value) is FunctionType and all(value is not one for one in found):
                todo.append(value)
            elif not (isinstance(value, NUMBERS) or _steady(value)):
                return None
            found.append(repr(value) if isinstance(value, float) else value)  # 0 and −0 are equal
    return tuple(found)


def _read(function):
    """The values of the variables that are none of its own."""
    space = function.__globals__
    found = [space[name] for name in _names(function.__code__) if name in space]
    for cell in function.__closure__ or ():
        try:
            found.append(cell.cell_contents)
        except ValueError:  # an enclosed variable that is not there yet
            found.append(None)
    return found


@lru_cache
def _names(code):
    """All names of globals and attributes in the code, and in what stands inside it."""
    inside = [_names(const) for const in code.co_consts if isinstance(const, CodeType)]
    return tuple(dict.fromkeys((*code.co_names, *(name for names in inside for name in names))))


def _steady(value):
    """Whether it is a part of such a module, or one."""
    if isinstance(value, np.ufunc):
        return True
    if isinstance(value, ModuleType):
        home = value.__name__
    elif isinstance(value, type | BuiltinFunctionType | FunctionType):
        home = value.__module__ or ""
    else:
        return False
    return home.partition(".")[0] in STEADY
