"""Which embedding, and which readout, a file shows around the parts that were named."""

import numpy as np
import pytest

from rnnlib import Linear, LSTMCell, Recurrent
from rnnlib.interop.file_parts import EITHER, EMBEDDING, LINEAR, RECURRENT, Part, with_embedding
from rnnlib.layers import Stacked

RNN = Part("rnn", RECURRENT)


def net(D, H, V=None):
    rng = np.random.default_rng(0)
    below = Recurrent(LSTMCell(D, H, rng=rng))
    return below if V is None else Stacked([below, Linear(H, V, rng=rng)])


@pytest.mark.parametrize(
    ("parts", "of", "found"),
    [
        ([Part("e", EMBEDDING, 9, 4), RNN], net(4, 3), "e,rnn"),
        ([RNN, Part("e", EMBEDDING, 9, 4)], net(4, 4), "e,rnn"),
        ([Part("e", EMBEDDING, 9, 5), RNN], net(4, 3), None),
        ([Part("e", EITHER, 9, 4), RNN, Part("o", LINEAR, 3, 9)], net(4, 3), "e,rnn,o"),
        ([Part("e", EITHER, 9, 4), RNN, Part("o", LINEAR, 3, 8)], net(4, 3), "e,rnn"),
        ([Part("e", EITHER, 9, 4), RNN, Part("o", EITHER, 9, 3)], net(4, 3), "e,rnn,o"),
        # a matrix behind, as wide as the state, is a readout; another one can only be an embedding
        ([RNN, Part("o", EITHER, 9, 4)], net(4, 4), None),
        ([RNN, Part("e", EITHER, 9, 4)], net(4, 3), "e,rnn"),
        # of several: as many rows as there are symbols, called alike, near
        ([Part("e", EMBEDDING, 9, 4), Part("p", EMBEDDING, 99, 4), RNN], net(4, 3), "e,rnn"),
        ([Part("r", EMBEDDING, 9, 4), Part("p", EMBEDDING, 9, 4), RNN], net(4, 3), "r,rnn"),
        ([Part("e", EMBEDDING, 9, 4), Part("p", EMBEDDING, 9, 4), RNN], net(4, 3), "p,rnn"),
        # a linear layer between the two
        ([Part("e", EITHER, 9, 2), Part("l", LINEAR, 2, 4), RNN], net(4, 3), "e,l,rnn"),
        ([Part("l", LINEAR, 2, 4), RNN], net(4, 3), None),
        ([Part("e", EITHER, 9, 2), RNN, Part("l", LINEAR, 2, 4)], net(4, 3), None),
        ([Part("l", LINEAR, 4, 4), RNN], net(4, 3), None),
        ([], net(4, 3), None),
    ],
)
def test_what_stands_in_front_and_behind(parts, of, found):
    more = with_embedding(parts, ["rnn"], of, 9)
    assert (None if more is None else ",".join(more)) == found


def test_what_was_named_is_named_again():
    parts = [Part("e", EMBEDDING, 9, 4), RNN, Part("p", LINEAR, 3, 9), Part("o", LINEAR, 3, 9)]
    assert with_embedding(parts, ["rnn", "p"], net(4, 3, 9), 9) == ["e", "rnn", "p"]
    assert with_embedding(parts, ["rnn"], net(4, 3)) == ["e", "rnn"]  # symbols of no known number
