"""Which embedding, and which readout, a file shows around the parts that were named."""

import numpy as np
import pytest

from rnnlib import Linear, LSTMCell, Recurrent
from rnnlib.interop.file_parts import EITHER, EMBEDDING, LINEAR, RECURRENT, Part, by_sizes
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
        ([Part("e", EITHER, 9, 4), RNN, Part("o", LINEAR, 3, 9)], net(4, 3), "e,rnn,o"),
        ([Part("e", EITHER, 9, 4), RNN, Part("o", LINEAR, 3, 8)], net(4, 3), "e,rnn"),
        ([Part("e", EITHER, 9, 4), RNN, Part("o", EITHER, 9, 3)], net(4, 3), "e,rnn,o"),
        # a matrix behind, as wide as the state, is a readout; another one can only be an embedding
        ([RNN, Part("o", EITHER, 9, 4)], net(4, 4), None),
        ([RNN, Part("e", EITHER, 9, 4)], net(4, 3), "e,rnn"),
        ([RNN, Part("e", EITHER, 9, 4), Part("o", LINEAR, 4, 9)], net(4, 4), "e,rnn,o"),
        ([RNN, Part("e", EITHER, 9, 4)], net(4, 4, 9), "e,rnn"),
        ([RNN, Part("a", EITHER, 7, 3), Part("o", EITHER, 9, 7)], net(4, 3), None),
        # of several: as many rows as there are symbols, called alike, near
        ([Part("e", EMBEDDING, 9, 4), Part("p", EMBEDDING, 99, 4), RNN], net(4, 3), "e,rnn"),
        ([Part("r", EMBEDDING, 9, 4), Part("p", EMBEDDING, 9, 4), RNN], net(4, 3), "r,rnn"),
        ([Part("e", EMBEDDING, 9, 4), Part("p", EMBEDDING, 9, 4), RNN], net(4, 3), "p,rnn"),
        # linear layers between the two
        ([Part("e", EITHER, 9, 2), Part("l", LINEAR, 2, 4), RNN], net(4, 3), "e,l,rnn"),
        ([Part("e", EITHER, 9, 2), Part("l", EITHER, 4, 2), RNN], net(4, 3), "e,l,rnn"),
        ([Part("e", EITHER, 9, 4), Part("l", EITHER, 4, 4), RNN], net(4, 3), "e,l,rnn"),
        ([Part("l", LINEAR, 2, 4), RNN], net(4, 3), None),
        ([Part("l", LINEAR, 4, 4), RNN], net(4, 3), None),
        # something else between, or two side by side: nothing can be proposed
        ([Part("e", EMBEDDING, 9, 5), RNN], net(4, 3), "e alone"),
        ([Part("e", EITHER, 9, 2), RNN, Part("l", LINEAR, 2, 4)], net(4, 3), "e alone"),
        ([Part("e", EITHER, 9, 4), Part("l", LINEAR, 3, 7), RNN], net(4, 3), "e alone"),
        ([Part("e", EITHER, 9, 2), Part("f", EITHER, 9, 2), RNN], net(4, 3), "f alone"),
        # a matrix of other symbols is no embedding of these, unless its readout is there
        ([Part("a", EITHER, 1, 4), RNN], net(4, 3), None),
        ([Part("a", EITHER, 50, 4), RNN, Part("o", LINEAR, 3, 9)], net(4, 3), None),
        ([Part("a", EITHER, 50, 4), RNN, Part("o", LINEAR, 3, 50)], net(4, 3), "a,rnn"),
        ([Part("a", EMBEDDING, 5, 4), RNN], net(4, 3), None),
        ([], net(4, 3), None),
    ],
)
def test_what_stands_in_front_and_behind(parts, of, found):
    assert told(by_sizes(parts, ["rnn"], of, 9)) == found


def told(front):
    if front is None:
        return None
    return ",".join(front.names) if front.names else f"{front.embedding} alone"


@pytest.mark.parametrize(
    ("parts", "of", "found"),
    [
        ([Part("e", EITHER, 99, 4), RNN], net(4, 3), "e,rnn"),
        ([Part("e", EITHER, 99, 2), Part("l", EITHER, 8, 2), RNN], net(8, 3), "e,l,rnn"),
        ([Part("e", EITHER, 99, 4), Part("l", EITHER, 4, 4), RNN], net(4, 3), "l alone"),
        ([Part("a", EITHER, 1, 4), RNN], net(4, 3), None),
        ([Part("a", EMBEDDING, 2, 4), RNN], net(4, 3), None),  # too few rows for these symbols
        ([RNN, Part("o", EITHER, 99, 3)], net(4, 3), None),
    ],
)
def test_symbols_of_no_known_number(parts, of, found):
    assert told(by_sizes(parts, ["rnn"], of, least=3)) == found


def test_weights_without_an_order():
    """What may lie between is not left out."""
    e, dense = Part("e", EMBEDDING, 9, 4), Part("d", LINEAR, 4, 4)
    assert told(by_sizes([e, RNN], ["rnn"], net(4, 3), 9, ordered=False)) == "e,rnn"
    assert told(by_sizes([e, RNN, dense], ["rnn"], net(4, 3), 9, ordered=False)) == "e alone"
    e, dense = Part("e", EMBEDDING, 9, 2), Part("d", LINEAR, 2, 4)
    assert told(by_sizes([e, RNN, dense], ["rnn"], net(4, 3), 9, ordered=False)) == "e alone"


def test_what_was_named_is_named_again():
    parts = [Part("e", EMBEDDING, 9, 4), RNN, Part("p", LINEAR, 3, 9), Part("o", LINEAR, 3, 9)]
    assert told(by_sizes(parts, ["rnn", "p"], net(4, 3, 9), 9)) == "e,rnn,p"
    assert told(by_sizes(parts, ["rnn"], net(4, 3))) == "e,rnn"
