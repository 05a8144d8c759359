"""Why two arrays do not fit on either side of an operator, and what would."""

import re

from rnnlib.exercises.machinery.place import listed


def product(place, a, b):
    """Why A @ B does not fit."""
    if not a.shape or not b.shape:
        return "`@` is for matrices; a number is multiplied by `*`."
    columns, rows = a.letters[-1], b.letters[-2 if len(b.shape) > 1 else 0]
    says = f"Left of `@` are {columns} columns, right of it {rows} rows: they must be equal."
    fits = [
        array
        for name in place.arguments
        if len((array := place.argument(name)).shape) == 2 and name != b.code.removesuffix(".T")
        if array.letters[0] == columns and array.shape[0] == a.shape[-1] and _is_weight(name)
    ]
    turned = {array.code: _turned(array) for array in (a, b)}
    hints = []
    if any("concatenate(" in one.code and "axis" not in one.code for one in (a, b)):
        hints.append("`np.concatenate` joins one below the other; side by side it is `axis=1`.")
    if re.fullmatch(rf"\d{re.escape(columns)}", rows):
        hints.append(f"{rows} are all gates: lay theirs side by side, `axis=1`, or take one block.")
    if _is_weight(a.code) and not _is_weight(b.code):
        weight, row = a.code.removesuffix(".T"), b.code.removesuffix(".T")
        hints.append(f"Inputs and states are rows here and stand on the left: `{row} @ {weight}`.")
    if len(b.shape) == 2 and b.shape[1] == a.shape[-1] and "(" not in b.code:
        hints.append(f"`{turned[b.code]}` has {columns} rows.")
    if fits and _is_weight(b.code):
        traded = {b.code, fits[0].code} == {"W", "U"}
        fit = f"{fits[0]}: that one has {columns} rows."
        fit += " Have `W` and `U` traded places?" if traded else ""
        hints.insert(len(hints) if a.code.startswith("d") else 0, fit)
    if len(a.shape) == len(b.shape) == 2 and a.letters[0] == b.letters[0] == "B":
        hints.insert(
            0,
            f"`{turned[a.code]} @ {b.code}` is {listed((a.letters[1], b.letters[1]))}: "
            f"the sum over {a.letters[0]}.",
        )
    if len(a.shape) == 2 == len(b.shape) and b.shape[1] == a.shape[0]:
        hints.append(f"The other way round, `{b.code} @ {a.code}`, they fit.")
    return " ".join([says, *hints[:1]])


def elementwise(place, a, b, times):
    """Why A + B, A * B do not fit."""
    if len(a.shape) == 2 and a.shape == b.shape[::-1]:
        return "One of them is turned round: is a `.T` missing, or one too many?"
    if times and a.shape and len(b.shape) == 2 and a.shape[-1] == b.shape[0]:
        return "`*` multiplies number by number. The product of matrices is `@`."
    if len(a.shape) == len(b.shape) > 2 and sorted(a.letters) == sorted(b.letters):
        return "Their axes stand in another order. Time comes first, then the batch: (T, B, …)."
    for thin, wide in ((a, b), (b, a)):
        n = len(thin.shape)
        if n < len(wide.shape) and thin.shape == wide.shape[:n] != wide.shape[-n:]:
            return f"`{thin.code}` has no axis {wide.letters[n]} yet: `{thin.code}[..., None]`."
    pairs = zip(
        reversed(a.letters), reversed(b.letters), a.shape[::-1], b.shape[::-1], strict=False
    )
    apart = [(p, q) for p, q, m, n in pairs if m != n and 1 not in (m, n)]
    if "None" in a.code + b.code:
        return "`None` makes an axis of length 1. Without it, one number for each column is added."
    for p, q in apart[:1]:
        for narrow, broad in ((p, q), (q, p)):
            if re.fullmatch(rf"\d{re.escape(narrow)}", broad):
                return (
                    f"{broad} are the columns of all gates: take the block of one, {narrow} wide."
                )
            if broad == f"{narrow}+1":
                return (
                    f"{broad} states are there, with that before the first step: `[1:]` are those "
                    "after each step, `[:-1]` those before it."
                )
        if {p, q} == {"D", "H"} and "W" in place.arguments:
            return "D is the width of the input, H that of the state: only `@ W` leads from D to H."
        return f"From the last axis on, sizes must be equal (or 1); here {p} meets {q}."
    return "From the last axis on, sizes must be equal (or 1)."


def _is_weight(code):
    """Whether the array is a parameter, turned round or one step's of them: `W`, `U.T`, `V[t]`."""
    return re.fullmatch(r"(?:W|U|V)(?:_\w+)?(?:\[\w+\])?(?:\.T)?", code) is not None


def _turned(array):
    return array.code.removesuffix(".T") if array.code.endswith(".T") else f"{array.code}.T"
