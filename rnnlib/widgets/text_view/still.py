"""A TextView in one sentence and one figure."""

import numpy as np

from rnnlib import notation, plots
from rnnlib.language import say
from rnnlib.widgets.shared.still import number, size


def sentence(view):
    """What the characters are shaded by, at the cursor and where it is largest."""
    values, T, t = _values(view), view._choices["t"], view.t
    if view.mode == "sensitivity":
        far = int(values[: t + 1].argmax())
        most = {"far": far + 1, "character": _label(view, far), "size": size(values[far])}
        return say("text.still_moves", T=T, t=t + 1, label=_label(view, t), **most)
    symbol = notation.short(view.name, view.notation) if view.name in notation.TABLE else view.name
    numbers = {"value": number(values[t]), "low": number(values.min())}
    numbers |= {"high": number(values.max()), "unit": view.unit}
    return say("text.still", T=T, symbol=symbol, t=t + 1, label=_label(view, t), **numbers)


def figure(view):
    """The text line by line, each character shaded by its value; that of the cursor is framed."""
    tokens = view.tokens
    spread = np.repeat(_values(view), list(map(len, tokens)))
    moves = view.mode == "sensitivity"
    return plots.unit_over_text(
        spread,
        "".join(tokens),
        name="h" if moves or view.name not in notation.TABLE else view.name,
        mark=sum(map(len, tokens[: view.t])),
    )


def _values(view):
    """(T,) of what is shown."""
    if view.mode == "sensitivity":
        T = view._choices["t"]
        return np.frombuffer(view._influence, "<f4").reshape(T, T)[view.t].astype(float)
    start, rows, _, _ = view._run["series"][view.name]
    H = view._run["H"]
    values = np.frombuffer(view._numbers, "<f4")[start : start + rows * H]
    return values.reshape(rows, H)[:, view.unit].astype(float)


def _label(view, t):
    return {"\n": "↵", " ": "␣"}.get(view.tokens[t], view.tokens[t])
