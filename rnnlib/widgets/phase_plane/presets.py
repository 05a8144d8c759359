"""What two units can do when they are left to themselves, and when an input pushes them."""

import math

SAYS = {
    "decay": "Every step keeps 0.8 of the state: wherever it starts, it fades to 0.",
    "spiral": "0.9 × a turn by 30°: it goes round and shrinks, into the fixed point at 0.",
    "circle": "A turn by 45° that keeps the length: eight steps, and it is back. A cycle of 8.",
    "saddle": "It shrinks along one direction and grows along the other: 0 is a saddle. Start on "
    "the second axis, and it comes to rest; start anywhere else, and it escapes.",
    "escape": "1.1 × a turn by 30°: it grows for ever. Nothing bounds a linear state.",
    "memory": "Squashed by tanh, and with {U} = 2 along the first axis: two stable fixed points. "
    "The sign of the first number is kept for ever.",
    "bits": "Both directions hold a sign: four stable fixed points, two bits.",
    "clock": "2 × a turn by 90°: a cycle of four states, from almost every start. It counts time "
    "with no input at all.",
    "ring": "1.3 × a turn by 40°: it neither rests nor repeats. It goes round a ring.",
    "latch": "Two stable fixed points, and an input that pushes from one to the other. Between "
    "pulses the state stays where the last one sent it.",
    "ringing": "0.9 × a turn by 30°, and two pulses: each one rings on and fades. For a while the "
    "state tells when the last pulse was.",
}


def turn(scale, degrees):
    """scale × the rotation by ``degrees``, counter-clockwise for rows: (1, 0) U = (cos, sin)."""
    c, s = (scale * f(math.radians(degrees)) for f in (math.cos, math.sin))
    return [[c, s], [-s, c]]


def diagonal(first, second):
    """The matrix that scales the two numbers of a row apart."""
    return [[first, 0.0], [0.0, second]]


# name: U, the start, and whether tanh squashes
ALONE = {
    "decay": (diagonal(0.8, 0.8), (0.9, 0.7), False),
    "spiral": (turn(0.9, 30), (1.2, 0.0), False),
    "circle": (turn(1.0, 45), (1.0, 0.0), False),
    "saddle": (diagonal(1.1, 0.7), (0.05, 1.3), False),
    "escape": (turn(1.1, 30), (0.2, 0.0), False),
    "memory": (diagonal(2.0, 0.5), (0.1, 0.9), True),
    "bits": (diagonal(2.0, 2.0), (0.1, -0.05), True),
    "clock": (turn(2.0, 90), (0.05, 0.02), True),
    "ring": (turn(1.3, 40), (0.05, 0.0), True),
}
PUSHED = {
    "latch": (diagonal(2.0, 0.5), (3.0, 1.0), {0.1: 1, 0.4: -1, 0.55: -1, 0.75: 1}),
    "ringing": (turn(0.9, 30), (1.0, 0.0), {0.05: 1, 0.6: -1}),
}


def presets(T):
    """{name: the traits that it sets}, for T steps."""
    made = {
        name: _traits(U=U, h0=list(h0), squash=squash, x=[0.0] * T)
        for name, (U, h0, squash) in ALONE.items()
    }
    for name, (U, W, heights) in PUSHED.items():
        x = [0.0] * T
        for part, height in heights.items():
            x[min(T - 1, int(part * T))] = float(height)
        made[name] = _traits(U=U, W=list(W), x=x, driven=True)
    return made


def _traits(**changes):
    plain = {"W": [1.0, 0.0], "b": [0.0, 0.0], "h0": [0.0, 0.0], "squash": True, "driven": False}
    return plain | changes
