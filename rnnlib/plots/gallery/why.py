"""Figures of the chapter on why recurrence."""

import numpy as np

from rnnlib.analysis import StateMap, fixed_points
from rnnlib.plots.picture import Picture
from rnnlib.plots.recurrence.branches import branches
from rnnlib.plots.recurrence.phase_plane import phase_plane, phase_planes
from rnnlib.plots.recurrence.rows import row_equation


def turn(scale, degrees):
    """scale × the rotation by ``degrees``, counter-clockwise for rows."""
    c, s = scale * np.cos(np.radians(degrees)), scale * np.sin(np.radians(degrees))
    return np.array([[c, s], [-s, c]])


def planes():
    """Six recurrent matrices and what they make of a state that is left to itself."""
    maps = {
        "0.8: decay": StateMap(0.8 * np.eye(2), squash=False),
        "0.9 × 30°: spiral": StateMap(turn(0.9, 30), squash=False),
        "1 × 45°: a cycle of 8": StateMap(turn(1.0, 45), squash=False),
        "tanh, 2 and 0.5: a memory": StateMap(np.diag([2.0, 0.5])),
        "tanh, 2 × 90°: a clock of 4": StateMap(turn(2.0, 90)),
        "tanh, 1.3 × 40°: a ring": StateMap(turn(1.3, 40)),
    }
    starts = [[0.9, 0.7], [1.2, 0], [1, 0], [0.1, 0.9], [0.05, 0.02], [0.05, 0]]
    return Picture(
        phase_planes(maps, {name: [s] for name, s in zip(maps, starts, strict=True)}),
        "Six phase planes of two numbers under different recurrent matrices, each with one walk of "
        "40 steps: straight decay to 0, a spiral into 0, a cycle of eight, two stable fixed points "
        "with a saddle between them, a cycle of four, and a ring that never repeats.",
    )


def latch():
    """Two stable fixed points, and pulses that push the state from one to the other."""
    U, W = np.diag([2.0, 0.5]), np.array([3.0, 1.0])
    h, walk = np.zeros(2), [np.zeros(2)]
    for t in range(40):
        h = np.tanh(h @ U + {4: 1, 16: -1, 22: -1, 30: 1}.get(t, 0) * W)
        walk.append(h)
    return Picture(
        phase_plane(StateMap(U), walk),
        "A phase plane with stable fixed points at (0.96, 0) and (−0.96, 0) and a saddle at 0. A "
        "state is pushed from one side to the other by pulses and creeps to the fixed point there.",
    )


def pitchfork():
    """The fixed points of one unit while its recurrent weight grows."""
    u = np.linspace(0, 2, 81)
    return Picture(
        branches(
            u,
            [fixed_points(StateMap([[one]])) for one in u],
            xlabel="recurrent weight $u$",
            ylabel="fixed points of tanh($u\\,h$)",
        ),
        "The fixed points of one unit, h = tanh(u h), for u from 0 to 2: a single stable one at 0 "
        "up to u = 1, and from there two stable ones that part, reaching ±0.96 at u = 2, with an "
        "unstable one between them.",
    )


def step():
    """One step with its numbers."""
    x, h = np.array([-1.0]), np.array([0.5, -0.8])
    W, U, b = np.array([[3.0, 1.0]]), np.array([[2.0, 0.0], [0.3, 0.5]]), np.array([0.1, -0.2])
    now = np.tanh(x @ W + h @ U + b)
    parts = [("h", now), "= tanh(", ("x", x), ("W", W), "+", ("h⁻", h), ("U", U), "+", ("b", b)]
    return Picture(
        row_equation([*parts, ")"]),
        "One step of a recurrent network of two units with its numbers: the input row x W, the old "
        f"state through U, and the bias add up, and tanh makes the new state {now[0]:.2f}, "
        f"{now[1]:.2f}.".replace("-", "−"),
    )


FIGURES = {
    "why_phase_planes": planes,
    "why_latch": latch,
    "why_pitchfork": pitchfork,
    "why_step": step,
}
