"""One to many: something that is seen once, and words about it, one after the other."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, whole
from rnnlib.layers.edge import check_layers, check_symbols
from rnnlib.losses import softmax_cross_entropy
from rnnlib.models.sequence import ModelTape, named
from rnnlib.tasks.batch import check_batch


class OneToManyModel:
    """One to many: x, which has a single step, is the first state; every word is read to get the
    next::

        h_0 = x V + b                          ``reader``, a `Linear`
        h_t = rnn(word_{t−1}, h_{t−1})         word_0 is a sign to start, the symbol K
        p(word_t) = softmax(h_t V' + b')       ``readout``, a `Linear`, K words

    It is the network of Vinyals et al. 2015 on a small scale, and Goodfellow et al. 2016, fig. 10.9
    but for the place where x enters. The loss is L = Σ_t L⁽ᵗ⁾ over the real words, divided by their
    number. In training the word that is read is the right one (teacher forcing), in `write` it is
    the model's own.
    """

    def __init__(self, reader, rnn, readout):
        check_layers("reader, rnn, readout", (reader, rnn, readout))
        state = rnn.start(1)
        alone = isinstance(state, tuple) and isinstance(state[0], np.ndarray)
        expect(alone, "rnn", "a recurrent layer, such as Recurrent(cell)", brief(rnn))
        H = state[0].shape[1]
        K = readout.output_size
        for name, layer, side, size in (
            ("reader", reader, "output_size", H),
            ("readout", readout, "input_size", rnn.output_size),
            ("rnn", rnn, "input_size", K + 1),
        ):
            got = getattr(layer, side)
            expect(got == size, name, f"one of {side} {size}", got)
        self.reader, self.rnn, self.readout = reader, rnn, readout

    @property
    def params(self):
        """All parameters, as "in.NAME", "rnn.NAME" and "out.NAME"."""
        return named(
            **{"in": self.reader.params, "rnn": self.rnn.params, "out": self.readout.params}
        )

    def describe(self):
        """The kind of network that the parameters belong to."""
        parts = (self.reader, self.rnn, self.readout)
        return f"{type(self).__name__}({', '.join(part.describe() for part in parts)})"

    def __repr__(self):
        return f"{type(self).__name__}({self.reader!r}, {self.rnn!r}, {self.readout!r})"

    @property
    def K(self):
        """The number of words; the sign to start is one more symbol, K."""
        return self.readout.output_size

    def forward(self, x, words, mask=None, *, rng=None):
        """Scores (T, B, K) of every word after the right ones before it, and the tape.

        x (1, B, D); words (T, B), of which the last is not read; mask (T, B) of the real words.
        """
        x = self._seen(x)
        words = check_symbols(words, mask, self.K)
        expect(words.shape[1] == x.shape[1], "words", f"(T, {x.shape[1]})", words.shape)
        first, seen = self.reader.forward(x[0])
        before = np.concatenate([np.full((1, words.shape[1]), self.K), words[:-1]])
        y, run = self.rnn.forward(before, self._state(first), mask, rng=rng)
        scores, out = self.readout.forward(y)
        return scores, OneToManyTape(run, out, seen)

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss on one `Batch`, its gradient by parameter name, and the tape.

        The mask of the batch belongs to the words; there is no state to begin with but x.
        """
        check_batch("batch", batch)
        expect(state is None, "state", "None, for x gives the first state", type(state).__name__)
        scores, tape = self.forward(batch.x, batch.target, batch.mask, rng=rng)
        loss, dscores = softmax_cross_entropy(scores, batch.target, batch.mask)
        dy, _, out = self.readout.backward(tape.out, dscores)
        _, dstate, grads = self.rnn.backward(tape.rnn, dy)
        _, _, seen = self.reader.backward(tape.reader, dstate[0])
        return loss, named(**{"in": seen, "rnn": grads, "out": out}), tape

    def write(self, x, longest, *, stop=None):
        """Words (T, B), T ≤ ``longest``: each the likeliest, and read in its turn.

        With ``stop``, a symbol, a sequence that has written it goes on with it, and all end as soon
        as every one has.
        """
        x = self._seen(x)
        longest = whole("longest", longest, 1, "a number of words, at least one")
        if stop is not None:
            expect(0 <= whole("stop", stop, 0, "a symbol") < self.K, "stop", "a word", stop)
        first, _ = self.reader.forward(x[0])
        state, word, written = self._state(first), np.full((1, x.shape[1]), self.K), []
        done = np.zeros(x.shape[1], bool)
        while len(written) < longest and not done.all():
            y, tape = self.rnn.forward(word, state)
            scores, _ = self.readout.forward(y)
            state, word = tape.final, scores.argmax(-1)
            if stop is not None:
                word = np.where(done, stop, word)
                done = done | (word[0] == stop)
            written.append(word[0])
        return np.array(written)

    def _seen(self, x):
        x = array_of("x", x)
        D = self.reader.input_size
        expect(x.ndim == 3 and x.shape[0] == 1 and x.shape[2] == D, "x", f"(1, B, {D})", x.shape)
        return x

    def _state(self, first):
        """The state h_0 that x gives; what else a cell carries, such as c, starts from zero."""
        return (first, *self.rnn.start(len(first))[1:])


class OneToManyTape(ModelTape):
    """The tapes of the recurrent layer, of the readout, and, as ``reader``, of what reads x."""

    def __new__(cls, rnn, out, reader):
        made = super().__new__(cls, rnn, out)
        made.reader = reader
        return made
