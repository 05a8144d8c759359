"""Products of many steps: Σ_t a_t b_tᵀ, the gradient of a matrix, and z_t = S v_t for every t."""

from rnnlib.compiled.code import Code
from rnnlib.compiled.lanes import LETTERS
from rnnlib.compiled.products import tile


def sums(machine, dtype):
    """The functions @outer and @apply.

    @outer(a, stepa, I, b, stepb, J, out, N, T, B, first, last, adds, room): out (I, J) += Σ a bᵀ
    over the columns first … last − 1 of T steps of a (T, I, B) and b (T, J, B); if ``adds`` is 0,
    out = Σ a bᵀ. A row of out is N floats further than the one before, ``room`` is for the panels
    of a and one of b.

    @apply(S, v, stepv, K, z, stepz, M, T, B, first, last), S in panels: z_t = S v_t.
    """
    return _outer(machine, LETTERS[dtype], 2 * machine.width(dtype)) + _apply(LETTERS[dtype])


def _outer(machine, item, width):
    code = Code(
        "define void @outer(ptr %a, i64 %stepa, i64 %I, ptr %b, i64 %stepb, i64 %J, ptr %out, "
        "i64 %N, i64 %T, i64 %B, i64 %first, i64 %last, i64 %adds, ptr %room)"
    )
    rows, n = tile(machine), code.integer("sub", "%last", "%first")
    n = code.integer("mul", n, "%T")
    panels = code.integer("sdiv", code.integer("add", "%I", rows - 1), rows)
    tall = code.integer("mul", code.integer("mul", panels, rows), n)
    wide = code.at("%room", tall, item)
    span = "i64 %B, i64 %first, i64 %last"
    code.do(f"call void @pack_a(ptr %a, ptr %room, i64 %T, i64 %stepa, i64 %I, {span})")
    with code.loop(0, "%J", width) as j:  # a panel of b goes from the first cache into the sums
        b = code.at("%b", code.integer("mul", j, "%B"), item)
        out = code.at("%out", j, item)
        left = code.integer("sub", "%J", j)
        some = code.choose(code.is_("slt", left, width), left, width)
        code.do(f"call void @pack_b(ptr {b}, ptr {wide}, i64 %T, i64 %stepb, i64 {some}, {span})")
        given = f"(ptr %room, ptr {wide}, ptr {out}, i64 %I, i64 {n}, i64 {width}, i64 %N, i64 0, "
        for adds, name in enumerate(("set", "add")):
            with code.when(code.is_("eq", "%adds", adds)):
                code.do(f"call void @{name}{given}i64 {some})")
    return code.text()


def _apply(item):
    code = Code(
        "define void @apply(ptr %S, ptr %v, i64 %stepv, i64 %K, ptr %z, i64 %stepz, i64 %M, "
        "i64 %T, i64 %B, i64 %first, i64 %last)"
    )
    with code.loop(0, "%T") as t:
        v = code.at("%v", code.integer("mul", t, "%stepv"), item)
        z = code.at("%z", code.integer("mul", t, "%stepz"), item)
        code.do(
            f"call void @set(ptr %S, ptr {v}, ptr {z}, i64 %M, i64 %K, i64 %B, i64 %B, "
            "i64 %first, i64 %last)"
        )
    return code.text()
