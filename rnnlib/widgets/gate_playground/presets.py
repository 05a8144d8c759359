"""What one LSTM unit can do with its gates: presets, by hand and by weights, on a fitting input."""

import math

GATES = ("i", "f", "o", "g")
WEIGHTS = tuple(f"{kind}_{gate}" for kind in "wub" for gate in GATES) + ("p_i", "p_f", "p_o")
OPEN = 10.0  # a bias that opens a gate: σ(10) = 0.99995

# What each preset shows, whichever way the gates are moved; symbols as in `rnnlib.notation`.
SAYS = {
    "keep": "One strong input opens {i} and is written. After that {i} ≈ 0 and {f} ≈ 1: {c} stays "
    "as it is, whatever comes in.",
    "forget": "{c} is kept until {f} closes for a single step: everything is gone at once.",
    "write": "{f} ≈ 0 and {i} ≈ 1: {c} is the newest candidate, and nothing is remembered.",
    "count": "{f} ≈ 1 and {i} ≈ 1: every pulse adds one to {c}. It counts on, while {h} shows only "
    "tanh of it and saturates.",
    "leak": "{f} = 0.85: {c} loses 15 % at every step, half of it in 4.3 steps.",
    "latch": "A pulse sets {c}, and it stays set until a pulse of the other sign turns it over.",
}
BY_WEIGHTS = {
    "keep": "Only a strong {x} drives {i} above its bias.",
    "forget": "A negative {x} closes {f}.",
    "write": "The bias of {f} is negative, that of {i} positive.",
    "count": "Large biases hold {f} and {i} open.",
    "leak": "The bias of {f} is ln(0.85 / 0.15) = 1.73.",
    "latch": "Here it is {h⁻} that holds it: {g} feeds {h} back to itself.",
}


def every(value, T: int) -> list[float]:
    """One number for every step as T numbers."""
    return [float(value)] * T if isinstance(value, int | float) else [float(v) for v in value]


def pulses(T: int, heights: dict[float, float], ground=0.0) -> list[float]:
    """Heights at parts 0 … 1 of the time, `ground` elsewhere."""
    values = [ground] * T
    for part, height in heights.items():
        values[min(T - 1, int(part * T))] = height
    return values


def _keep(T):
    x = [round(0.4 * math.sin(0.9 * t), 2) for t in range(T)]
    x[int(0.1 * T)] = 0.9
    gates = {"f": 1, "i": pulses(T, {0.1: 1.0})}
    return x, gates, {"b_f": OPEN, "w_i": 20.0, "b_i": -14.0, "w_g": 3.0}


def _forget(T):
    x = pulses(T, {0.1: 0.9, 0.6: -1.0})
    gates = {"f": pulses(T, {0.6: 0.0}, 1.0), "i": pulses(T, {0.1: 1.0})}
    weights = {"w_f": 12.0, "b_f": 6.0, "w_i": 20.0, "b_i": -14.0, "w_g": 3.0}
    return x, gates, weights


def _write(T):
    x = [round(0.9 * math.sin(0.35 * t), 2) for t in range(T)]
    return x, {"f": 0, "i": 1}, {"b_f": -OPEN, "b_i": OPEN, "w_g": 2.0}


def _count(T):
    x = pulses(T, dict.fromkeys((0.08, 0.2, 0.26, 0.45, 0.62, 0.68, 0.74, 0.9), 1.0))
    return x, {"f": 1, "i": 1}, {"b_f": OPEN, "b_i": OPEN, "w_g": 5.0}


def _leak(T):
    x = pulses(T, {0.08: 1.0, 0.5: 1.0, 0.55: 1.0})
    return x, {"f": 0.85, "i": 1}, {"b_f": 1.73, "b_i": OPEN, "w_g": 5.0}


def _latch(T):
    times = {0.1: 1.0, 0.4: -1.0, 0.7: 1.0}
    gates = {
        "f": pulses(T, dict.fromkeys(times, 0.0), 1.0),
        "i": pulses(T, dict.fromkeys(times, 1.0)),
    }
    return pulses(T, times), gates, {"b_f": -OPEN, "b_i": OPEN, "w_g": 8.0, "u_g": 4.0}


MAKERS = {
    "keep": _keep,
    "forget": _forget,
    "write": _write,
    "count": _count,
    "leak": _leak,
    "latch": _latch,
}


def presets(T: int) -> dict[str, dict]:
    """{name: the traits that it sets}, for T steps."""
    return {name: _traits(*make(T), T) for name, make in MAKERS.items()}


def _traits(x, gates, weights, T):
    return {
        "x": every(x, T),
        "gates": {gate: every(({"o": 1.0, "g": 0.0} | gates)[gate], T) for gate in GATES},
        "weights": dict.fromkeys(WEIGHTS, 0.0) | {"b_o": OPEN} | weights,
        "c0": 0.0,
        "follow": True,
        "peepholes": False,
    }
