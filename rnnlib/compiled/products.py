"""z = S v and z += S v for all columns of v at once: the product of every step.

S (M, K) lies in panels of `tile` rows, each column by column (`rnnlib.compiled.packing`), so that
it is read in the order in which it lies. A tile of z, some rows times two registers of columns,
stays in registers while k runs; each number of S is multiplied with whole registers of v's row k.
"""

from itertools import product

from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import Lanes

AHEAD = 2  # values of k in one round of the innermost loop
SIGNATURE = "ptr noalias {}, ptr noalias {}, ptr noalias {}" + ", i64 {}" * 6
NAMES = ("%S", "%v", "%z", "%M", "%K", "%V", "%Z", "%first", "%last")


def tile(machine):
    """Rows of a panel: a tile, two registers of v and one number of S fill the registers."""
    return 12 if machine.registers == 32 else 6


def products(machine, dtype):
    """The functions @set and @add (S, v, z, M, K, V, Z, first, last), for columns first … last - 1.

    A row of v is V floats further than the one before, a row of z is Z floats further.
    """
    return "".join(_product(machine, dtype, adds) for adds in (False, True))


def _product(machine, dtype, adds):
    name = "add" if adds else "set"
    code = Code(f"define void @{name}({SIGNATURE.format(*NAMES)})")
    lanes, rows = Lanes(code, dtype, machine.width(dtype)), tile(machine)
    with code.loop(0, "%M", rows) as m:
        panel = code.at("%S", code.integer("mul", m, "%K"), lanes.item)
        left = code.integer("sub", "%M", m)
        few = code.is_("sle", left, rows // 3)
        many = code.let(f"xor i1 {few}, true")
        for height, wanted in ((rows, many), (rows // 3, few)):
            with code.when(wanted):
                _columns(code, Tiles(lanes, panel, rows, height, adds), m, left)
    return code.text()


def _columns(code, tiles, m, left):
    """All columns of one panel: tiles of two registers, of one, and of what is left."""
    width = tiles.lanes.width
    length = code.integer("sub", "%last", "%first")
    twos = code.integer("mul", code.integer("sdiv", length, 2 * width), 2 * width)
    ones = code.integer("mul", code.integer("sdiv", length, width), width)
    twos, ones = (code.integer("add", "%first", n) for n in (twos, ones))
    with code.loop("%first", twos, 2 * width) as c:
        tiles.write(m, left, c, [None, None])
    with code.loop(twos, ones, width) as c:
        tiles.write(m, left, c, [None])
    with code.loop(ones, "%last", width) as c:
        tiles.write(m, left, c, [tiles.lanes.first(code.integer("sub", "%last", c))])


class Tiles:
    """Tiles of z, ``height`` rows each, from a panel of S whose columns have ``step`` floats."""

    def __init__(self, lanes, panel, step, height, adds):
        self.lanes, self.code, self.panel, self.step = lanes, lanes.code, panel, step
        self.rows, self.adds = range(height), adds

    def write(self, m, left, c, masks):
        """Rows from m on, of which so many are ``left``; columns from c on, as many registers as
        there are masks (None where all lanes count)."""
        code, lanes = self.code, self.lanes
        sums = {at: code.reserve(lanes.kind) for at in product(self.rows, range(len(masks)))}
        for place in sums.values():
            lanes.store(lanes.constant(0), place)
        v = code.at("%v", c, lanes.item)
        if self.adds:
            for at in sums:
                code.fetch(self._place(m, c, *at))
        rounds = code.integer("mul", code.integer("sdiv", "%K", AHEAD), AHEAD)
        with code.loop(0, rounds, AHEAD) as k:
            for ahead in range(AHEAD):
                self._term(v, code.integer("add", k, ahead), sums, masks)
        with code.loop(rounds, "%K") as k:
            self._term(v, k, sums, masks)
        for r in self.rows:
            with code.when(code.is_("slt", r, left)):
                for j, mask in enumerate(masks):
                    self._put(lanes.load(sums[r, j]), self._place(m, c, r, j), mask)

    def _place(self, m, c, r, j):
        """The address of register j of row r of a tile."""
        row = self.code.integer("mul", self.code.integer("add", m, r), "%Z")
        z = self.code.at("%z", self.code.integer("add", row, c), self.lanes.item)
        return self.code.at(z, j * self.lanes.width, self.lanes.item)

    def _term(self, v, k, sums, masks):
        """sums += S[:, k] v[k]"""
        code, lanes = self.code, self.lanes
        row = code.at(v, code.integer("mul", k, "%V"), lanes.item)
        column = code.at(self.panel, code.integer("mul", k, self.step), lanes.item)
        seen = [
            lanes.load(code.at(row, j * lanes.width, lanes.item), mask)
            for j, mask in enumerate(masks)
        ]
        for r in self.rows:
            s = lanes.everywhere(code.at(column, r, lanes.item))
            for j, x in enumerate(seen):
                place = sums[r, j]
                lanes.store(lanes.multiply_add(s, x, lanes.load(place)), place)

    def _put(self, total, place, mask):
        if self.adds:
            total = self.lanes.add(self.lanes.load(place, mask), total)
        self.lanes.store(total, place, mask)
