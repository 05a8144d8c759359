"""All small changes of a Python file that leave it a Python file."""

import ast
import copy

from frame import mutation_of

OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPPOSITES = {"any": "all", "min": "max", "minimum": "maximum", "zeros": "ones", "floor": "ceil"}
OPPOSITES |= {b: a for a, b in OPPOSITES.items()}
FALLS_AWAY = {"copy", "astype", "reshape", "T"}  # a.copy() → a


def changes(file, text):
    """Every `Mutation` of the file's text."""
    starts = [0]  # of each line, among the bytes
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for node, others in _sites(ast.parse(text)):
        begin = _character(text, starts[node.lineno - 1] + node.col_offset)
        end = _character(text, starts[node.end_lineno - 1] + node.end_col_offset)
        for other in others:
            inside = ast.unparse(other)
            plain = isinstance(other, ast.stmt | ast.Name | ast.Constant | ast.Call)
            yield mutation_of(file, text, begin, end, inside if plain else f"({inside})")


def _character(text, byte):
    return len(text.encode()[:byte].decode())


def _sites(tree):
    """Pairs: a node, and what may stand in its place."""
    said = [n for n in ast.walk(tree) if isinstance(n, ast.JoinedStr)]  # in sentences: nothing
    todo, skipped = [tree], set(map(id, said))
    while todo:
        node = todo.pop()
        if id(node) in skipped:
            continue
        others = list(_in_place_of(node))
        if others:
            yield node, others
        if isinstance(node, ast.If):
            yield node.test, [ast.Constant(True), ast.Constant(False)]
        todo.extend(ast.iter_child_nodes(node))


def _in_place_of(node):
    match node:
        case ast.BinOp() | ast.BoolOp() if type(node.op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(node.op)]())
        case ast.Compare(ops=[op]) if type(op) in OPERATORS:
            yield _with(node, ops=[OPERATORS[type(op)]()])
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        case ast.Attribute(attr=name) if name in OPPOSITES:
            yield _with(node, attr=OPPOSITES[name])
        case ast.Name(id=name) if name in OPPOSITES:
            yield _with(node, id=OPPOSITES[name])
        case ast.Attribute(attr="T"):
            yield node.value
        case ast.Subscript(slice=ast.Slice() as cut):
            yield from _cuts(node, cut)
        case ast.IfExp():
            yield node.body
            yield node.orelse
        case ast.Call():
            yield from _calls(node)
        case ast.stmt():
            yield from _statements(node)


def _cuts(node, cut):
    """x[1:] → x[:] and so on."""
    for bound in ("lower", "upper", "step"):
        if getattr(cut, bound) is not None:
            yield _with(node, slice=_with(cut, **{bound: None}))


def _calls(node):
    """Two neighbours trade places, a mask is left out, a.copy() → a."""
    for k, (a, b) in enumerate(zip(node.args, node.args[1:], strict=False)):
        if isinstance(a, ast.Name) and isinstance(b, ast.Name) and a.id != b.id:
            yield _with(node, args=[*node.args[:k], b, a, *node.args[k + 2 :]])
    for k, a in enumerate(node.args):
        if isinstance(a, ast.Name) and a.id == "mask":
            yield _with(node, args=[*node.args[:k], ast.Constant(None), *node.args[k + 1 :]])
    match node:
        case ast.Call(func=ast.Attribute(attr="where"), args=[_, a, b]):
            yield a
            yield b
        case ast.Call(func=ast.Attribute(attr=name, value=value)) if name in FALLS_AWAY:
            yield value


def _statements(node):
    match node:
        case ast.Expr(value=ast.Constant() | ast.Yield() | ast.YieldFrom()):
            return
        case ast.Expr() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield ast.Pass()
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in _names(value):
            yield ast.Pass()  # x = f(x)
    match node:
        case ast.AugAssign(op=op) if type(op) in OPERATORS:
            yield _with(node, op=OPERATORS[type(op)]())


def _names(node):
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _with(node, **fields):
    """A copy of the node with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other
