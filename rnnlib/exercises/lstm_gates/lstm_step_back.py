"""One step of an LSTM, backward."""

import numpy as np

from rnnlib.cells import LSTMCell
from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers import Recurrent

STATEMENT = r"""
Undo `step`, from its last line to its first. What arrives is $\partial L/\partial h$ (`dh`) and
$\partial L/\partial c$ (`dc`, what the *next* step sends back along the carry), both $(B, H)$.
`gates` is `(i, f, o, g, m)` as `step` returned it.

Return `dx, dh_, dc_, dW, dU, db`, each with the shape of what it belongs to. Remember that $c$
is used twice: by $h$, through $m$, and by the next step.
Leave the arguments as they are: others still need them.
"""

HINTS = (
    "Begin with $h = o \\odot m$: it gives `do` and `dm`. Then collect *all* of `dc`: what arrived "
    "plus what comes through $m$.",
    "With $y = \\tanh(z)$, $\\tanh'(z) = 1 - y^2$; with $s = \\sigma(z)$, "
    "$\\sigma'(z) = s (1 - s)$. You hold $y$ and $s$, so no tanh or σ is called here at all.",
    "Put the four blocks side by side, `dz = np.concatenate((…), axis=1)`, in the order "
    "$i, f, o, g$. From $z = x W + h^- U + b$ follow the other five in one line each: "
    "$dx = dz\\, W^\\top$, $dW = x^\\top dz$ and so on; for $b$ the rows of `dz` are added up.",
)


def step_back(dh, dc, gates, x, h_, c_, W, U):
    i, f, o, g, m = gates
    do, dm = dh * m, dh * o
    dc = dc + dm * (1 - m**2)
    df, dc_ = dc * c_, dc * f
    di, dg = dc * g, dc * i
    dz_i = di * i * (1 - i)
    dz_f = df * f * (1 - f)
    dz_o = do * o * (1 - o)
    dz_g = dg * (1 - g**2)
    dz = np.concatenate((dz_i, dz_f, dz_o, dz_g), axis=1)
    dx, dh_ = dz @ W.T, dz @ U.T
    dW, dU, db = x.T @ dz, h_.T @ dz, dz.sum(0)
    return dx, dh_, dc_, dW, dU, db


def _again(gate):
    return Bug(f"d{gate} * {gate} * (1 - {gate})",
        f"d{gate} / (1 + np.exp(-{gate})) / (1 + np.exp({gate}))",
        f"σ′ is applied to the activation: ${gate}$ is σ(z) already, so the slope is "
        f"${gate} (1 - {gate})$.")  # fmt: skip


def _flat(gate):
    return Bug(f"d{gate} * {gate} * (1 - {gate})", f"d{gate}",
        f"σ′ is missing: ${gate} = \\sigma(z_{gate})$, so its slope ${gate} (1 - {gate})$ "
        f"belongs to $dz_{gate}$.")  # fmt: skip


