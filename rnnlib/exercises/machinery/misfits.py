"""What is said of shapes that do not fit together: which arrays, and the likely reason."""

import ast
import re

import numpy as np

from rnnlib.exercises.machinery.pairs import elementwise, product
from rnnlib.exercises.machinery.place import Place, readers_own
from rnnlib.exercises.machinery.trial import Told

SHAPE = re.compile(
    r"matmul|broadcast|not aligned|shape|dimension|\baxis\b|axes|resize|indices|out of bounds|"
    r"equal division|values to unpack|setting an array element|only .* arrays can be converted"
)
KINDS = (ValueError, IndexError, TypeError)
PRODUCTS = ("dot", "matmul")
JOINS = ("concatenate", "stack", "hstack", "vstack", "column_stack", "append", "array", "asarray")


def misfit(error, axes, arguments):
    """A sentence or two on the error if it is about shapes, or None: the line, the arrays in it in
    the letters of the course, and what the reason may be."""
    if isinstance(error, Told):
        return error.shapes
    trace = readers_own(error.__traceback__)
    if trace is None or not isinstance(error, KINDS):
        return None
    try:
        if not SHAPE.search(str(error)):
            return None
        place = Place(trace, axes, arguments)
        found = place.line and place.node and _said(place, place.node, str(error))
        arrays = [] if found or not place.node else _arrays(place, place.node)
    except Exception:  # whatever readers write: the report on it must not stop, too
        return None
    if arrays:
        found = f"These shapes do not fit together: {_all(arrays)}."
    return f"Your function stops at `{place.line}`. {found}" if found else None


def _said(place, node, message):
    """What is said of the failing expression, by its kind; None if that is not known."""
    statement = place.statement()
    if "values to unpack" in message:
        return _unpacked(place, statement)
    if "input array from" in message or "setting an array" in message or "be converted" in message:
        assigned = isinstance(statement, ast.Assign) and not isinstance(node, ast.Call)
        return _put(place, statement.targets[0], statement.value) if assigned else None
    if isinstance(node, ast.AugAssign):
        return _put(place, node.target, node.value)
    if isinstance(node, ast.BinOp):
        matrices = isinstance(node.op, ast.MatMult)
        return _pair(place, node.left, node.right, matrices, isinstance(node.op, ast.Mult))
    if isinstance(node, ast.Subscript):
        return _index(place, node, message)
    if isinstance(node, ast.Call):
        return _call(place, node, message)
    return None


def _split(array, called, parts, keywords):
    """Of an array that was to be cut into equal parts."""
    axes = [word.value for word in keywords if word.arg == "axis"] + parts[2:3]
    if len(parts) > 1 and (called == "hsplit" or [*map(ast.unparse, axes)] in (["1"], ["-1"])):
        wanted = ast.unparse(parts[1])
        return f"{array}. {array.letters[-1]} columns do not make `{wanted}` equal parts."
    return (
        f"{array}. `np.split` cuts along the first axis, unless it is told another: gates lie "
        "side by side, so it is `axis=1` (or -1) that is cut."
    )


def _call(place, node, message):
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    own = isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) not in (
        "np",
        "numpy",
    )
    parts = ([node.func.value] if own else []) + node.args
    if len(parts) > 1 and called in (*PRODUCTS, "multiply", "add", "subtract"):
        return _pair(place, *parts[:2], called in PRODUCTS, called == "multiply")
    first = place.array(parts[0]) if parts else None
    if called in JOINS and parts and isinstance(parts[0], ast.Tuple | ast.List):
        arrays = _arrays(place, parts[0])
        return _joined(arrays) if len(arrays) > 1 else None
    if called == "reshape" and first:
        wanted = ", ".join(map(ast.unparse, parts[1:]))
        size = int(np.prod(first.shape))
        return (
            f"{first}: {'·'.join(first.letters)} = {size} numbers, and they do not fill `{wanted}`."
        )
    if called in ("split", "hsplit") and first:
        return _split(first, called, parts, node.keywords)
    if "axis" in message and first:
        last = len(first.shape) - 1
        return (
            f"{first}: its axes count from 0, so the last one is {last}"
            f"{' (or -1)' if last else ''}. There is none beyond it."
        )
    arrays = [array for array in map(place.array, parts) if array]
    takes = place.frame.f_locals.get(called, place.frame.f_globals.get(called))
    if arrays and hasattr(takes, "__code__"):
        order = ", ".join(takes.__code__.co_varnames[: takes.__code__.co_argcount])
        return f"`{called}` takes `{order}`, in this order; it was given {_all(arrays)}."
    return None


def _pair(place, left, right, matrices, times):
    a, b = place.array(left), place.array(right)
    if not a or not b:
        return None
    return f"{a}, {b}. " + (product(place, a, b) if matrices else elementwise(place, a, b, times))


def _put(place, target, value):
    """Why a value does not fit into its place."""
    a, b = place.array(target), place.array(value)
    if not a or not b:
        return None
    says = f"{b}, and does not fit into its place: {a}."
    extra = len(b.shape) - len(a.shape)
    if extra > 0 and b.shape[extra:] == a.shape:
        return f"{says} The sum over {b.letters[0]} is missing: `.sum(axis=0)`."
    if b.shape[::-1] == a.shape:
        return f"{says} It is turned round: `.T`."
    if not a.shape:
        return f"{says} The place is for one number."
    return says


def _index(place, node, message):
    whole = place.array(node.value)
    if not whole:
        return None
    if "too many indices" in message:
        return (
            f"{whole}: that are {len(whole.shape)} axes, and `{ast.unparse(node)}` asks for more."
        )
    found = re.search(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)", message)
    if not found:
        return f"{whole}, and `[{ast.unparse(node.slice)}]` does not fit it."
    asked, axis, size = map(int, found.groups())
    letter = whole.letters[axis]
    return (
        f"{whole}. Python counts from 0: along {letter} the places are 0 to {size - 1}, and "
        f"`{ast.unparse(node)}` asks for {asked}."
    )


def _joined(arrays):
    if len({len(array.shape) for array in arrays}) > 1:
        return f"{_all(arrays)}. What is joined must have equally many axes."
    return f"{_all(arrays)}. What is joined must agree in all axes but the one along which it is."


def _unpacked(place, statement):
    if not isinstance(statement, ast.Assign):
        return None
    value = statement.value
    names = ast.unparse(statement.targets[0])
    if isinstance(value, ast.Attribute) and value.attr == "shape":
        whole = place.array(value.value)
        return whole and f"{whole}: {len(whole.shape)} sizes, which do not go into `{names}`."
    whole = place.array(value)
    return whole and f"{whole}: along its first axis it does not go into `{names}`."


def _arrays(place, node):
    """The arrays that stand in the expression: its parts if it is a list of them, or its names."""
    nodes = node.elts if isinstance(node, ast.Tuple | ast.List) else ast.walk(node)
    if not isinstance(node, ast.Tuple | ast.List):
        nodes = [part for part in nodes if isinstance(part, ast.Name)]
    arrays = {ast.unparse(part): place.array(part) for part in nodes}
    return [array for array in arrays.values() if array and array.shape]


def _all(arrays):
    return ", ".join(map(str, arrays))
