"""Output to hidden recurrence with the right outputs given: all steps at once."""

import numpy as np

from rnnlib.cells import JordanCell
from rnnlib.edge import array_of, brief, expect
from rnnlib.layers.edge import check_dy, check_mask, check_params, check_x
from rnnlib.layers.stateless import Stateless, StatelessTape
from rnnlib.ops import rows


class TeacherForced(Stateless):
    """A `JordanCell` that is given every y⁻ instead of carrying its own: no loop is left.

    For x (T, B, D) and y⁻ (T, B, O), all T·B rows in one product each::

        A = X W + Y⁻ U + b         X (T·B, D), Y⁻ (T·B, O): all steps on top of one another
        H = tanh(A)
        Y = H V + b_y

        ∂L/∂A = (∂L/∂Y Vᵀ) ⊙ (1 − H²)

    It shares the cell's parameters, so that `Recurrent(cell)` runs free with what is learned here.
    What is given is a constant to the gradient: none goes from a step to the one before (Williams &
    Zipser 1989; Goodfellow et al. 2016, §10.2.1).
    """

    def __init__(self, cell):
        expect(isinstance(cell, JordanCell), "cell", "a JordanCell", brief(cell))
        self.cell = cell

    @property
    def params(self):
        """The cell's parameters by name: the arrays themselves."""
        return self.cell.params

    @property
    def shapes(self):
        """The shapes of the parameters."""
        return self.cell.shapes

    @property
    def dtype(self):
        """The float type of parameters and outputs."""
        return self.cell.dtype

    @property
    def input_size(self):
        """Width of x."""
        return self.cell.D

    @property
    def output_size(self):
        """Width of y."""
        return self.cell.O

    def describe(self):
        """The kind of network that the parameters belong to."""
        return self.cell.describe()

    def __repr__(self):
        return f"TeacherForced({self.cell!r})"

    def forward(self, x, given, mask=None, *, rng=None):
        """y (T, B, O) and the tape; ``given`` (T, B, O) is what each step is told that y⁻ was.

        Masked steps are computed like all others; only the loss leaves them out.
        """
        check_params(self)
        D, O, p = self.cell.D, self.cell.O, self.params
        x = array_of("x", x, "f")
        x = check_x(x, check_mask(mask, x, ()), D, self.dtype)
        given = array_of("given", given)
        shape = (*x.shape[:2], O)
        expect(given.shape == shape, "given", f"shape {shape}", given.shape)
        tape = StatelessTape(self, np.array(x))
        tape.given = np.array(given, self.dtype)
        tape.U, tape.V, tape.W = (p[name].copy() for name in "UVW")  # those of this run
        tape.h = np.tanh(rows(tape.x) @ tape.W + rows(tape.given) @ tape.U + p["b"])
        return (tape.h @ tape.V + p["b_y"]).reshape(shape), tape

    def backward(self, tape, dy, dstate=None):
        """dx (T, B, D), None for the state, and the gradients by parameter name."""
        x, given = self._read(tape), tape.given
        dy = rows(check_dy(dy, given.shape, self.dtype))
        da = (dy @ tape.V.T) * (1 - tape.h**2)
        grads = {
            "W": rows(x).T @ da,
            "U": rows(given).T @ da,
            "b": da.sum(0),
            "V": tape.h.T @ dy,
            "b_y": dy.sum(0),
        }
        return (da @ tape.W.T).reshape(x.shape), None, grads


def before(y):
    """What a step is told of the one before, for y (T, B, O): y_{t−1}, and zeros at the start."""
    y = array_of("y", y, "f")
    expect(y.ndim == 3 and len(y), "y", "floats (T, B, O)", y.shape)
    return np.concatenate([np.zeros_like(y[:1]), y[:-1]])
