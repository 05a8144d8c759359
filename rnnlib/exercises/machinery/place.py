"""Where an attempt stops: its line, the expression in it, and the arrays there as the course calls
them."""

import ast
import linecache
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

OURS = tuple(str(Path(module).parent) for module in (Path(__file__).parents[1], np.__file__))
SAME = ("np.tanh", "np.exp", "np.log", "np.sqrt", "np.abs", "sigmoid")  # keep the shape
CALLS = {"np", "numpy", "sigmoid", "copy", "sum", "mean", "reshape", "transpose", "dot"}
HARMLESS = (ast.Name, ast.Attribute, ast.Subscript, ast.Slice, ast.Constant, ast.Tuple, ast.List)
HARMLESS += (ast.BinOp, ast.UnaryOp, ast.Call, ast.keyword)
HARMLESS += (ast.expr_context, ast.operator, ast.unaryop)


class Array(NamedTuple):
    """An array of the attempt: how it is written there, its shape, and its axes in letters."""

    code: str
    shape: tuple
    letters: tuple

    def __str__(self):
        if not self.shape:
            return f"`{self.code}` is a number"
        if self.letters == tuple(map(str, self.shape)):
            return f"`{self.code}` is {listed(self.letters)}"
        return f"`{self.code}` is {listed(self.letters)} = {self.shape}"


def listed(letters):
    """(B, D), and (H,) with the comma of a tuple."""
    return f"({', '.join(letters)}{',' if len(letters) == 1 else ''})"


class Place:
    """Where the reader's code stops: the ``line`` and the ``node`` in it, the failing expression.

    ``trace`` is that step of the traceback, ``axes`` are those of the arguments, {"x": "T B D"},
    ``arguments`` the arguments by name.
    """

    def __init__(self, trace, axes, arguments):
        self.axes = {
            name: tuple(letters.split())
            for name, letters in axes.items()
            if len(letters.split()) == np.ndim(arguments[name])
        }
        self.arguments = arguments
        self.tokens = _tokens(self.axes, arguments)
        self.frame = trace.tb_frame
        self.line = linecache.getline(self.frame.f_code.co_filename, trace.tb_lineno).strip()
        self.node = _failing(trace, self.line)

    def statement(self):
        """The whole line as a statement; None where it is only a part of one."""
        return _parsed(self.line)

    def value(self, node):
        """What the expression is there; None if it cannot be had without harm."""
        for part in ast.walk(node):
            called = isinstance(part, ast.Call) and {
                n.id if isinstance(n, ast.Name) else getattr(n, "attr", "")
                for n in ast.walk(part.func)
            }
            if not isinstance(part, HARMLESS) or (called and not called & CALLS):
                return None
        try:
            with np.errstate(all="ignore"):
                return eval(ast.unparse(node), self.frame.f_globals, self.frame.f_locals)
        except Exception:  # it is what stops
            return None

    def array(self, node):
        """The `Array` that the expression is; None if it is none, or cannot be had."""
        value = self.value(node)
        if not isinstance(value, np.ndarray | np.number | int | float):
            return None
        shape = np.shape(value)
        return Array(ast.unparse(node), shape, self._letters(node, shape))

    def argument(self, name):
        """An argument as an `Array`."""
        shape = np.shape(self.arguments[name])
        return Array(name, shape, self.axes.get(name, tuple(map(str, shape))))

    def _letters(self, node, shape):
        """From the arguments' own axes where the expression says which; or those of the arguments
        of this shape, if they agree; or else by size."""
        alike = {letters for name, letters in self.axes.items() if self._shape(name) == shape}
        known = self._own(node) or (alike.pop() if len(alike) == 1 else ())
        if len(known) == len(shape):
            return known
        return tuple(self.tokens.get(n, str(n)) for n in shape)

    def _shape(self, name):
        return np.shape(self.arguments[name])

    def _own(self, node):
        """The axes of an expression that is made of arguments alone; () if it is not known."""
        own = ()
        if isinstance(node, ast.Name) and node.id in self.axes:
            same = np.shape(self.frame.f_locals.get(node.id)) == self._shape(node.id)
            own = self.axes[node.id] if same else ()
        elif isinstance(node, ast.Attribute) and node.attr == "T":
            own = self._own(node.value)[::-1]
        elif isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice | ast.Tuple):
            own = self._own(node.value)[1:]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in SAME and len(node.args) == 1:
            own = self._own(node.args[0])
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            left, right = self._own(node.left), self._own(node.right)
            own = (*left[:-1], right[-1]) if left and right else ()
        elif isinstance(node, ast.BinOp):
            own = max(self._own(node.left), self._own(node.right), key=len)
        return own


def _tokens(axes, arguments):
    """{size: letter}, of the sizes that only one letter has."""
    found = {}
    for name, letters in axes.items():
        for letter, size in zip(letters, np.shape(arguments[name]), strict=True):
            found.setdefault(size, set()).add(letter)
    return {n: min(letters) for n, letters in found.items() if len(letters) == 1}


def readers_own(trace):
    """The innermost step of a traceback that is neither ours nor NumPy's; None if all are."""
    own = None
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if not file.startswith(OURS) and "__array_function__" not in file:
            own = trace
        trace = trace.tb_next
    return own


def _failing(trace, line):
    """The expression that failed, by its columns; the whole line where there are none."""
    positions = list(trace.tb_frame.f_code.co_positions())[trace.tb_lasti // 2]
    first, last, start, end = positions
    if None in positions:
        return _parsed(line)
    file = trace.tb_frame.f_code.co_filename
    lines = [linecache.getline(file, k).encode() for k in range(first, last + 1)]
    lines[-1] = lines[-1][:end]
    lines[0] = lines[0][start:]
    text = b"".join(lines).decode()
    return _parsed(text) or _parsed(f"({text})") or _parsed(line)


def _parsed(text):
    """The statement or the expression that the text is; None if it is neither."""
    try:
        (statement,) = ast.parse(re.sub(r"^(for .*|if .*|while .*):$", r"\1: pass", text)).body
    except (SyntaxError, ValueError):
        return None
    return statement.value if isinstance(statement, ast.Expr | ast.Return) else statement