BUGS = (
    Bug("dc = dc + dm", "dc = dm",
        "The carry is missing: `dc` of the next step arrives, too, and must be added to what "
        "comes through $m$."),
    Bug("dc = dc + dm * (1 - m**2)", "dc = dc",
        "The path through $m$ is missing: $h$ sees $c$, so `dh` must reach `dc`."),
    Bug("dm * (1 - m**2)", "dm", "tanh′ is missing between $m$ and $c$: $1 - m^2$."),
    Bug("dm * (1 - m**2)", "dm * (1 - np.tanh(m)**2)",
        "tanh′ is applied to the activation: $m$ is tanh(c) already, so the slope is $1 - m^2$."),
    Bug("dm * (1 - m**2)", "dh * (1 - m**2)",
        "On the way from $h$ to $m$ stands $o$: `dm = dh * o`."),
    Bug("dc * c_, dc * f", "dc * c_, dc",
        "$f$ is missing on the way back: $c = f \\odot c^- + …$ gives `dc_ = dc * f`."),
    Bug("dc * c_, dc * f", "dc * c_, (dc - dm * (1 - m**2)) * f",
        "`dc_` has only what arrived along the carry. First add what comes through $m$."),
    Bug("dc * c_, dc * f", "dc * c_, np.zeros_like(dc)",
        "The carry ends here: `dc_` must go on to the step before."),
    Bug("df, dc_ = dc * c_,", "df, dc_ = dc * np.arctanh(m),",
        "Off by one: $f$ multiplies the *old* state, so `df = dc * c_`."),
    Bug("do, dm = dh * m", "do, dm = dh * np.arctanh(m)",
        "$o$ multiplies $m = \\tanh(c)$, not $c$."),
    Bug("di, dg = dc * g, dc * i", "di, dg = dc * i, dc * g",
        "`di` and `dg` have traded factors: $i$ multiplies $g$, so `di = dc * g`."),
    *map(_again, "ifo"),
    *map(_flat, "ifo"),
    Bug("dg * (1 - g**2)", "dg * (1 - np.tanh(g)**2)",
        "tanh′ is applied to the activation: $g$ is tanh(z) already, so the slope is $1 - g^2$."),
    Bug("dg * (1 - g**2)", "dg", "tanh′ is missing: $g = \\tanh(z_g)$."),
    Bug("dg * (1 - g**2)", "dg * g * (1 - g)", "$g$ comes from tanh, whose slope is $1 - g^2$."),
    Bug("dz_o, dz_g)", "dz_g, dz_o)", "Gates swapped: the blocks are $i, f, o, g$."),
    Bug("(dz_i, dz_f", "(dz_f, dz_i", "Gates swapped: the blocks are $i, f, o, g$."),
    Bug("dz.sum(0)", "dz.mean(0)", "`db` is the sum over the batch, not the mean."),
    Bug("h_.T @ dz", "(o * m).T @ dz",
        "Off by one: the gates saw the old state, so $dU = (h^-)^\\top dz$."),
    Bug("return dx, dh_, dc_,", "return dx, dc_, dh_,",
        "`dh_` and `dc_` have traded places in what you return: `dx, dh_, dc_, dW, dU, db`."),
)  # fmt: skip

_SLOPE = "It is the adjoint of gate ${0}$ times its slope, ${0} (1 - {0})$; "
RULES = {
    "dc_": "It is `dc` times $f$, once all of `dc` has been collected.",
    "db, gate i": _SLOPE.format("i") + "`di` is `dc * g`.",
    "db, gate f": _SLOPE.format("f") + "`df` is `dc * c_`.",
    "db, gate o": _SLOPE.format("o") + "`do` is `dh * m`.",
    "db, gate g": "It is `dc * i` times the slope of tanh, $1 - g^2$.",
    "dh_": "It is $dz\\, U^\\top$.",
    "dx": "It is $dz\\, W^\\top$.",
    "dW": "It is $x^\\top dz$.",
    "dU": "It is $(h^-)^\\top dz$.",
}


def trials():
    """Steps of different shapes, the right answers given by the backward run of an `LSTMCell`."""
    return [_trial(*sizes) for sizes in ((1, 2, 3), (4, 3, 2))]


def _trial(B, D, H):
    rng = np.random.default_rng([B, D, H])
    cell = LSTMCell(D, H, rng=rng)
    cell.params["b"] += rng.normal(size=4 * H)
    layer = Recurrent(cell)
    x, h_, c_, dh, dc = (rng.normal(size=(B, n)) for n in (D, H, H, H, H))
    _, tape = layer.forward(x[None], (h_, c_))
    dx, (dh_, dc_), grads = layer.backward(tape, None, (dh, dc))
    W, U = (np.array(cell.params[name]) for name in "WU")
    gates = tuple(np.array(tape[name][0]) for name in "ifogm")
    db = np.split(grads["b"], 4)
    answers = {"dc_": dc_} | {f"db, gate {k}": d for k, d in zip("ifog", db, strict=True)}
    answers |= {"dh_": dh_, "dx": dx[0], "dW": grads["W"], "dU": grads["U"]}
    return Trial(
        arguments=(dh, dc, gates, x, h_, c_, W, U),
        names=("dh", "dc", "gates", "x", "h_", "c_", "W", "U"),
        returns={
            "dx": x.shape, "dh_": h_.shape, "dc_": c_.shape,
            "dW": W.shape, "dU": U.shape, "db": (4 * H,),
        },
        answers=answers,
        rules=RULES,
        gates=("i", "f", "o", "g"),
    )  # fmt: skip


lstm_step_back = Exercise(
    "one step of an LSTM, backward",
    statement=STATEMENT,
    hints=HINTS,
    solution=step_back,
    bugs=BUGS,
    trials=trials,
    axes={"dh": "B H", "dc": "B H", "x": "B D", "h_": "B H", "c_": "B H", "W": "D 4H", "U": "H 4H"},
)
