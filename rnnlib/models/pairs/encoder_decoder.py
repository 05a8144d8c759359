"""From a sequence to a sequence of another length: one network reads, another writes."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, generator, one_of
from rnnlib.layers.bridge import bridge_between
from rnnlib.layers.edge import check_layers, check_mask, check_symbols
from rnnlib.layers.linear import Linear
from rnnlib.losses import softmax_cross_entropy
from rnnlib.models.pairs.tape import PairTape, added
from rnnlib.tasks.pairs.vocabulary import Vocabulary


class EncoderDecoder:
    """Read the source to its end, then write from the state that is left (Sutskever et al. 2014).

    For source symbols x_1 … x_S and target symbols y_1 … y_T, the last one the stop; h is the
    encoder's state, h′ the decoder's::

        h_j  = encoder(x_j, h_{j−1})                 j = 1 … S,  h_0 = 0
        h′_0 = h_S, or tanh(s V + b) by a `Bridge`, s the encoder's summary
        h′_t = decoder(y_{t−1}, h′_{t−1})            t = 1 … T,  y_0 the start
        p(y_t | y_1 … y_{t−1}, x) = softmax(h′_t V + b)

    All that the decoder knows of the source is its first state, of a size fixed beforehand. In
    training it is fed the right y_{t−1} (teacher forcing). ``source`` and ``target`` are a
    `Vocabulary` each; the encoder reads source.N symbols, the decoder target.inputs, and the
    readout writes target.outputs. An encoder that reads backwards is ``Reversed(layer)``, one that
    reads both ways a `Bidirectional`.
    """

    ahead = True  # an output depends on the whole source: no cutting in windows of steps

    def __init__(self, source, target, encoder, decoder, *, rng):
        self.source = one_of("source", source, Vocabulary, "a Vocabulary")
        self.target = one_of("target", target, Vocabulary, "a Vocabulary")
        check_layers("encoder, decoder", (encoder, decoder))
        generator(rng)
        self.encoder, self.decoder = encoder, decoder
        takes(encoder, "encoder", self.source.N, "symbols of the source")
        takes(decoder, "decoder", *self._fed_width())
        fits = not decoder.ahead
        expect(fits, "decoder", "one that reads forward alone", brief(decoder))
        self.bridge = bridge_between(encoder, decoder, rng=rng)
        self._build(rng)

    def _fed_width(self):
        """How wide the decoder's input is, and why."""
        return self.target.inputs, "symbols of the target, its stop and its start"

    def _build(self, rng):
        """The parts between decoder and output."""
        width, dtype = self.decoder.output_size, self.decoder.dtype
        self.readout = Linear(width, self.target.outputs, rng=rng, dtype=dtype)

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return {
            "encoder": self.encoder,
            "bridge": self.bridge,
            "decoder": self.decoder,
            "out": self.readout,
        }

    @property
    def params(self):
        """All parameters, as "encoder.NAME", "bridge.NAME", "decoder.NAME", "out.NAME"."""
        return named({name: part.params for name, part in self.parts.items()})

    @property
    def alphabet(self):
        """The symbols of both sides, in order: parameters for others mean nothing here."""
        return " → ".join(side.joint.join(side.symbols) for side in (self.source, self.target))

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

    def forward(self, x, fed, mask=None, *, rng=None):
        """Logits (T, B, target.outputs) of what follows each fed symbol, and the tape.

        x (S, B) source symbols with their mask, fed (T, B) what the decoder reads, the start
        first: see `fed`. ``rng`` is for dropout, where the layers have any.
        """
        x = array_of("x", x, "iu")
        expect(x.ndim == 2, "x", "source symbols (S, B)", f"shape {x.shape}")
        read, encoder = self.encoder.forward(x, None, mask, rng=rng)
        mask = check_mask(mask, x, None)
        fed = check_symbols(fed, None, self.target.inputs)
        fits = fed.shape[1] == read.shape[1]
        expect(fits, "fed", f"{read.shape[1]} sequences, one for each source", f"{fed.shape[1]}")
        first, bridge = self.bridge.forward(self.encoder, encoder)
        y, decoder = self._write(fed, first, self._remember(read, encoder, mask), rng)
        logits, out = self.readout.forward(y)
        return logits, PairTape(encoder, bridge, decoder, out)

    def _remember(self, read, encoder, mask):
        """What the decoder may look at in every step beside its state: nothing here.

        A nested tuple of arrays (B, …).
        """
        return ()

    def _write(self, fed, first, memory, rng=None):
        """The decoder's outputs (T, B, ·) and its tape, which knows the state that is ``final``."""
        return self.decoder.forward(fed, first, rng=rng)

    def _write_back(self, decoder, dy):
        """The adjoint of `_write`: those of the first state, of the encoder's outputs (S, B, ·) and
        of its summary (B, ·), either of which may be None, and the gradients by part."""
        _, dfirst, grads = self.decoder.backward(decoder, dy)
        return dfirst, None, None, {"decoder": grads}

    def backward(self, tape, dlogits):
        """The gradients by parameter name, from ∂L/∂logits; the tape keeps what came on the way."""
        dy, _, out = self.readout.backward(tape.out, dlogits)
        dfirst, tape.dread, dsummary, grads = self._write_back(tape.decoder, dy)
        dstate, bridge = self.bridge.backward(self.encoder, tape.bridge, dfirst)
        if dsummary is not None:
            dstate = added(dstate, self.encoder.summary_back(dsummary))
        tape.dstate = dstate
        _, _, encoder = self.encoder.backward(tape.encoder, tape.dread, dstate)
        return named({"encoder": encoder, "bridge": bridge} | grads | {"out": out})

    def fed(self, target, target_mask=None):
        """What the decoder reads under teacher forcing: the start, then each right symbol.

        target (T, B) to (T, B); where the mask is False, the stop, whatever stands there.
        """
        target = array_of("target", target, "iu")
        fits = target.ndim == 2 and target.size
        expect(fits, "target", "target symbols (T, B)", f"shape {target.shape}")
        if target_mask is not None:
            target_mask = check_mask(target_mask, target, None, "target_mask")
        if target_mask is not None:
            target = np.where(target_mask, target, self.target.stop)
        first = np.full((1, target.shape[1]), self.target.start)
        return np.concatenate((first, target[:-1]))

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss on a `PairBatch`, its gradient by parameter name, and the tape.

        The loss is the mean of −log p(y_t) over the real target symbols, stops included, in nats.
        """
        fits = hasattr(batch, "target_mask")
        expect(fits, "batch", "a PairBatch(x, target, mask, target_mask)", type(batch).__name__)
        expect(state is None, "state", "None, for every source is read anew", type(state).__name__)
        fed = self.fed(batch.target, batch.target_mask)
        logits, tape = self.forward(batch.x, fed, batch.mask, rng=rng)
        loss, dlogits = softmax_cross_entropy(logits, batch.target, batch.target_mask)
        return loss, self.backward(tape, dlogits), tape

    def begin(self, x, mask=None):
        """Read the sources x (S, B): the state in which writing begins.

        A state is a nested tuple of arrays whose first axis is the sequence, so that rows of it can
        be chosen and repeated: `rnnlib.decoding.rows`.
        """
        read, encoder = self.encoder.forward(x, None, mask)
        first, _ = self.bridge.forward(self.encoder, encoder)
        return first, self._remember(read, encoder, check_mask(mask, x, None))

    def step(self, symbols, state):
        """Write one symbol more: logits (B, target.outputs) after reading ``symbols`` (B,), and the
        state after them."""
        first, memory = state
        symbols = check_symbols(array_of("symbols", symbols, "iu")[None], None, self.target.inputs)
        y, tape = self._write(symbols, first, memory)
        return self.readout.forward(y)[0][0], (tape.final, memory)


def takes(layer, argument, width, what):
    """ValueError unless the layer's input is so wide."""
    got = f"one that takes {layer.input_size}"
    expect(layer.input_size == width, argument, f"one that takes {width} inputs, {what}", got)


def named(parts):
    """{"encoder": {"W": …}} as {"encoder.W": …}."""
    return {f"{part}.{name}": a for part, own in parts.items() for name, a in own.items()}
