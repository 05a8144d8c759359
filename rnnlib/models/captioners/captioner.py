"""From a picture to a sentence."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, generator, one_of
from rnnlib.layers.edge import check_layers, check_mask, check_symbols
from rnnlib.layers.images import ImageEncoder
from rnnlib.layers.linear import Linear
from rnnlib.losses import softmax_cross_entropy
from rnnlib.models.pairs.encoder_decoder import named, takes
from rnnlib.tasks.batch import check_batch
from rnnlib.tasks.pairs.vocabulary import Vocabulary


class Captioner:
    """A convolutional encoder looks at a picture, and a recurrent decoder writes about it::

        a = encoder(x)                           (B, Y, X, C)
        h_t = decoder(y_{t−1}, h_{t−1}, …a…)     t = 1 … T,  y_0 the start
        p(y_t | y_1 … y_{t−1}, x) = softmax(h_t V + b)

    How the picture gets to the decoder is the subclass's: see `FirstInputCaptioner`,
    `EveryStepCaptioner`, `FirstStateCaptioner` and `AttendingCaptioner`. In training the right
    y_{t−1} is read (teacher forcing). ``target`` is the `Vocabulary` of words; ``side`` says how
    many pixels pictures have, up and across.
    """

    ahead = True  # an output depends on the whole picture

    def __init__(self, target, encoder, decoder, *, side=24, rng):
        self.target = one_of("target", target, Vocabulary, "a Vocabulary")
        self.encoder = one_of("encoder", encoder, ImageEncoder, "an ImageEncoder")
        check_layers("encoder, decoder", (encoder, decoder))
        fits = hasattr(decoder, "cell")
        expect(fits, "decoder", "a single layer such as Recurrent(cell)", brief(decoder))
        self.decoder, self.side = decoder, side
        takes(decoder, "decoder", *self._fed_width())
        self.grid = encoder.grid(side)
        self._build(generator(rng))

    def _fed_width(self):
        """What the decoder reads: its width, and in words what that is."""
        raise NotImplementedError

    def _build(self, rng):
        """Make ``readout`` and whatever else the way of feeding needs."""
        raise NotImplementedError

    def _look(self, a):
        """From the grid a to the decoder's first state, what it may look back at, and a tape."""
        raise NotImplementedError

    def _look_back(self, tape, dfirst, dmemory):
        """∂L/∂a, and gradients by part."""
        raise NotImplementedError

    def _write(self, fed, first, memory):
        """What the decoder puts out for the words that it is fed, and a tape."""
        raise NotImplementedError

    def _write_back(self, tape, dy):
        """Adjoints of the first state and of the memory, and gradients by part."""
        _, dfirst, grads = self.decoder.backward(tape, dy)
        return dfirst, None, {"decoder": grads}

    def _linear(self, D, O, rng):
        return Linear(D, O, rng=rng, dtype=self.decoder.dtype)

    @property
    def cells_size(self):
        """How many numbers the encoder makes of a picture, all cells of its grid together."""
        return self.grid**2 * self.encoder.output_size

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return {"encoder": self.encoder, "decoder": self.decoder, "out": self.readout}

    @property
    def params(self):
        """All parameters, as "encoder.1.V", "decoder.W", "out.V" and so on."""
        return named({name: part.params for name, part in self.parts.items()})

    @property
    def rnn(self):
        """The recurrent part of the model: all of it."""
        return self

    def describe(self):
        """The kind of network that the parameters belong to."""
        parts = ", ".join(part.describe() for part in self.parts.values())
        return f"{type(self).__name__}({parts})"

    def __repr__(self):
        return f"{type(self).__name__}({self.encoder!r}, {self.decoder!r})"

    def forward(self, x, fed, *, rng=None):
        """Logits (T, B, target.outputs) of what follows each fed word, and the tape.

        x (1, B, Y, X, 3) pictures; fed (T, B) what the decoder reads, the start first: see `fed`.
        """
        x = self.seen(x)
        fed = check_symbols(fed, None, self.target.inputs)
        expect(fed.shape[1] == x.shape[1], "fed", f"(T, {x.shape[1]})", fed.shape)
        a, encoder = self.encoder.forward(x[0])
        first, memory, look = self._look(a)
        y, run = self._write(fed, first, memory)
        logits, out = self.readout.forward(y)
        return logits, CaptionTape(encoder, a.shape, look, run, out)

    def backward(self, tape, dlogits):
        """The gradients by parameter name, from ∂L/∂logits; ``tape.dx`` is ∂L/∂x."""
        dy, _, out = self.readout.backward(tape.out, dlogits)
        dfirst, dmemory, write = self._write_back(tape.decoder, dy)
        da, look = self._look_back(tape.look, dfirst, dmemory)
        dx, encoder = self.encoder.backward(tape.encoder, da.reshape(tape.shape))
        tape.dx = dx[None]
        for part, own in look.items():
            if part in write:  # the decoder has worked in both
                own = {name: g + write[part][name] for name, g in own.items()}
            write[part] = own
        found = named({"encoder": encoder, "out": out} | write)
        return {name: found[name] for name in self.params}

    def fed(self, words, mask=None):
        """What the decoder reads under teacher forcing: the start, then each right word (T, B)."""
        words = array_of("words", words, "iu")
        mask = check_mask(mask, words, None)
        if mask is not None:
            words = np.where(mask, words, self.target.stop)
        return np.concatenate((np.full((1, words.shape[1]), self.target.start), words[:-1]))

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss on a `Batch` as that of `scene_batch`, its gradient by parameter name, the tape.

        The loss is the mean of −log p(y_t) over the real words, stops included, in nats.
        """
        check_batch("batch", batch)
        expect(state is None, "state", "None, for x gives the first state", type(state).__name__)
        logits, tape = self.forward(batch.x, self.fed(batch.target, batch.mask), rng=rng)
        loss, dlogits = softmax_cross_entropy(logits, batch.target, batch.mask)
        return loss, self.backward(tape, dlogits), tape

    def seen(self, x):
        """The pictures x (1, B, Y, X, 3) as the encoder takes them; ValueError: something else."""
        x, n = array_of("x", x, "f"), self.side
        C = self.encoder.layers[0].C
        fits = x.ndim == 5 and x.shape[0] == 1 and x.shape[2:] == (n, n, C) and x.size
        expect(fits, "x", f"pictures (1, B, {n}, {n}, {C})", f"{x.dtype} {x.shape}")
        return x.astype(self.decoder.dtype, copy=False)

    def begin(self, x, mask=None):
        """Look at the pictures x (1, B, Y, X, 3): the state in which writing begins."""
        a, _ = self.encoder.forward(self.seen(x)[0])
        first, memory, _ = self._look(a)
        return first, memory

    def step(self, symbols, state):
        """Write one word more: logits (B, target.outputs) after reading ``symbols`` (B,), and the
        state after them."""
        first, memory = state
        symbols = check_symbols(array_of("symbols", symbols, "iu")[None], None, self.target.inputs)
        y, tape = self._write(symbols, first, memory)
        return self.readout.forward(y)[0][0], (tape.final, memory)


class CaptionTape:
    """The tapes of one run: ``encoder``, ``look``, ``decoder``, ``out``; after `backward`, ``dx``.

    ``tape.decoder["alpha"]`` (T, B, cells) are the weights of attention, where there is any.
    """

    dx = None

    def __init__(self, encoder, shape, look, decoder, out):
        self.encoder, self.shape, self.look = encoder, shape, look
        self.decoder, self.out = decoder, out

    @property
    def rnn(self):
        """The recurrent part of the tape: all of it."""
        return self

    @property
    def final(self):
        """The decoder's last state."""
        return self.decoder.final

    def flow(self):
        """‖∂L/∂h‖ along the decoder, (T,); see `Tape.flow`."""
        return self.decoder.flow()

    def __repr__(self):
        return f"CaptionTape({self.encoder!r}, {self.decoder!r})"
