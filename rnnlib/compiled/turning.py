"""The last two axes change places: (T, n, m) becomes (T, m, n), square by square."""

from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.packing import transposed


def turning(machine, dtype):
    """The function @turn (from, n, m, to, step, T): in to, t + 1 is ``step`` floats after t."""
    code = Code("define void @turn(ptr %from, i64 %n, i64 %m, ptr %to, i64 %step, i64 %T)")
    lanes = Lanes(code, dtype, machine.width(dtype))
    size = code.integer("mul", "%n", "%m")
    with code.loop(0, "%T") as t:
        a = code.at("%from", code.integer("mul", t, size), lanes.item)
        b = code.at("%to", code.integer("mul", t, "%step"), lanes.item)
        with code.loop(0, "%n", lanes.width) as n:
            with code.loop(0, "%m", lanes.width) as m:
                _square(code, lanes, a, b, n, m)
    return code.text()


def _square(code, lanes, a, b, n, m):
    """Rows n … and columns m … of a, as far as there are any, become columns n … of b."""
    tall, wide = code.integer("sub", "%n", n), code.integer("sub", "%m", m)
    columns, rows, square = lanes.first(wide), lanes.first(tall), []
    for k in range(lanes.width):
        there = code.choose(
            code.is_("slt", k, tall), k, 0
        )  # a row that is not there: the first one
        row = code.integer("mul", code.integer("add", n, there), "%m")
        place = code.at(a, code.integer("add", row, m), lanes.item)
        square.append(lanes.load(place, columns))
    for k, row in enumerate(transposed(lanes, square)):
        with code.when(code.is_("slt", k, wide)):
            at = code.integer("mul", code.integer("add", m, k), "%n")
            lanes.store(row, code.at(b, code.integer("add", at, n), lanes.item), rows)
