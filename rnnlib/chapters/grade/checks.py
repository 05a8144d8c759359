"""Which exercises a notebook checks, and which of its cells each of them needs.

Read from the source alone; nothing of the notebook runs here.
"""

import ast
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

from rnnlib import exercises


class Check(NamedTuple):
    """One exercise of a notebook: the cells to run, without the check itself, the expression that
    is checked, nbgrader's name of the cell, and whether these cells name the solution."""

    exercise: str
    cells: tuple
    attempt: str
    grade_id: str
    names_solution: bool


def checks(cells):
    """The `Check`s in code cells [(source, nbgrader's metadata)]; of one exercise the last."""
    sources = [_python(source) for source, _ in cells]
    trees = [_parsed(source) for source in sources]
    found = {}
    for number, tree in enumerate(trees):
        for name, attempt in _called(tree):
            before = _needed(trees, number, _names(attempt))
            chosen = tuple(_without_checks(trees[k], sources[k]) for k in before)
            text, about = ast.unparse(attempt), cells[number][1]
            named = any(_names_solution(trees[k]) for k in before)
            named |= _names_solution(attempt)
            found.pop(name, None)
            found[name] = Check(name, chosen, text, about.get("grade_id", ""), named)
    return list(found.values())


def _python(source):
    """The cell in plain Python: lines such as %matplotlib are calls."""
    try:
        return TransformerManager().transform_cell(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source


def _parsed(source):
    """The cell's tree; an empty one where it is no Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def _called(tree):
    """[(exercise, expression)] for every exercises.NAME.check(expression) outside of functions."""
    return [
        (node.func.value.attr, node.args[0])
        for statement in tree.body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        if _is_check(node)
    ]


def _is_check(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "check"
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr in exercises.__all__
        and len(node.args) == 1
        and not isinstance(node.args[0], ast.Starred)
    )


def _without_checks(tree, source):
    """The cell's source without the statements that check: the judge does that."""
    kept = [s for s in tree.body if not any(map(_is_check, ast.walk(s))) or _defines(s)]
    return source if len(kept) == len(tree.body) else ast.unparse(ast.Module(kept, []))


def _defines(statement):
    return isinstance(statement, ast.FunctionDef | ast.ClassDef)


def _needed(trees, last, names):
    """The numbers of the cells, up to ``last``, that bind or change a name that is needed."""
    wanted, chosen = set(names), {last}
    wanted |= _names(trees[last])
    for number in reversed(range(last)):
        if _touched(trees[number]) & wanted or _opaque(trees[number]):
            chosen.add(number)
            wanted |= _names(trees[number])
    return sorted(chosen)


def _names(tree):
    """The names in a tree; those of builtins, too, which a cell may bind anew."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _touched(tree):
    """The names that a cell binds, or whose objects it changes: by an assignment to a part of it,
    or by a method called on it as a statement."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
            if not isinstance(node.ctx, ast.Load):
                found.add(_root(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            found.add(_root(node.value.func))
    return found - {None}


def _root(node):
    """The name on which an expression such as a.b[0] stands; None where it stands on none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _opaque(tree):
    """Whether a cell may bind anything: from x import *, exec, globals, a line of IPython's."""
    return any(
        (isinstance(node, ast.alias) and node.name == "*")
        or (isinstance(node, ast.Name) and node.id in ("exec", "globals", "get_ipython"))
        for node in ast.walk(tree)
    )


def _names_solution(tree):
    """Whether it reads `solution`, or `best`, which may be it, of an exercise."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("solution", "best", "source", "buggy")
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in exercises.__all__
        for node in ast.walk(tree)
    )
