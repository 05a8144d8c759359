"""Predict the next character, and write by drawing from the prediction."""

import math

import numpy as np

from rnnlib.edge import expect, generator, iterable, one_of, positive, whole
from rnnlib.layers.edge import check_layers
from rnnlib.layers.linear import Linear
from rnnlib.models.sequence import EveryStepModel
from rnnlib.ops import softmax
from rnnlib.tasks.batch import check_batch
from rnnlib.tasks.characters import Text


class LanguageModel(EveryStepModel):
    """A character language model: p(x_{t+1} | x_1 … x_t) = softmax(h_t V + b).

    It knows its ``text``, which turns characters into symbols and back; its recurrent layer takes
    the symbols as they are.
    """

    def __init__(self, text, rnn, *, rng):
        one_of("text", text, Text, "a Text")
        check_layers("rnn", (rnn,))
        if rnn.input_size != text.V:
            raise ValueError(
                f"rnn: expected one that takes the {text.V} symbols of the text, "
                f"got one that takes {rnn.input_size}"
            )
        seen = "one that looks ahead at the character to be predicted"
        expect(not rnn.ahead, "rnn", "one whose outputs depend on the past alone", seen)
        super().__init__(rnn, Linear(rnn.output_size, text.V, rng=rng, dtype=rnn.dtype))
        self.text = text

    def predict(self, string, state=None):
        """Probabilities (T, V) of what follows each character of the string, and the tape."""
        logits, tape = self.forward(self._symbols(string), state)
        return softmax(logits)[:, 0], tape

    def bits_per_character(self, batches):
        """The mean of −log₂ p of the right next character, over batches whose state is carried."""
        nats = characters = 0
        state = None
        for batch in iterable("batches", batches):
            check_batch("batches", batch)
            logits, tape = self.forward(batch.x, state, batch.mask)
            loss, _ = self.loss(logits, batch.target, batch.mask)
            steps = np.size(batch.target) if batch.mask is None else int(np.sum(batch.mask))
            nats, characters = nats + loss * steps, characters + steps
            state = tape.rnn.final
        if not characters:
            raise ValueError("batches: expected at least one batch, got none")
        return nats / characters / math.log(2)

    def sample(self, prompt, n, *, rng, temperature=1.0):
        """n characters that follow the prompt, each drawn from softmax(logits / temperature)."""
        positive("temperature", temperature)
        n = whole("n", n, 0, "a number of characters, zero or more")
        generator(rng)
        logits, tape = self.forward(self._symbols(prompt))
        drawn = []
        for _ in range(n):
            p = logits[-1, 0].astype(np.float64)
            top = p.max()
            expect(np.isfinite(top), "model", "finite scores", f"{top}: its parameters are broken")
            with np.errstate(over="ignore"):  # a temperature near 0 leaves the likeliest alone
                p = softmax((p - top) / temperature)
            drawn.append(rng.choice(len(p), p=p))
            logits, tape = self.forward(np.array([[drawn[-1]]]), tape.rnn.final)
        return self.text.decode(np.array(drawn, int))

    def _symbols(self, string):
        expect(isinstance(string, str), "string", "a string", type(string).__name__)
        expect(string, "string", "at least one character", "none")
        return self.text.encode(string)[:, None]  # (T, 1)
