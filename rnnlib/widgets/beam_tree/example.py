"""A small search to look at."""

import numpy as np

from rnnlib import EncoderDecoder, GRUCell, Recurrent, Vocabulary, beam_search
from rnnlib.widgets.beam_tree import BeamTree


def example():
    """A network that has never been trained writes at most five letters."""
    rng = np.random.default_rng(3)
    letters = Vocabulary("abcd")
    encoder = Recurrent(GRUCell(letters.N, 6, rng=rng))
    decoder = Recurrent(GRUCell(letters.inputs, 6, rng=rng))
    model = EncoderDecoder(letters, letters, encoder, decoder, rng=rng)
    for array in model.params.values():
        array *= 3
    return BeamTree(beam_search(model, ["abba"], beam=3, limit=5)[0])
