"""Products of rows with rows, a bᵀ, both read in their order: registers hold parts of rows."""

from itertools import product

from rnnlib.compiled.code import Code
from rnnlib.compiled.few import put
from rnnlib.compiled.lanes import Lanes


def dots(machine, dtype):
    """The function @dots (a, I, A, b, J, B, out, N, K): out[i, j] = Σ_k a[i, k] b[j, k].

    A, B and N are the floats from a row of a, b and out to the next; there are I rows of a, J of b.
    """
    code = Code(
        "define void @dots(ptr noalias %a, i64 %I, i64 %A, ptr noalias %b, i64 %J, i64 %B, "
        "ptr noalias %out, i64 %N, i64 %K)"
    )
    lanes = Lanes(code, dtype, machine.width(dtype))
    tall, wide = (4, 6) if machine.registers == 32 else (2, 4)  # sums that fit into registers
    with code.loop(0, "%J", wide) as j, code.loop(0, "%I", tall) as i:  # b is read once
        a = [_row(code, lanes, "%a", "%A", i, r, "%I") for r in range(tall)]
        b = [_row(code, lanes, "%b", "%B", j, r, "%J") for r in range(wide)]
        sums = _sums(code, lanes, a, b)
        for (r, s), place in sums.items():
            there = code.let(f"and i1 {_is_there(code, i, r, '%I')}, {_is_there(code, j, s, '%J')}")
            with code.when(there):
                at = code.integer("mul", code.integer("add", i, r), "%N")
                at = code.integer("add", at, code.integer("add", j, s))
                total = lanes.sum(lanes.load(place))
                put(code, lanes, total, code.at("%out", at, lanes.item), False)
    return code.text()


def _is_there(code, first, r, n):
    return code.is_("slt", code.integer("add", first, r), n)


def _row(code, lanes, array, step, first, r, n):
    """Row first + r of n; in the place of one that is not there, the first."""
    there = code.choose(_is_there(code, first, r, n), r, 0)
    row = code.integer("mul", code.integer("add", first, there), step)
    return code.at(array, row, lanes.item)


def _sums(code, lanes, a, b):
    """Of every row of a with every row of b."""
    sums = {pair: code.reserve(lanes.kind) for pair in product(range(len(a)), range(len(b)))}
    for place in sums.values():
        lanes.store(lanes.constant(0), place)
    whole = code.integer("sub", "%K", code.integer("srem", "%K", lanes.width))
    rest = lanes.first(code.integer("sub", "%K", whole))
    for start, end, mask in ((0, whole, None), (whole, "%K", rest)):
        with code.loop(start, end, lanes.width) as k:
            seen = [lanes.load(code.at(row, k, lanes.item), mask) for row in a]
            for s, row in enumerate(b):
                y = lanes.load(code.at(row, k, lanes.item), mask)
                for r, x in enumerate(seen):
                    place = sums[r, s]
                    lanes.store(lanes.multiply_add(x, y, lanes.load(place)), place)
    return sums
