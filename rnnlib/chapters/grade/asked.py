"""Where a notebook checks its exercises, however they are named there."""

import ast
import re

from rnnlib import exercises

DEFINES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
SOLUTIONS = ("solution", "best", "source", "buggy")  # `best` may be the solution


class Exercises:
    """The notebook's own names for exercises, as its cells bind them one after the other."""

    def __init__(self):
        self.names, self.ever = {}, set()

    def asked(self, tree):
        """[(exercise, expression, call)] of a cell's checks, outside of functions and classes; its
        own names are known from here on."""
        found = []
        for node in _outside(tree):
            if isinstance(node, ast.ImportFrom):
                self._imported(node)
            elif isinstance(node, ast.Assign):
                exercise = self._exercise(node.value)
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._bind(target.id, exercise)
            elif (attempt := _attempt(node)) and (exercise := self._exercise(node.func.value)):
                found.append((exercise, attempt, node))
        return found

    def asked_in(self, text):
        """The exercises that a text checks which is no Python; comments are not read."""
        found = re.findall(r"^[^#\n]*?\b(\w+)\s*\.\s*check\s*\(", text, flags=re.MULTILINE)
        own = [self.names.get(name, name) for name in found]
        return [name for name in own if name in exercises.__all__]

    def names_solution(self, tree):
        """Whether it reads what is, or may be, the solution of an exercise."""
        return any(
            isinstance(node, ast.Attribute)
            and node.attr in SOLUTIONS
            and (self._exercise(node.value) or getattr(node.value, "id", None) in self.ever)
            for node in ast.walk(tree)
        )

    def _exercise(self, node):
        """The exercise that an expression names; None if it names none."""
        if isinstance(node, ast.Attribute) and node.attr in exercises.__all__:
            return node.attr
        return self.names.get(node.id) if isinstance(node, ast.Name) else None

    def _imported(self, node):
        if not (node.module or "").startswith("rnnlib.exercises"):
            return
        for alias in node.names:
            for name in exercises.__all__ if alias.name == "*" else [alias.name]:
                if name in exercises.__all__:
                    self._bind(alias.asname or name, name)

    def _bind(self, name, exercise):
        self.names.pop(name, None)
        if exercise:
            self.names[name] = exercise
            self.ever.add(name)


def _outside(tree):
    """The nodes that run with the cell, in their order: not those in functions and classes."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, DEFINES):
            yield node
            yield from _outside(node)


def _attempt(node):
    """The expression of a call something.check(expression); None of any other node."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    given = [(None, argument) for argument in node.args]
    given += [(keyword.arg or "**", keyword.value) for keyword in node.keywords]
    if node.func.attr != "check" or len(given) != 1:
        return None
    ((name, attempt),) = given
    return attempt if name in (None, "attempt") and not isinstance(attempt, ast.Starred) else None


class Without(ast.NodeTransformer):
    """Takes statements that hold one of these calls out of a tree: the judge checks, not they.
    What stands around them, such as try, stays."""

    def __init__(self, calls):
        self.calls = calls

    def visit(self, node):
        """The node without those statements."""
        if isinstance(node, DEFINES):
            return node
        if isinstance(node, ast.stmt) and self._holds(node):
            return ast.Pass()
        return self.generic_visit(node)

    def _holds(self, node):
        return node in self.calls or any(
            self._holds(inner)
            for inner in ast.iter_child_nodes(node)
            if not isinstance(inner, ast.stmt)
        )
