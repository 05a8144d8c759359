"""z = S v for few columns: registers hold rows of S, since there are no columns to fill them.

@set_few and @add_few read S column by column, S[m, k] at k·N + m; @set_one and @add_one row by row,
S[m, k] at m·N + k, for a single column. There is little to do with a number of S but to read it,
and memory is read fastest in its order: as much of a column, or of a row, at a time as can be.
"""

from functools import reduce

from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.products import NAMES, SIGNATURE

SPARE = 4  # registers that hold no sum
TURNS = 8  # sums that are added to in turn: none waits for itself


def few(machine, dtype):
    """The functions @set_few, @add_few, @set_one and @add_one: as `products`, but with the distance
    N between columns or rows of S after S."""
    most, width = machine.registers - SPARE, machine.width(dtype)
    code = Code(
        "define internal void @column(ptr %S, ptr %v, ptr %sums, i64 %n, i64 %left, i64 %K, "
        "i64 %V, i64 %N)"
    )
    sums = _Sums(Lanes(code, dtype, width))
    for n in range(1, most + 1):
        with code.when(code.is_("eq", "%n", n)):
            sums.write(n)
    made = [code.text()]
    for adds, name in ((False, "set"), (True, "add")):
        for kind in (_Few, _One):
            signature = SIGNATURE.format(*NAMES) + ", i64 %N"
            code = Code(f"define void @{name}_{kind.__name__[1:].lower()}({signature})")
            kind(Lanes(code, dtype, width), adds, most).write()
            made.append(code.text())
    return "".join(made)


