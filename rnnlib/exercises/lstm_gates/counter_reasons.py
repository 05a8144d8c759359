"""Why a unit does not count: its gates speak for themselves."""


def reason(f, i, o, g_a, g_b, U):
    """A sentence on the first gate that is not as counting needs it.

    f, i, o: the smallest value of each gate; g_a, g_b: the candidate after a single symbol.
    """
    return (
        _recurrent(U)
        or _swapped(f, o)
        or _forget(f)
        or _input(i)
        or _candidate(g_a, g_b)
        or "Look at $f$, $i$ and $g$ after each symbol: which is not what counting needs?"
    )


def _swapped(f, o):
    if f < 0.9 < 0.99 < o:
        return "Is the forget gate in its place? The columns are $i, f, o, g$; your $o$ is full."
    return None


def _forget(f):
    if f < 0.1:
        return (
            "The forget gate is closed: only the last symbol is left. Its bias `b[1]` must be "
            "large and *positive*; $f = 1$ means keep."
        )
    if f < 0.7:
        return (
            "The forget gate is half open: it must be 1, or the count leaks away. Its bias is "
            "`b[1]`."
        )
    if f < 0.9995:
        return (
            f"The forget gate leaks: {_almost(f)} per step looks like a lot, but it is "
            "multiplied at every step. It must be 1 to three places: a larger `b[1]`."
        )
    return None


def _input(i):
    if i < 0.996:
        return (
            f"The input gate is {_almost(i)}: it must be 1, or less than a whole is counted. Its "
            "bias is `b[0]`."
        )
    return None


def _candidate(g_a, g_b):
    if max(abs(g_a), abs(g_b)) < 0.01:
        return (
            "The candidate $g$ is 0: nothing is ever written. Its column is the last one, "
            "`W[:, 3]`."
        )
    if g_a < 0 < g_b:
        return "The count runs the wrong way: $g$ must be 1 for `a` and −1 for `b`."
    for symbol, row, g, sign in (("a", 0, g_a, 1), ("b", 1, g_b, -1)):
        if sign * g < 0.01:
            counted = "is not counted" if abs(g) < 0.01 else "counts the wrong way"
            return f"`{symbol}` {counted}: $g$ must be {sign:+d} for it. That is `W[{row}, 3]`."
        if sign * g < 0.996:
            return (
                f"The candidate is too weak: it is {_almost(g)} for `{symbol}`, so that every one "
                f"counts for less than a whole. Make `W[{row}, 3]` larger."
            )
    return None


def _almost(value):
    """Two places, or as many as tell it from 1."""
    return next(w for w in (f"{value:.{n}f}" for n in range(2, 6)) if abs(float(w)) < 1)


def _recurrent(U):
    if abs(U).max() > 0:
        return "What the unit showed, $h^-$, reaches its gates through `U`. Here it should not."
    return None
