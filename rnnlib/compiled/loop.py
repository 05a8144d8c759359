"""The loop over time: a program, step after step, as one function.

@run(arrays, numbers, t, end, back, B, first, last) carries out the steps t … end − 1, on the way
back the last one first, for the columns first … last − 1 of B. ``arrays`` are addresses: of every
block at step 0, then of every dot's operand and out, then of its matrix. ``numbers`` are, for
every block, and for a dot's operand and out, the floats from one step to the next; then the rows of
each size; then for every dot its way, N, M and K (`rnnlib.compiled.few`).
"""

from rnnlib.compiled import functions
from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.products import SIGNATURE
from rnnlib.compiled.program import LIVE
from rnnlib.compiled.values import Dot

WAYS = ("", "_few", "_one")  # of a product: by panels, by columns of S, by rows of S


def loop(machine, dtype, program):
    """The function @run of a program."""
    return _Loop(machine, dtype, program).text()


def sizes(program):
    """The sizes of the program's blocks, in their order in ``numbers``."""
    return tuple(dict.fromkeys(block.size for block in program.blocks if block != LIVE))


class _Loop:
    def __init__(self, machine, dtype, program):
        self.code = Code(
            "define void @run(ptr %arrays, ptr %numbers, i64 %t, i64 %end, i64 %back, "
            "i64 %B, i64 %first, i64 %last)"
        )
        self.lanes = Lanes(self.code, dtype, machine.width(dtype))
        self.program = program
        self.dots = [step for step in program.steps if isinstance(step, Dot)]
        self.entries, self.now = 0, None

    def text(self):
        code, blocks = self.code, self.program.blocks
        base = {block: self._array(n) for n, block in enumerate(blocks)}
        step = {block: self._number(n) for n, block in enumerate(blocks)}
        n = len(blocks)
        dots = {dot: [self._array(n + 2 * k + j) for j in range(2)]
                for k, dot in enumerate(self.dots)}  # fmt: skip
        given = {dot: self._array(n + 2 * len(self.dots) + k) for k, dot in enumerate(self.dots)}
        moves = {dot: [self._number(n + 2 * k + j) for j in range(2)]
                 for k, dot in enumerate(self.dots)}  # fmt: skip
        n += 2 * len(self.dots)
        rows = {size: self._number(n + k) for k, size in enumerate(sizes(self.program))}
        n += len(rows)
        shape = {dot: [self._number(n + 4 * k + j) for j in range(4)]
                 for k, dot in enumerate(self.dots)}  # fmt: skip
        turned = code.integer("sub", code.integer("add", "%t", "%end"), 1)
        forth = code.is_("eq", "%back", 0)
        with code.loop("%t", "%end") as n:
            t = code.choose(forth, n, code.integer("sub", turned, n))
            self.now = {block: self._at(base[block], t, step[block]) for block in blocks}
            for part in self.program.steps:
                if isinstance(part, Dot):
                    v, z = map(self._at, dots[part], (t, t), moves[part])
                    self._dot(part, given[part], v, z, *shape[part])
                else:
                    self._stretch(part, rows)
        return code.text()

    def _array(self, n):
        return self.code.let(f"load ptr, ptr {self.code.at('%arrays', n, 'ptr')}")

    def _number(self, n):
        return self.code.let(f"load i64, ptr {self.code.at('%numbers', n, 'i64')}")

    def _at(self, address, t, step):
        return self.code.at(address, self.code.integer("mul", t, step), self.lanes.item)

    def _dot(self, dot, S, v, z, way, N, M, K):
        code, name = self.code, "add" if dot.adds else "set"
        given = [f"ptr {a}" for a in (S, v, z)]
        given += [f"i64 {n}" for n in (M, K, "%B", "%B", "%first", "%last")]
        for n, ending in enumerate(WAYS):
            with code.when(code.is_("eq", way, n)):
                more = [f"i64 {N}"] if ending else []
                code.do(f"call void @{name}{ending}({', '.join(given + more)})")

    def _stretch(self, stretch, rows):
        """All blocks of one size together, as one long row if all columns are wanted."""
        code = self.code
        for size in dict.fromkeys(block.size for block, _ in stretch):
            part = {block: value for block, value in stretch if block.size == size}
            tall, wide = rows[size], code.integer("sub", "%last", "%first")
            if not self.program.masked:
                whole = code.is_("eq", wide, "%B")
                wide = code.choose(whole, code.integer("mul", tall, "%B"), wide)
                tall = code.choose(whole, 1, tall)
            with code.loop(0, tall) as r:
                row = code.integer("add", code.integer("mul", r, "%B"), "%first")
                self._row(part, row, wide)

    def _row(self, part, row, wide):
        code, width = self.code, self.lanes.width
        whole = code.integer("mul", code.integer("sdiv", wide, width), width)
        with code.loop(0, whole, width) as c:
            self._few(part, row, c, None)
        with code.loop(whole, wide, width) as c:
            self._few(part, row, c, self.lanes.first(code.integer("sub", wide, c)))

    def _few(self, part, row, c, mask):
        """A register full of columns: everything is read, computed, and written."""
        code, item = self.code, self.lanes.item
        live = code.integer("add", "%first", c)
        place = {LIVE: live}
        here = code.integer("add", row, c)

        def address(block):
            return code.at(self.now[block], place.get(block, here), item)

        found = {}
        made = [self._value(value, found, address, mask) for value in part.values()]
        for block, value in zip(part, made, strict=True):
            self.lanes.store(value, address(block), mask)

    def _value(self, value, found, address, mask):
        if value not in found:
            operation, given = value.operation, value.given
            if operation == "load":
                found[value] = self.lanes.load(address(given[0]), mask)
            elif operation == "number":
                found[value] = self.lanes.constant(float.fromhex(given[0]))
            else:
                given = [self._value(one, found, address, mask) for one in given]
                found[value] = OPERATIONS[operation](self.lanes, *given)
        return found[value]


