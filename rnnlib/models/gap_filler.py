"""Tell what stands in the gaps of a text."""

import math

import numpy as np

from rnnlib.edge import expect, iterable, one_of
from rnnlib.layers.edge import check_layers
from rnnlib.layers.linear import Linear
from rnnlib.losses import softmax_cross_entropy
from rnnlib.models.sequence import EveryStepModel
from rnnlib.ops import softmax
from rnnlib.tasks.batch import check_batch
from rnnlib.tasks.characters import Text

GAP = "□"


def gap_cross_entropy(logits, target, mask=None):
    """`softmax_cross_entropy` over the steps that are asked for: those whose target is not −1."""
    asked = np.asarray(target) >= 0
    return softmax_cross_entropy(logits, target, asked if mask is None else asked & mask)


class GapFiller(EveryStepModel):
    """What stands in a gap, told from all characters that the layer has read by then.

    p(x_t | …) = softmax(y_t V + b). With a layer that reads forward alone this is told from the
    characters before t; with a `Bidirectional` one from those on both sides. The layer takes the
    symbols of ``text`` and one more, V, which stands for a gap.
    """

    def __init__(self, text, rnn, *, rng):
        one_of("text", text, Text, "a Text")
        check_layers("rnn", (rnn,))
        fits = rnn.input_size == text.V + 1
        expect(fits, "rnn", f"one that takes {text.V + 1} symbols, with the gap", rnn.input_size)
        readout = Linear(rnn.output_size, text.V, rng=rng, dtype=rnn.dtype)
        super().__init__(rnn, readout, gap_cross_entropy)
        self.text = text

    def encode(self, string):
        """The symbols (T,) of a string in which □ stands for a gap."""
        expect(isinstance(string, str), "string", "a string", type(string).__name__)
        expect(string, "string", "at least one character", "none")
        holes = np.array([character == GAP for character in string])
        return np.where(
            holes, self.text.V, self.text.encode(string.replace(GAP, self.text.alphabet[0]))
        )

    def predict(self, string):
        """Probabilities (T, V) for every step of the string, gap or not, and the tape."""
        logits, tape = self.forward(self.encode(string)[:, None])
        return softmax(logits)[:, 0], tape

    def fill(self, string):
        """The string with the likeliest character in each gap."""
        best = self.text.decode(self.predict(string)[0].argmax(1))
        return "".join(b if c == GAP else c for c, b in zip(string, best, strict=True))

    def score(self, batches):
        """(bits, share): the mean of −log₂ p of what was hidden, and how much of it was told."""
        nats = right = asked = 0
        for batch in iterable("batches", batches):
            check_batch("batches", batch)
            logits, _ = self.forward(batch.x, mask=batch.mask)
            n = int((np.asarray(batch.target) >= 0).sum())
            nats += n * self.loss(logits, batch.target, batch.mask)[0]
            right += int((logits.argmax(2) == batch.target).sum())
            asked += n
        expect(asked, "batches", "at least one gap", "none")
        return nats / asked / math.log(2), right / asked
