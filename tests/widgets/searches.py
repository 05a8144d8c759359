"""A small network from letters to letters, and its searches."""

import numpy as np
from kinds import lively

from rnnlib import EncoderDecoder, GRUCell, Recurrent, Vocabulary, beam_search


def model():
    """Never trained, with weights that make some letters likelier."""
    rng = np.random.default_rng(0)
    letters = Vocabulary("abcd")
    encoder = Recurrent(GRUCell(letters.N, 6, rng=rng))
    decoder = Recurrent(GRUCell(letters.inputs, 6, rng=rng))
    made = EncoderDecoder(letters, letters, encoder, decoder, rng=rng)
    lively(made.params, rng)
    made.params["out.b"][letters.stop] -= 1  # texts of several letters
    return made


def search(beam=3):
    """The tree of one source."""
    return beam_search(model(), ["abba"], beam=beam, limit=5)[0]
