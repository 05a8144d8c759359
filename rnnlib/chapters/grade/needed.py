"""Which cells of a notebook an expression needs: those that bind its names, and those that may
change what they stand for. Cells too many are better than one too few."""

import ast
import symtable
from typing import NamedTuple

CONSTANT = ast.Constant | ast.Tuple | ast.Name | ast.UnaryOp | ast.BinOp
PARTS = ast.expr_context | ast.unaryop | ast.operator  # of expressions
ROUNDS = 100  # after which all cells are taken: nobody's notebook holds up a class


class Statement(NamedTuple):
    """One statement outside of all others: its cell, the notebook's names in it, those of them
    that it reads, binds, or changes a part of; whether nothing can be changed in what it binds,
    unless in what it names."""

    cell: int
    names: set
    reads: set
    binds: set
    changes: set
    firm: bool


def statements(cell, tree):
    """The `Statement`s of a cell's tree."""
    found = [(node, *_names(node)) for node in tree.body]
    return [
        Statement(cell, names, reads, binds, _changed(node), _firm(node, binds))
        for node, names, reads, binds in found
    ]


def needed(found, last, expression):
    """(the numbers of the cells up to ``last`` that the expression needs, the names it needs), by
    the `Statement`s found.

    Whoever mentions a wanted name may change what it stands for, wherever it is handed on to, and
    all names beside it are wanted, too. Of a module, a function or a number, those alone are needed
    that bind it. What a cell reads must be there, or it would stop.
    """
    found = [statement for statement in found if statement.cell <= last]
    loose = _loose(found)
    wanted, read, chosen = _names(ast.Expr(expression))[0], set(), {last}
    for _ in range(ROUNDS):
        before = len(wanted), len(read), len(chosen)
        for one in found:
            if (one.binds | one.names & loose) & wanted:
                chosen.add(one.cell)
                wanted |= one.names if one.names & loose else one.reads
            elif one.binds & read or one.changes & wanted or "*" in one.binds:
                chosen.add(one.cell)
            if one.cell in chosen:
                read |= one.reads
        if before == (len(wanted), len(read), len(chosen)):
            return sorted(chosen), wanted
    return list(range(last + 1)), wanted


def _loose(found):
    """The names of what may be changed without being bound anew."""
    loose = set().union(*(one.binds for one in found if not one.firm))
    for _ in range(ROUNDS):
        before = len(loose)
        loose |= set().union(*(one.binds for one in found if one.reads & loose))
        if before == len(loose):
            return loose
    return set().union(*(one.binds for one in found))


def _firm(node, binds):
    """Whether a statement binds modules, functions, numbers or words alone."""
    if isinstance(node, ast.Assign):
        constant = all(isinstance(inner, CONSTANT | PARTS) for inner in ast.walk(node.value))
        return constant or isinstance(node.value, ast.Lambda)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return binds == {node.name}
    return isinstance(node, ast.Import | ast.ImportFrom)


def _names(node):
    """(the names of the notebook in a statement, those that it reads, those that it binds): not
    those that belong to a function in it. "*" is bound where anything may be."""
    names, reads, binds = set(), set(), set()
    for symbol in _symbols(node):
        names.add(symbol.get_name())
        if symbol.is_referenced():
            reads.add(symbol.get_name())
        if symbol.is_assigned() or symbol.is_imported():
            binds.add(symbol.get_name())
    for inner in ast.walk(node):
        if isinstance(inner, ast.AugAssign):
            reads |= {_root(inner.target)} & names
        elif isinstance(inner, ast.alias) and inner.name == "*":
            binds.add("*")
    if reads & {"exec", "globals", "get_ipython"}:
        binds.add("*")
    return names, reads, binds


def _symbols(node):
    """Python's own record of the notebook's names in a statement."""
    bare = ast.unparse(_Waitless().visit(ast.parse(ast.unparse(node))))
    top = symtable.symtable(bare, "<cell>", "exec")
    tables = [top]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        yield from (s for s in table.get_symbols() if table is top or s.is_global())


class _Waitless(ast.NodeTransformer):
    """Takes await out of a tree: outside of functions IPython alone knows it."""

    def visit_Await(self, node):
        return self.visit(node.value)

    def visit_comprehension(self, node):
        node.is_async = 0
        return self.generic_visit(node)

    def visit_AsyncFor(self, node):
        return self.generic_visit(ast.For(**dict(ast.iter_fields(node))))

    def visit_AsyncWith(self, node):
        return self.generic_visit(ast.With(**dict(ast.iter_fields(node))))


def _changed(node):
    """The names of which a statement sets a part, or calls a method for nothing but its effect."""
    found = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute | ast.Subscript):
            if not isinstance(inner.ctx, ast.Load):
                found.add(_root(inner))
        elif isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            found.add(_root(inner.value.func))
    return found - {None}


def _root(node):
    """The name on which an expression such as a.b[0] stands; None where it stands on none."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
