"""A notebook's code cells as plain Python, and what is said of one that is none."""

import ast
import re
import warnings
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

MAGIC = re.compile(r"\s*%%(\S+).*")
# cell magics whose lines are not for the notebook's own Python
OTHERS = set(
    "! HTML R SVG bash cmd cython file html javascript js latex markdown perl pypy python python2 "
    "python3 ruby script sh sql svg sx system writefile".split()
)


class Cell(NamedTuple):
    """One cell: as the student wrote it, as plain Python, its tree (an empty one where it is no
    Python), and a sentence on where it is none."""

    text: str
    source: str
    tree: ast.Module
    broken: str = ""


def read(text, number):
    """The `Cell` of a text; ``number`` counts the notebook's code cells from 1."""
    source, above = _plain(text)
    nothing = ast.Module([], [])
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source)
            compile(source, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        return Cell(text, source, nothing, f"Its code cell {number} {_says(error, source, above)}")
    except (ValueError, RecursionError, MemoryError):
        return Cell(text, source, nothing, f"Its code cell {number} cannot be read.")
    return Cell(text, source, tree)


def _plain(text):
    """(the cell in plain Python, how many of its lines are left out above it): lines such as
    %matplotlib are calls, what %%time and %time measure is as it is without them."""
    rest = re.sub(r"^([ \t]*)%time[ \t]+(?=\S)", r"\1", text, flags=re.MULTILINE)
    start = 0
    while (magic := MAGIC.match(rest, start)) and magic[1] not in OTHERS:
        start = magic.end()
    start = re.compile(r"([ \t]*\n)*").match(rest, start).end()
    rest, above = rest[start:], rest.count("\n", 0, start)
    try:
        return TransformerManager().transform_cell(rest), above
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return rest, above


def _says(error, source, above):
    """Where it is no Python, and why."""
    line = error.lineno or 1
    shown = "".join(source.split("\n")[line - 1 : line]).strip()[:80]
    shown = f", `{shown}`" if shown else ""
    return f"is no Python, line {line + above}{shown}: {error.msg[:200].rstrip('.')}."
