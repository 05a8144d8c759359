"""Rows side by side become panels: some rows each, column by column, as products read them.

Columns are the columns first … last − 1 of every step t of an array (T, rows, B). The panel of the
rows p, p + 1, … p + P − 1 holds for each such column P floats, zero where there are no more rows.
"""

from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.products import tile

LINES = 8  # of the cache that are read side by side, though they may be a page apart


def packing(machine, dtype):
    """The functions @pack_a and @pack_b (from, to, T, step, rows, B, first, last).

    ``step`` is the number of floats from one t to the next. The panels of a are as high as tiles,
    those of b as wide.
    """
    width = machine.width(dtype)
    return _pack(machine, dtype, "pack_a", tile(machine)) + _pack(
        machine, dtype, "pack_b", 2 * width
    )


def _pack(machine, dtype, name, height):
    code = Code(
        f"define void @{name}(ptr noalias %from, ptr noalias %to, i64 %T, i64 %step, i64 %rows, "
        "i64 %B, i64 %first, i64 %last)"
    )
    lanes = Lanes(code, dtype, machine.width(dtype))
    length = code.integer("sub", "%last", "%first")
    columns = code.integer("mul", "%T", length)
    single = code.is_("eq", "%B", 1)

    def place(p, t):
        """Where the rows from p on of step t are, and where they go."""
        panel = code.at("%to", code.integer("mul", p, columns), lanes.item)
        to = code.integer("mul", code.integer("mul", t, length), height)
        rows = code.at("%from", code.integer("mul", t, "%step"), lanes.item)
        rows = code.at(rows, code.integer("mul", p, "%B"), lanes.item)
        return rows, code.at(panel, to, lanes.item), height, code.integer("sub", "%rows", p)

    with code.when(single), code.loop(0, "%T", LINES) as start:  # read in their order
        end = code.integer("add", start, LINES)
        end = code.choose(code.is_("slt", end, "%T"), end, "%T")
        with code.loop(0, "%rows", height) as p, code.loop(start, end) as t:
            _copy(code, lanes, *place(p, t))
    with code.when(code.let(f"xor i1 {single}, true")):
        with code.loop(0, "%rows", height) as p, code.loop(0, "%T") as t:
            _turn(code, lanes, *place(p, t), length)
    return code.text()


def _copy(code, lanes, rows, to, height, left):
    """A single column: its rows lie side by side already."""
    for r in range(0, height, lanes.width):
        there = lanes.first(code.integer("sub", left, r))
        own = None if height - r >= lanes.width else lanes.first(height - r)
        lanes.store(
            lanes.load(code.at(rows, r, lanes.item), there), code.at(to, r, lanes.item), own
        )


def _turn(code, lanes, rows, to, height, left, length):
    """Many columns, a square of registers at a time."""
    width = lanes.width
    tall = code.is_("sle", height, left)
    with code.loop(0, length, width) as c:
        rest = code.integer("sub", length, c)
        at = code.at(rows, code.integer("add", "%first", c), lanes.item)
        out = code.at(to, code.integer("mul", c, height), lanes.item)
        full = code.let(f"and i1 {tall}, {code.is_('sle', width, rest)}")
        with code.when(full):
            _squares(code, lanes, at, out, height)
        with code.when(code.let(f"xor i1 {full}, true")):
            _squares(code, lanes, at, out, height, (left, rest))


def _squares(code, lanes, at, out, height, there=None):
    """All rows of a panel, a register of columns; ``there`` are fewer rows and columns."""
    width = lanes.width
    for r in range(0, height, width):
        own = None if height - r >= width else lanes.first(height - r)
        square = [_row(code, lanes, at, n, there) for n in range(r, min(r + width, height))]
        square += [lanes.constant(0)] * (width - len(square))
        for n, column in enumerate(transposed(lanes, square)):
            place = code.at(out, n * height + r, lanes.item)
            if there is None:
                lanes.store(column, place, own)
            else:
                with code.when(code.is_("slt", n, there[1])):
                    lanes.store(column, place, own)


def _row(code, lanes, at, n, there):
    """Row n; no lane of a row that is not there."""
    if there is None:
        return lanes.load(code.at(at, code.integer("mul", n, "%B"), lanes.item))
    left, rest = there
    real = code.is_("slt", n, left)
    row = code.integer("mul", code.choose(real, n, 0), "%B")
    some = lanes.first(code.choose(real, rest, 0))
    return lanes.load(code.at(at, row, lanes.item), some)


def _swapped(d, width):
    """Which lanes of two registers, d rows apart, the upper one gets and the lower one."""
    return (lambda n: n + width - d if n & d else n), (lambda n: n + width if n & d else n + d)


def transposed(lanes, square):
    """The columns of a square of registers: blocks on both sides of the diagonal change places."""
    d = 1
    while d < lanes.width:
        for i in range(lanes.width):
            if not i & d:
                a, b = square[i], square[i + d]
                upper, lower = _swapped(d, lanes.width)
                square[i], square[i + d] = lanes.mixed(a, b, upper), lanes.mixed(a, b, lower)
        d *= 2
    return square