def _larger(relation):
    """np.maximum and np.minimum: NaN if either is."""

    def operation(lanes, a, b):
        best = lanes.select(lanes.ordered(relation, a, b), a, b)
        return lanes.select(lanes.ordered("uno", a, a), a, best)

    return operation


def _compare(relation):
    return lambda lanes, a, b: lanes.number(lanes.ordered(relation, a, b))


OPERATIONS = {
    "absolute": lambda lanes, a: lanes.call("fabs", a),
    "add": Lanes.add,
    "divide": Lanes.divide,
    "exp": functions.exp,
    "greater": _compare("ogt"),
    "greater_equal": _compare("oge"),
    "less": _compare("olt"),
    "less_equal": _compare("ole"),
    "maximum": _larger("ogt"),
    "minimum": _larger("olt"),
    "multiply": Lanes.multiply,
    "negative": Lanes.negative,
    "positive": lambda lanes, a: a,
    "reciprocal": lambda lanes, a: lanes.divide(lanes.constant(1), a),
    "select": lambda lanes, live, a, b: lanes.select(
        lanes.ordered("ogt", live, lanes.constant(0)), a, b
    ),
    "sqrt": lambda lanes, a: lanes.call("sqrt", a),
    "square": lambda lanes, a: lanes.multiply(a, a),
    "subtract": Lanes.subtract,
    "tanh": functions.tanh,
}


def declarations(lanes):
    """Of the products that a loop calls."""
    kinds = SIGNATURE.format(*[""] * 9)
    made = [f"declare void @{name}({kinds})" for name in ("set", "add")]
    more = [f"{name}{way}" for name in ("set", "add") for way in WAYS[1:]]
    made += [f"declare void @{name}({kinds}, i64)" for name in more]
    return lanes.declarations() + "\n".join(made) + "\n"
