"""What the models with attention share: the source is remembered step by step."""

from rnnlib.edge import brief, expect
from rnnlib.layers.attention.base import Attention
from rnnlib.layers.edge import check_layers
from rnnlib.models.pairs.encoder_decoder import EncoderDecoder


class Attending(EncoderDecoder):
    """An `EncoderDecoder` whose decoder looks at all outputs of the encoder.

    ``attention`` is any of `rnnlib.layers.attention` whose queries are of the decoder's width and
    whose keys are of the encoder's: ``AdditiveAttention(Q, K, A, rng=rng)``. Its tape of a run is
    ``tape.decoder.attention``, and the weights are ``tape.decoder["alpha"]`` (T, B, S).
    """

    def __init__(self, source, target, encoder, decoder, attention, *, rng):
        fits = isinstance(attention, Attention)
        expect(fits, "attention", "one such as DotAttention(D)", brief(attention))
        check_layers("encoder, decoder", (encoder, decoder))
        for side, size, layer in (
            ("queries", attention.query_size, decoder),
            ("keys", attention.key_size, encoder),
        ):
            expected = f"one for {side} of {layer.output_size} numbers"
            expect(size == layer.output_size, "attention", expected, f"one for {size}")
        expect(attention.dtype == decoder.dtype, "attention", decoder.dtype, attention.dtype)
        self.attention = attention
        super().__init__(source, target, encoder, decoder, rng=rng)

    @property
    def parts(self):
        """The parts that have parameters, by the name that stands before theirs."""
        return super().parts | {"attention": self.attention}

    def _remember(self, read, encoder, mask):
        return self.attention.remember(read, None, mask)

    def __repr__(self):
        return f"{type(self).__name__}({self.encoder!r}, {self.decoder!r}, {self.attention!r})"
