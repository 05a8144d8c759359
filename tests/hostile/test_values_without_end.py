"""Wrong values that are endless, of many lines, or cannot be told at all: the sentence is short."""

import re

import numpy as np
import pytest

import rnnlib
from rnnlib import analysis, init, tasks
from rnnlib.edge import brief

RNG = np.random.default_rng(0)
LSTM = rnnlib.Recurrent(rnnlib.LSTMCell(4, 6, rng=RNG))
X = RNG.normal(size=(5, 3, 4))
TAPE = LSTM.forward(X)[1]
TEXT = rnnlib.Text("hello world")


class Mute:
    def __repr__(self):
        raise RuntimeError("no words")


VALUES = {
    "a long text": "x" * 10**7,
    "lines": np.ones((5, 3, 4)),
    "digits": 10**5000,
    "digits in a list": [10**5000],
    "mute": Mute(),
}

CALLS = {
    "D": lambda v: rnnlib.LSTMCell(v, 3, rng=RNG),
    "rng": lambda v: rnnlib.adding(20, 2, rng=v),
    "T": lambda v: rnnlib.adding(v, 2, rng=RNG),
    "B": lambda v: LSTM.start(v),
    "axis": lambda v: rnnlib.softmax(X, axis=v),
    "dtype": lambda v: rnnlib.Linear(2, 2, rng=RNG, dtype=v),
    "cell": rnnlib.Recurrent,
    "shape": lambda v: init.orthogonal(v, rng=RNG),
    "t": lambda v: TAPE.state(v),
    "k": lambda v: rnnlib.Stacked([LSTM, rnnlib.Linear(6, 2, rng=RNG)]).forward(X)[1][v],
    "dropout": lambda v: rnnlib.Stacked([LSTM], dropout=v),
    "layers": lambda v: rnnlib.Stacked([v]),
    "lr": lambda v: rnnlib.SGD({"W": np.ones(2)}, v),
    "eps": lambda v: rnnlib.numerical_gradient(np.sum, np.ones(3), v),
    "model": lambda v: list(rnnlib.fit(v, [], None)),
    "rate": lambda v: rnnlib.flip_flop(5, 2, rng=RNG, rate=v),
    "letters": lambda v: rnnlib.anbn([1], 2, rng=RNG, letters=v),
    "fraction": TEXT.split,
    "held_out": lambda v: tasks.digits(2, rng=RNG, held_out=v),
    "path": lambda v: rnnlib.save(v, {"W": np.ones(2)}),
    "kind": lambda v: analysis.size_for(v, 2, 10),
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("argument", CALLS)
def test_the_sentence_is_short_and_of_one_line(argument, value):
    with pytest.raises((ValueError, TypeError)) as caught:
        CALLS[argument](VALUES[value])
    sentence = str(caught.value)
    assert re.fullmatch(rf"{argument}: expected .+, got .+", sentence), sentence[:300]
    assert len(sentence) < 300


@pytest.mark.parametrize("value", [v for v in VALUES if v != "lines"])
def test_a_tape_says_in_short_what_it_does_not_know(value):
    for call in (TAPE.__getitem__, TAPE.previous):
        with pytest.raises(ValueError, match="^name: expected .+, got .{1,60}$"):
            call(VALUES[value])


def test_names_of_parameters_are_told_in_short():
    params = {"x" * 10**6: np.ones(2)}
    for call in (
        lambda: rnnlib.SGD(params, 0.1).step({"x" * 10**6: np.ones(3)}),
        lambda: rnnlib.SGD({"x" * 10**6: 1}, 0.1),
        lambda: rnnlib.clip_norm({"x" * 10**6: 1}, 1.0),
        lambda: rnnlib.report({"x" * 10**6: "a"}),
    ):
        with pytest.raises(ValueError, match=r": expected .+, got") as caught:
            call()
        assert len(str(caught.value)) < 300


def test_brief_survives_what_cannot_be_told():
    assert brief(Mute()) == "Mute"
    assert brief(10**5000) == "int"
    assert brief(np.ones((2, 2))) == "array([[1., 1.], [1., 1.]])"
    assert len(brief("x" * 100)) == 60
