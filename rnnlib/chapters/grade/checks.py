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
    parsed = [read(source, number) for number, (source, _) in enumerate(cells, 1)]
    own, sources, trees, known, asked, lost = Exercises(), [], [], [], [], {}
    for number, cell in enumerate(parsed):
        called = own.asked(cell.tree)
        asked += [(number, *one) for one in called]
        if cell.broken:
            about = cells[number][1].get("grade_id", "")
            for name in own.asked_in(cell.text):
                lost[name] = Check(name, (), "", about, False, cell.broken)
        tree = Without({call for _, _, call in called}).visit(cell.tree)
        sources.append(ast.unparse(tree) if called else cell.source)
        trees.append(tree)
        known += statements(number, tree)
    found = {}
    for number, name, attempt, call in asked:
        before, wanted = needed(known, number, call)
        named = any(own.names_solution(tree) for tree in [attempt, *(trees[k] for k in before)])
        broken = next((cell.broken for cell in parsed[:number] if _defined(cell) & wanted), "")
        chosen = tuple(sources[k] for k in before)
        about = cells[number][1].get("grade_id", "")
        found.pop(name, None)
        found[name] = Check(name, chosen, ast.unparse(attempt), about, named, broken)
    return [*found.values(), *(check for name, check in lost.items() if name not in found)]


def broken(cells):
    """Sentences on the code cells that are no Python."""
    parsed = [read(source, number) for number, (source, _) in enumerate(cells, 1)]
    return [cell.broken for cell in parsed if cell.broken]


def _defined(cell):
    """The names that a cell would bind if it were Python."""
    heads = BINDING.findall(cell.text) if cell.broken else []
    return {name for head in heads for name in re.findall(r"\w+", head)}