class _Sums:
    """Σ_k S[…, k] v[k], n registers of rows, of which the last may not be full."""

    def __init__(self, lanes):
        self.lanes, self.code = lanes, lanes.code

    def write(self, n):
        code, lanes, together = self.code, self.lanes, -(-TURNS // n)
        last = lanes.first(code.integer("sub", "%left", (n - 1) * lanes.width))
        masks = [None] * (n - 1) + [last]
        sums = [[code.reserve(lanes.kind) for _ in masks] for _ in range(together)]
        for place in sum(sums, []):
            lanes.store(lanes.constant(0), place)
        many = code.integer("sub", "%K", code.integer("srem", "%K", together))
        with code.loop(0, many, together) as k:
            for j, places in enumerate(sums):
                self._column(code.integer("add", k, j), masks, places)
        if together > 1:
            with code.loop(many, "%K") as k:
                self._column(k, masks, sums[0])
        for j in range(n):
            total = reduce(lanes.add, (lanes.load(places[j]) for places in sums))
            lanes.store(total, code.at("%sums", j, lanes.kind))

    def _column(self, k, masks, places):
        code, lanes = self.code, self.lanes
        S = code.at("%S", code.integer("mul", k, "%N"), lanes.item)
        v = lanes.everywhere(code.at("%v", code.integer("mul", k, "%V"), lanes.item))
        for j, (mask, place) in enumerate(zip(masks, places, strict=True)):
            s = lanes.load(code.at(S, j * lanes.width, lanes.item), mask)
            lanes.store(lanes.multiply_add(s, v, lanes.load(place)), place)


class _Few:
    """By columns of S: z[m …] = Σ_k S[m …, k] v[k], whole registers of m."""

    def __init__(self, lanes, adds, most):
        self.lanes, self.code, self.adds, self.most = lanes, lanes.code, adds, most

    def write(self):
        code, width, most = self.code, self.lanes.width, self.most
        self.sums = code.reserve(f"[{most} x {self.lanes.kind}]")
        all_ = code.integer("sdiv", code.integer("add", "%M", width - 1), width)
        parts = code.integer("sdiv", code.integer("add", all_, most - 1), most)
        with code.loop("%first", "%last") as c, code.loop(0, parts) as part:
            start, end = (
                code.integer("sdiv", code.integer("mul", all_, p), parts)
                for p in (part, code.integer("add", part, 1))
            )
            m, n = code.integer("mul", start, width), code.integer("sub", end, start)
            left, tall = code.integer("sub", "%M", m), code.integer("mul", n, width)
            S, v = (code.at(*at, self.lanes.item) for at in (("%S", m), ("%v", c)))
            given = f"i64 {n}, i64 {left}, i64 %K, i64 %V, i64 %N"
            code.do(f"call void @column(ptr {S}, ptr {v}, ptr {self.sums}, {given})")
            self._put(m, code.choose(code.is_("slt", left, tall), left, tall), c)

    def _put(self, m, n, c):
        """n rows of column c: side by side only if there is no other column."""
        code, lanes = self.code, self.lanes
        z = code.at("%z", code.integer("add", code.integer("mul", m, "%Z"), c), lanes.item)
        alone = code.is_("eq", "%Z", 1)
        with code.when(alone), code.loop(0, n, lanes.width) as r:
            mask = lanes.first(code.integer("sub", n, r))
            place = code.at(z, r, lanes.item)
            total = lanes.load(code.at(self.sums, r, lanes.item))
            total = lanes.add(lanes.load(place, mask), total) if self.adds else total
            lanes.store(total, place, mask)
        with code.when(code.let(f"xor i1 {alone}, true")), code.loop(0, n) as r:
            one = code.let(f"load {lanes.item}, ptr {code.at(self.sums, r, lanes.item)}")
            place = code.at(z, code.integer("mul", r, "%Z"), lanes.item)
            put(code, lanes, one, place, self.adds)


class _One:
    """By rows of S: z[m] = Σ_k S[m, k …] v[k …], whole registers of k."""

    def __init__(self, lanes, adds, most):
        self.lanes, self.code, self.adds, self.most = lanes, lanes.code, adds, most

    def write(self):
        code, width, abreast = self.code, self.lanes.width, 1 << self.most.bit_length() - 1
        self.whole = code.integer("and", "%K", -width)
        self.rest = self.lanes.first(code.integer("sub", "%K", self.whole))
        long = code.is_("sge", "%K", 2 * TURNS * width)
        many = code.choose(long, 0, code.integer("and", "%M", -abreast))
        with code.loop(0, many, abreast) as m:
            self._rows(m, abreast)
        with code.loop(many, "%M") as m:
            self._rows(m, 1)

    def _rows(self, m, n):
        """n rows, each with so many sums that there are at least `TURNS`."""
        code, lanes, together = self.code, self.lanes, -(-TURNS // n)
        rows = [code.integer("mul", code.integer("add", m, r), "%N") for r in range(n)]
        sums = [[code.reserve(lanes.kind) for _ in rows] for _ in range(together)]
        for place in sum(sums, []):
            lanes.store(lanes.constant(0), place)
        step = together * lanes.width
        many = code.integer("and", "%K", -step)
        with code.loop(0, many, step) as k:
            for j, places in enumerate(sums):
                self._stretch(rows, code.integer("add", k, j * lanes.width), None, places)
        with code.loop(many, self.whole, lanes.width) as k:
            self._stretch(rows, k, None, sums[0])
        with code.loop(self.whole, "%K", lanes.width) as k:
            self._stretch(rows, k, self.rest, sums[0])
        for r in range(n):
            total = reduce(lanes.add, (lanes.load(places[r]) for places in sums))
            z = code.at("%z", code.integer("mul", code.integer("add", m, r), "%Z"), lanes.item)
            put(code, lanes, lanes.sum(total), z, self.adds)

    def _stretch(self, rows, k, mask, places):
        code, lanes = self.code, self.lanes
        v = lanes.load(code.at("%v", k, lanes.item), mask)
        for row, place in zip(rows, places, strict=True):
            s = lanes.load(code.at("%S", code.integer("add", row, k), lanes.item), mask)
            lanes.store(lanes.multiply_add(s, v, lanes.load(place)), place)


def put(code, lanes, one, place, adds):
    """A single float to its place, or added to what is there."""
    if adds:
        there = code.let(f"load {lanes.item}, ptr {place}, align {lanes.dtype.itemsize}")
        one = code.let(f"fadd {lanes.item} {there}, {one}")
    code.do(f"store {lanes.item} {one}, ptr {place}, align {lanes.dtype.itemsize}")
