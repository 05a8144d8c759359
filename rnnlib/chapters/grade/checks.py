"""Which exercises a notebook checks, and which of its cells each of them needs.

Read from the source alone; nothing of the notebook runs here.
"""

import ast
import re
from typing import NamedTuple

from rnnlib.chapters.grade.asked import Exercises, Without
from rnnlib.chapters.grade.cells import read
from rnnlib.chapters.grade.needed import needed, statements

BINDING = re.compile(
    r"^[ \t]*((?:import|from)\b.*|(?:async +)?def +\w+|class +\w+|\w+[ \t]*[:=](?!=))", re.MULTILINE
)


class Check(NamedTuple):
    """One exercise of a notebook: the cells to run, without the check itself, the expression that
    is checked, nbgrader's name of the cell, whether these cells name the solution, and a sentence
    on what is no Python and is needed. Where the check itself is none, there is no expression."""

    exercise: str
    cells: tuple
    attempt: str
    grade_id: str
    names_solution: bool
    broken: str = ""


def checks(cells):
    """The `Check`s in code cells [(source, nbgrader's metadata)]; of one exercise the last."""
    own, parsed, trees, known, asked, lost = Exercises(), [], [], [], {}, {}
    for number, (source, about) in enumerate(cells):
        cell, grade_id = read(source, number + 1), about.get("grade_id", "")
        called = own.asked(cell.tree)
        for name, attempt, call in called:
            asked.pop(name, None)
            asked[name] = number, grade_id, attempt, call
        for name in own.asked_in(cell.text) if cell.broken else ():
            lost[name] = Check(name, (), "", grade_id, False, cell.broken)
        tree = Without({call for _, _, call in called}).visit(cell.tree)
        parsed.append(cell._replace(source=ast.unparse(tree)) if called else cell)
        trees.append(tree)
        known += statements(number, tree)
    missed = [(number, cell.broken, _defined(cell)) for number, cell in enumerate(parsed)]
    found = []
    for name, (last, grade_id, attempt, call) in asked.items():
        chosen, wanted = needed(known, last, call)
        named = any(own.names_solution(tree) for tree in [attempt, *(trees[k] for k in chosen)])
        says = next((why for k, why, names in missed if k < last and names & wanted), "")
        sources = tuple(parsed[k].source for k in chosen)
        found.append(Check(name, sources, ast.unparse(attempt), grade_id, named, says))
    return found + [check for name, check in lost.items() if name not in asked]


def broken(cells):
    """Sentences on the code cells that are no Python."""
    parsed = [read(source, number) for number, (source, _) in enumerate(cells, 1)]
    return [cell.broken for cell in parsed if cell.broken]


def _defined(cell):
    """The names that a cell would bind if it were Python."""
    heads = BINDING.findall(cell.text) if cell.broken else []
    return {name for head in heads for name in re.findall(r"\w+", head)}
