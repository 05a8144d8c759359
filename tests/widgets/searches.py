"""A small network from letters to letters or words, and its searches."""

import numpy as np
from kinds import lively

from rnnlib import EncoderDecoder, GRUCell, Recurrent, Vocabulary, beam_search

WORDS = ["a", "small", "blue", "square"]


def model(symbols="abcd"):
    """Never trained, with weights that make some symbols likelier."""
    rng = np.random.default_rng(0)
    letters, target = Vocabulary("abcd"), Vocabulary(symbols)
    encoder = Recurrent(GRUCell(letters.N, 6, rng=rng))
    decoder = Recurrent(GRUCell(target.inputs, 6, rng=rng))
    made = EncoderDecoder(letters, target, encoder, decoder, rng=rng)
    lively(made.params, rng)
    made.params["out.b"][target.stop] -= 1  # texts of several symbols
    return made


def search(beam=3, symbols="abcd"):
    """The tree of one source."""
    return beam_search(model(symbols), ["abba"], beam=beam, limit=5)[0]
