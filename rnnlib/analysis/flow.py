"""How large a gradient is on its way back through an untrained network."""

import numpy as np

from rnnlib.analysis.jacobians import with_radius
from rnnlib.cells import Cell, GRUCell, LSTMCell, VanillaCell, VanillaReLUCell
from rnnlib.edge import brief, expect, finite, generator, one_of, positive, whole
from rnnlib.layers import Recurrent
from rnnlib.tape import Tape

KINDS = {
    "vanilla": {"tanh": VanillaCell, "relu": VanillaReLUCell},
    "LSTM": {"tanh": LSTMCell, "relu": LSTMCell},
    "GRU": {"tanh": GRUCell, "relu": GRUCell},
}
D, H, B, NOISE = 4, 24, 8, 0.3


def untrained(kind, *, radius=1.0, forget_bias=1.0, rng):
    """A cell (4 inputs, 24 units) whose recurrent matrix is Gaussian with this spectral radius.

    ``kind`` is a cell class. Where there are gates, every gate's block of U has the radius, and
    ``forget_bias`` is the bias of keeping: that of f in an LSTM, and with the opposite sign that of
    u in a GRU, whose u writes.
    """
    fits = isinstance(kind, type) and issubclass(kind, Cell)
    expect(fits, "kind", "a cell class, such as VanillaCell", brief(kind))
    positive("radius", radius)
    finite("forget_bias", forget_bias)
    cell = kind(D, H, rng=rng)
    for k in range(0, cell.params["U"].shape[1], H):
        cell.params["U"][:, k : k + H] = with_radius(rng.normal(size=(H, H)), radius)
    keep = {"f": forget_bias, "u": -forget_bias}
    for k, gate in enumerate(cell.gates):
        if gate in keep:
            cell.params["b"][k * H : (k + 1) * H] = keep[gate]
    return cell


def gradient_flow(cell, steps, *, rng):
    """‖∂L/∂s‖ after 0, 1, … steps − 1 steps back from the loss, (steps,).

    s is the state that is the cell's memory: h, in an LSTM c. The loss looks at the last h alone,
    L = h_T·v for a random v with ‖v‖ = 1 over 8 sequences of noise, so that ‖∂L/∂h_T‖ = 1. The norm
    is over units and sequences.
    """
    steps = whole("steps", steps, 1, "a positive integer")
    generator(rng)
    v = rng.normal(size=(B, cell.size(cell.states[0])))
    return _from_the_end(Recurrent(cell), NOISE * rng.normal(size=(steps, B, cell.D)), v)


def flow_of_run(tape, *, rng):
    """As `gradient_flow`, of a run of your own: its cell, its input and first state; (T,).

    ``tape`` is that of one recurrent layer; it is left as it is. L = h_T·v as there.
    """
    one_of("tape", tape, Tape, "that of one recurrent layer")
    v = generator(rng).normal(size=(tape.B, tape.cell.size(tape.cell.states[0])))
    return _from_the_end(Recurrent(tape.cell), tape.x, v, tape.state(0), tape.mask)


def _from_the_end(layer, x, v, state=None, mask=None):
    """‖∂L/∂s‖ of L = h_T·v / ‖v‖ after 0, 1, … steps back."""
    _, tape = layer.forward(x, state, mask)
    layer.backward(tape, None, (v / np.linalg.norm(v), *(None for _ in layer.cell.states[1:])))
    return state_norms(tape)[::-1]


def state_norms(tape):
    """‖∂L/∂s_t‖ (T,) over units and sequences; s is the memory: c of an LSTM, h of other cells.

    After `backward`. ∂L/∂c_t is the whole of it, what h_t shows of c_t included.
    """
    back = getattr(tape, "back", None)
    expect(back is not None, "tape", "one that `backward` has been run on", "one without")
    return np.sqrt((back[tape.cell.states[-1]] ** 2).sum((1, 2)))


def flow_of(name, *, radius, activation="tanh", length, forget_bias=1.0):
    """`gradient_flow` of the `untrained` "vanilla", "LSTM" or "GRU", always with the same draws.

    ``activation`` is that of the vanilla cell.
    """
    expect(name in KINDS, "name", f"one of {', '.join(KINDS)}", brief(name))
    choices = KINDS[name]
    known = isinstance(activation, str) and activation in choices
    expect(known, "activation", f"one of {', '.join(choices)}", brief(activation))
    cell = untrained(
        KINDS[name][activation],
        radius=radius,
        forget_bias=forget_bias,
        rng=np.random.default_rng(0),
    )
    return gradient_flow(cell, length, rng=np.random.default_rng(1))
