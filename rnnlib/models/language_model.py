"""Predict the next character, and write by drawing from the prediction."""

import math

import numpy as np

from rnnlib.decoding.sampling import check_settings, draw, reshaped
from rnnlib.edge import expect, generator, iterable, one_of, size_of, whole
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
        logits, tape = self.forward(self._symbols("string", string), state)
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

    def sample(self, prompt, n, *, rng, temperature=1.0, top_k=None, top_p=None):
        """n characters that follow the prompt, each drawn from its `reshaped` probabilities."""
        settings = {"temperature": temperature, "top_k": top_k, "top_p": top_p}
        return self.samples(prompt, n, 1, rng=rng, **settings)[0]

    def samples(self, prompt, n, B, *, rng, temperature=1.0, top_k=None, top_p=None):
        """B strings of n characters that follow the prompt, all drawn side by side.

        See `rnnlib.decoding.sampling.reshaped` for ``temperature``, ``top_k`` and ``top_p``.
        """
        n, B = whole("n", n, 0, "a number of characters, zero or more"), size_of("B", B)
        u = generator(rng).random((n, B))
        return self.written(prompt, u, temperature=temperature, top_k=top_k, top_p=top_p)

    def written(self, prompt, u, *, temperature=1.0, top_k=None, top_p=None):
        """The strings that numbers u (n, B), evenly drawn from [0, 1), select: see `draw`.

        The same u make the same luck for other parameters and other settings.
        """
        check_settings(temperature, top_k, top_p)
        logits, tape = self.forward(np.tile(self._symbols("prompt", prompt), np.shape(u)[1]))
        drawn = np.empty(np.shape(u), int)
        for x, luck in zip(drawn, u, strict=True):
            finite = np.isfinite(logits[-1].max())
            expect(finite, "model", "finite scores", "NaN or infinity: its parameters are broken")
            p = reshaped(logits[-1], temperature=temperature, top_k=top_k, top_p=top_p)
            x[:] = draw(p, luck)
            logits, tape = self.forward(x[None], tape.rnn.final)
        return [self.text.decode(codes) for codes in drawn.T]

    def _symbols(self, argument, string):
        codes = self.text.encode(string, argument)
        expect(len(codes), argument, "at least one character", "none")
        return codes[:, None]  # (T, 1)
