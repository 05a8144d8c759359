"""z = S v for few columns: registers hold rows of S, since there are no columns to fill them.

@set_few and @add_few read S column by column, S[m, k] at k·N + m; @set_one and @add_one row by row,
S[m, k] at m·N + k, for a single column.
"""

from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.products import NAMES, SIGNATURE

ABREAST = 16  # registers of rows that are summed at the same time


def few(machine, dtype):
    """The functions @set_few, @add_few, @set_one and @add_one: as `products`, but with the distance
    N between columns or rows of S after S."""
    made = []
    for adds, name in ((False, "set"), (True, "add")):
        for kind in (_Few, _One):
            signature = SIGNATURE.format(*NAMES) + ", i64 %N"
            code = Code(f"define void @{name}_{kind.__name__[1:].lower()}({signature})")
            kind(Lanes(code, dtype, machine.width(dtype)), adds).write()
            made.append(code.text())
    return "".join(made)


class _Few:
    """By columns of S: z[m …] = Σ_k S[m …, k] v[k], whole registers of m."""

    def __init__(self, lanes, adds):
        self.lanes, self.code, self.adds = lanes, lanes.code, adds

    def write(self):
        code, width = self.code, self.lanes.width
        wide = ABREAST * width
        many = code.integer("mul", code.integer("sdiv", "%M", wide), wide)
        ones = code.integer("mul", code.integer("sdiv", "%M", width), width)
        with code.loop("%first", "%last") as c:
            with code.loop(0, many, wide) as m:
                self._rows(m, c, [None] * ABREAST)
            with code.loop(many, ones, width) as m:
                self._rows(m, c, [None])
            with code.loop(ones, "%M", width) as m:
                self._rows(m, c, [self.lanes.first(code.integer("sub", "%M", m))])

    def _rows(self, m, c, masks):
        code, lanes = self.code, self.lanes
        sums = [code.reserve(lanes.kind) for _ in masks]
        for place in sums:
            lanes.store(lanes.constant(0), place)
        with code.loop(0, "%K") as k:
            column = code.integer("add", code.integer("mul", k, "%N"), m)
            S = code.at("%S", column, lanes.item)
            at = code.integer("add", code.integer("mul", k, "%V"), c)
            v = lanes.everywhere(code.at("%v", at, lanes.item))
            for j, (mask, place) in enumerate(zip(masks, sums, strict=True)):
                s = lanes.load(code.at(S, j * lanes.width, lanes.item), mask)
                lanes.store(lanes.multiply_add(s, v, lanes.load(place)), place)
        for j, (mask, place) in enumerate(zip(masks, sums, strict=True)):
            first = code.integer("add", m, j * lanes.width)
            self._put(lanes.load(place), first, c, mask)

    def _put(self, total, m, c, mask):
        """Rows m, m + 1, … of column c: side by side only if there is no other column."""
        code, lanes = self.code, self.lanes
        left = code.integer("sub", "%M", m)
        z = code.at("%z", code.integer("add", code.integer("mul", m, "%Z"), c), lanes.item)
        alone = code.is_("eq", "%Z", 1)
        with code.when(alone):
            whole = lanes.add(lanes.load(z, mask), total) if self.adds else total
            lanes.store(whole, z, mask)
        with code.when(code.let(f"xor i1 {alone}, true")):
            for n in range(lanes.width):
                with code.when(code.is_("slt", n, left)):
                    place = code.at(z, code.integer("mul", n, "%Z"), lanes.item)
                    one = code.let(f"extractelement {lanes.kind} {total}, i64 {n}")
                    put(code, lanes, one, place, self.adds)


class _One:
    """By rows of S: z[m] = Σ_k S[m, k …] v[k …], whole registers of k."""

    def __init__(self, lanes, adds):
        self.lanes, self.code, self.adds = lanes, lanes.code, adds

    def write(self):
        code, width = self.code, self.lanes.width
        self.whole = code.integer("mul", code.integer("sdiv", "%K", width), width)
        self.rest = self.lanes.first(code.integer("sub", "%K", self.whole))
        many = code.integer("mul", code.integer("sdiv", "%M", ABREAST), ABREAST)
        with code.loop(0, many, ABREAST) as m:
            self._rows(m, ABREAST)
        with code.loop(many, "%M") as m:
            self._rows(m, 1)

    def _rows(self, m, n):
        code, lanes = self.code, self.lanes
        sums = [code.reserve(lanes.kind) for _ in range(n)]
        rows = [code.integer("mul", code.integer("add", m, r), "%N") for r in range(n)]
        for place in sums:
            lanes.store(lanes.constant(0), place)
        for start, end, mask in ((0, self.whole, None), (self.whole, "%K", self.rest)):
            with code.loop(start, end, lanes.width) as k:
                v = lanes.load(code.at("%v", k, lanes.item), mask)
                for row, place in zip(rows, sums, strict=True):
                    s = lanes.load(code.at("%S", code.integer("add", row, k), lanes.item), mask)
                    lanes.store(lanes.multiply_add(s, v, lanes.load(place)), place)
        for r, place in enumerate(sums):
            z = code.at("%z", code.integer("mul", code.integer("add", m, r), "%Z"), lanes.item)
            put(code, lanes, lanes.sum(lanes.load(place)), z, self.adds)


def put(code, lanes, one, place, adds):
    """A single float to its place, or added to what is there."""
    if adds:
        there = code.let(f"load {lanes.item}, ptr {place}, align {lanes.dtype.itemsize}")
        one = code.let(f"fadd {lanes.item} {there}, {one}")
    code.do(f"store {lanes.item} {one}, ptr {place}, align {lanes.dtype.itemsize}")
