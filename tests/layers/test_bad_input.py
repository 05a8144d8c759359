"""Wrong input gets one sentence: which argument, what was expected, what came."""

import re

import numpy as np
import pytest

from rnnlib import Bidirectional, Embedding, JordanCell, Linear, LSTMCell, Recurrent, Stacked

RNG = np.random.default_rng(0)
LSTM = Recurrent(LSTMCell(2, 3, rng=RNG))
OTHER = Recurrent(LSTMCell(4, 3, rng=RNG))
BOTH = Bidirectional(LSTM, LSTM)
DEEP = Stacked([LSTM, Recurrent(LSTMCell(3, 3, rng=RNG))])
LINEAR = Linear(3, 2, rng=RNG)
EMBEDDING = Embedding(5, 2, rng=RNG)
X = np.zeros((4, 5, 2))
S = np.zeros((5, 3))
NO_STEP = np.ones((4, 5), bool)
NO_STEP[:, 3] = False
Y, TAPE = LSTM.forward(X)


def mask_of(array):
    return lambda: LSTM.forward(X, mask=array)


CASES = {
    # sizes, types, randomness
    "D: expected a positive integer, got -1": lambda: LSTMCell(-1, 3, rng=RNG),
    "H: expected a positive integer, got 0": lambda: LSTMCell(2, 0, rng=RNG),
    "H: expected a positive integer, got 2.5": lambda: LSTMCell(2, 2.5, rng=RNG),
    "O: expected a positive integer, got -2": lambda: JordanCell(2, 3, -2, rng=RNG),
    "dtype: expected float64 or float32, got int64": lambda: LSTMCell(
        2, 3, rng=RNG, dtype=np.int64
    ),
    "dtype: expected float64 or float32, got 'nonsense'": lambda: LSTMCell(
        2, 3, rng=RNG, dtype="nonsense"
    ),
    "rng: expected a numpy.random.Generator, got int": lambda: LSTMCell(2, 3, rng=7),
    "N: expected a positive integer, got 0 ": lambda: Embedding(0, 2, rng=RNG),
    # x
    "x: expected shape (T, B, 2), got (4, 5, 3)": lambda: LSTM.forward(np.zeros((4, 5, 3))),
    "x: expected shape (T, B, 2), got (4, 2)": lambda: LSTM.forward(np.zeros((4, 2))),
    "x: expected floats (T, B, 2) or integer symbols (T, B), got int64 (4, 5, 2)": lambda: (
        LSTM.forward(np.zeros((4, 5, 2), np.int64))
    ),
    "x: expected an array of real numbers, got complex128 (4, 5, 2)": lambda: LSTM.forward(X + 0j),
    "x: expected an array of real numbers, got <U1 (1, 1)": lambda: LSTM.forward([["a"]]),
    "x: expected symbols from 0 to 1, got 2": lambda: LSTM.forward(np.array([[0, 2]])),
    "x: expected symbols from 0 to 1, got -1": lambda: LSTM.forward(np.array([[0, -1]])),
    "x: expected at least one step and one sequence, got T = 0, B = 5": lambda: LSTM.forward(X[:0]),
    "x: expected at least one step and one sequence, got T = 4, B = 0": lambda: LSTM.forward(
        X[:, :0]
    ),
    "x: expected at least one step and one sequence, got T = 0, B = 3": lambda: LSTM.forward(
        np.zeros((0, 3), int)
    ),
    "x: expected integer symbols (T, B), got float64 (4, 5)": lambda: EMBEDDING.forward(X[:, :, 0]),
    "x: expected symbols from 0 to 4, got 5": lambda: EMBEDDING.forward(np.array([[5]])),
    "x: expected floats (T, B, 3) or (B, 3), got float64 (4, 5, 2)": lambda: LINEAR.forward(X),
    # mask
    "mask: expected bool (4, 5), got bool (5, 4)": mask_of(np.ones((5, 4), bool)),
    "mask: expected bool (4, 5), got int64 (4, 5)": mask_of(np.ones((4, 5), np.int64)),
    "mask: expected a real step in every sequence, got none in sequence 3": mask_of(NO_STEP),
    # state
    "state: expected a tuple of h (5, 3), c (5, 3), got ndarray": lambda: LSTM.forward(X, S),
    "state: expected a tuple of h (5, 3), c (5, 3), got tuple of 1": lambda: LSTM.forward(X, (S,)),
    "state: expected c of shape (5, 3), got float64 (5, 2)": lambda: LSTM.forward(X, (S, S[:, :2])),
    "state: expected an array of real numbers, got <U1 (5, 3)": lambda: LSTM.forward(
        X, (S.astype("U1"), S)
    ),
    "state: expected a tuple of 2, one for each direction, got tuple of 3": lambda: BOTH.forward(
        X, (S, S, S)
    ),
    "state: expected a tuple of 2, one for each layer, got ndarray": lambda: DEEP.forward(X, S),
    # the way back
    "dy: expected shape (4, 5, 3), got (4, 5, 2)": lambda: LSTM.backward(TAPE, X),
    "dy: expected shape (4, 5, 2), got (4, 5, 3)": lambda: LINEAR.backward(
        LINEAR.forward(Y)[1], np.zeros((4, 5, 3))
    ),
    "dy: expected 6 columns, got shape (4, 5, 3)": lambda: BOTH.backward(
        BOTH.forward(X)[1], np.zeros((4, 5, 3))
    ),
    "dy: expected shape (1, 1, 2), got (1, 1, 3)": lambda: EMBEDDING.backward(
        EMBEDDING.forward(np.array([[1]]))[1], np.zeros((1, 1, 3))
    ),
    "dstate: expected c of shape (5, 3), got float64 (3, 5)": lambda: LSTM.backward(
        TAPE, Y, (None, S.T)
    ),
    "dstate: expected a tuple of h (5, 3), c (5, 3), got list of 3": lambda: LSTM.backward(
        TAPE, Y, [S, S, S]
    ),
    "dy: expected an array of real numbers, got complex128 (4, 5, 3)": lambda: LSTM.backward(
        TAPE, Y * 1j
    ),
    "dy: expected 6 columns, got shape ()": lambda: BOTH.backward(BOTH.forward(X)[1], 1.0),
    "tape: expected one recorded by this Recurrent, got Tape(LSTMCell, T=4, B=5, H=3)": lambda: (
        OTHER.backward(TAPE, Y)
    ),
    "tape: expected one recorded by this Stacked, got Tape(LSTMCell, T=4, B=5, H=3)": lambda: (
        DEEP.backward(TAPE, Y)
    ),
    "tape: expected one recorded by this Bidirectional, got None": lambda: BOTH.backward(None, Y),
    "tape: expected one recorded by this Linear, got None": lambda: LINEAR.backward(None, Y),
    "k: expected a layer from 0 to 1, got 'f'; names are for the tape of one layer, "
    "tape[0][name]": lambda: DEEP.forward(X)[1]["f"],
    "k: expected a layer from 0 to 1, got 5": lambda: BOTH.forward(X)[1][5],
    "t: expected a step from 0 to T = 4, got 2.5": lambda: TAPE.state(2.5),
    # ragged and nonsensical
    "x: expected an array of real numbers, got [[1, 2], [3]]": lambda: LSTM.forward([[1, 2], [3]]),
    "mask: expected bool (4, 5), got object ()": mask_of([[True], [True, False]]),
    "mask: expected bool (4, 5), got <U4 ()": lambda: LINEAR.forward(Y, mask="junk"),
    "mask: expected bool (1, 2), got float64 (1, 2)": lambda: EMBEDDING.forward(
        np.array([[1, 2]]), mask=np.full((1, 2), 0.5)
    ),
    "state: expected None, for a linear layer has none, got str": lambda: LINEAR.forward(
        Y, "state"
    ),
    "x: expected floats (T, B, 3) or (B, 3), got float64 (0, 5, 3)": lambda: LINEAR.forward(Y[:0]),
    "rng: expected a numpy.random.Generator, got int ": lambda: DEEP.forward(X, rng=3),
    # what fits together
    "cell: expected a cell, such as LSTMCell(D, H, rng=rng), got 7": lambda: Recurrent(7),
    "layers: expected layers, such as Recurrent(cell), got LSTMCell(D=2, H=3, "
    "dtype=float64)": lambda: Stacked([LSTM.cell]),
    "layers: expected layers of one float type, got float32 and float64": lambda: Stacked(
        [LSTM, Recurrent(LSTMCell(3, 3, rng=RNG, dtype=np.float32))]
    ),
    "D: expected a positive integer, got True": lambda: LSTMCell(True, 3, rng=RNG),
    "dropout: expected a probability 0 ≤ p < 1, got 'a'": lambda: Stacked([LSTM], dropout="a"),
    "layers: expected at least one layer, got none": lambda: Stacked([]),
    "layers: expected layer 1 to take the 3 outputs of layer 0, got one that takes 4": lambda: (
        Stacked([LSTM, OTHER])
    ),
    "dropout: expected a probability 0 ≤ p < 1, got 1.0": lambda: Stacked([LSTM], dropout=1.0),
    "backward_layer: expected one that takes 2 inputs as the forward layer does, "
    "got one that takes 4": lambda: Bidirectional(LSTM, OTHER),
    "forward_layer, backward_layer: expected layers, such as Recurrent(cell), got 7": lambda: (
        Bidirectional(LSTM, 7)
    ),
    "forward_layer, backward_layer: expected layers of one float type, "
    "got float32 and float64": lambda: Bidirectional(
        Recurrent(LSTMCell(2, 3, rng=RNG, dtype=np.float32)), LSTM
    ),
}


@pytest.mark.parametrize(("message", "call"), CASES.items(), ids=range(len(CASES)))
def test_one_sentence(message, call):
    with pytest.raises(ValueError) as caught:
        call()
    assert re.sub(r"\s+", " ", str(caught.value)) == message.strip()


def test_a_sequence_may_be_over_where_a_longer_run_is_cut():
    """A row that is masked throughout is an error only without a state to hold."""
    y, tape = LSTM.forward(X, (S + 1, S + 2), NO_STEP)
    np.testing.assert_array_equal(y[:, 3], np.ones((4, 3)))
    np.testing.assert_array_equal(tape.final[1][3], S[3] + 2)


def test_x_of_another_float_type_is_taken_as_the_layers_own():
    y, _ = LSTM.forward(X.astype(np.float32))
    assert y.dtype == np.float64
