"""Output to hidden recurrence taught by a teacher who says what should have been said."""

import numpy as np

from rnnlib.edge import expect, finite, generator
from rnnlib.layers import Recurrent
from rnnlib.layers.teacher_forced import TeacherForced, before
from rnnlib.losses import squared_error
from rnnlib.models.sequence import ModelTape
from rnnlib.tasks.batch import check_batch


class TeacherModel:
    """A `JordanCell` whose outputs are the predictions; targets (T, B, O), squared error.

    In training each step is told an output of the step before. ``truth`` is the probability that
    it is the right one, drawn for every step and sequence; else it is the network's own::

        given_t = target_{t−1}  with probability ``truth``,   y_{t−1}  otherwise

    ``truth`` 1 is teacher forcing; to lower it as training goes on is scheduled sampling (Bengio et
    al. 2015). As there, what is given is a constant to the gradient, whichever it is. The network's
    own outputs need a loop over time; once they are known, loss and gradient do not.

    ``truth`` may be changed at any time; where it is below 1, `loss_and_grads` needs ``rng``.
    """

    def __init__(self, cell, *, truth=1.0):
        self.forced, self.free = TeacherForced(cell), Recurrent(cell)
        self.rnn = self.free
        self.truth = truth

    @property
    def truth(self):
        """The probability that a step is told what is right."""
        return self._truth

    @truth.setter
    def truth(self, value):
        value = finite("truth", value)
        expect(0 <= value <= 1, "truth", "a probability from 0 to 1", value)
        self._truth = value

    @property
    def params(self):
        """The cell's parameters by name."""
        return self.free.params

    def describe(self):
        """The kind of network that the parameters belong to."""
        return f"TeacherModel({self.free.describe()})"

    def __repr__(self):
        return f"TeacherModel({self.free.cell!r}, truth={self.truth:g})"

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss on one `Batch`, its gradient by parameter name, and the tape."""
        check_batch("batch", batch)
        expect(state is None, "state", "None", type(state).__name__)
        given = self.given(batch, rng=rng)
        y, tape = self.forced.forward(batch.x, given, batch.mask)
        loss, dy = squared_error(y, batch.target, batch.mask)
        _, _, grads = self.forced.backward(tape, dy)
        return loss, grads, ModelTape(tape, None)

    def given(self, batch, *, rng=None):
        """What every step is told of the one before, (T, B, O)."""
        right = before(np.asarray(batch.target, self.free.dtype))
        if self.truth == 1:
            return right
        told = generator(rng).random(right.shape[:2]) < self.truth
        if batch.mask is not None:  # what nobody predicts is always told
            told[1:] |= ~np.asarray(batch.mask)[:-1]
        x, p = np.asarray(batch.x, self.free.dtype), self.params
        fed, given = x @ p["W"] + p["b"], right.copy()
        for t in range(1, len(right)):
            h = np.tanh(fed[t - 1] + given[t - 1] @ p["U"])
            y = h @ p["V"] + p["b_y"]  # y_{t−1}
            given[t] = np.where(told[t, :, None], right[t], y)
        return given

    def run_free(self, x, first=None):
        """y (T, B, O) of the network left to itself; ``first`` (B, O) is the output before x."""
        return self.free.forward(x, None if first is None else (first,))[0]
