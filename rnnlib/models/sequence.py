"""A recurrent layer read out at every step, or once at the end."""

from typing import NamedTuple

from rnnlib.edge import brief, expect
from rnnlib.layers.edge import check_layers
from rnnlib.layers.stacked import Stacked
from rnnlib.losses import softmax_cross_entropy
from rnnlib.tasks.batch import check_batch


class ModelTape(NamedTuple):
    """The tape of the recurrent layer, and that of the readout."""

    rnn: object
    out: object


def named(**parts):
    """{"part.NAME": array} of the arrays of several parts."""
    return {f"{part}.{k}": v for part, arrays in parts.items() for k, v in arrays.items()}


class EveryStepModel:
    """Many to many, aligned: one prediction after every step.

    x (T, B, ·) → rnn → y (T, B, H) → readout → prediction (T, B, O), compared with the target of
    the same step: L = Σ_t L⁽ᵗ⁾ over the real steps, divided by their number.
    """

    def __init__(self, rnn, readout, loss=softmax_cross_entropy):
        check_layers("rnn, readout", (rnn, readout))
        if readout.input_size != rnn.output_size:
            raise ValueError(
                f"readout: expected one that takes {rnn.output_size} inputs, "
                f"got one that takes {readout.input_size}"
            )
        expect(callable(loss), "loss", "a function such as squared_error", brief(loss))
        self.rnn, self.readout, self.loss = rnn, readout, loss

    @property
    def params(self):
        """All parameters, as "rnn.NAME" and "out.NAME"."""
        return self._named(self.rnn.params, self.readout.params)

    def describe(self):
        """The kind of network that the parameters belong to."""
        return f"{type(self).__name__}({self.rnn.describe()}, {self.readout.describe()})"

    def __repr__(self):
        return f"{type(self).__name__}({self.rnn!r}, {self.readout!r})"

    def forward(self, x, state=None, mask=None, *, rng=None):
        """The prediction and the tape; ``rng`` is for dropout, where the layer has any."""
        y, tape = self.rnn.forward(x, state, mask, rng=rng)
        prediction, out = self.readout.forward(y)
        return prediction, ModelTape(tape, out)

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss on one `Batch`, its gradient by parameter name, and the tape."""
        check_batch("batch", batch)
        prediction, tape = self.forward(batch.x, state, batch.mask, rng=rng)
        loss, dprediction = self.loss(prediction, batch.target, batch.mask)
        dy, _, out = self.readout.backward(tape.out, dprediction)
        _, _, grads = self.rnn.backward(tape.rnn, dy)
        return loss, self._named(grads, out), tape

    @staticmethod
    def _named(rnn, out):
        return named(rnn=rnn, out=out)


class LastStepModel(EveryStepModel):
    """Many to one: one prediction for the whole sequence, read from the final state.

    x (T, B, ·) → rnn → the output after the last real step (B, H) → readout → prediction (B, O).
    """

    def __init__(self, rnn, readout, loss=softmax_cross_entropy):
        super().__init__(rnn, readout, loss)
        top = rnn.layers[-1] if isinstance(rnn, Stacked) else rnn
        fits = hasattr(top, "summary")
        expect(
            fits, "rnn", "one with a state to read in the end, such as Recurrent(cell)", brief(top)
        )

    def forward(self, x, state=None, mask=None, *, rng=None):
        """The prediction (B, O) and the tape; ``rng`` is for dropout, where the layer has any."""
        _, tape = self.rnn.forward(x, state, mask, rng=rng)
        prediction, out = self.readout.forward(self.rnn.summary(tape))
        return prediction, ModelTape(tape, out)

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss on one `Batch`, its gradient by parameter name, and the tape."""
        check_batch("batch", batch)
        prediction, tape = self.forward(batch.x, state, batch.mask, rng=rng)
        loss, dprediction = self.loss(prediction, batch.target)
        dsummary, _, out = self.readout.backward(tape.out, dprediction)
        _, _, grads = self.rnn.backward(tape.rnn, None, self.rnn.summary_back(dsummary))
        return loss, self._named(grads, out), tape
