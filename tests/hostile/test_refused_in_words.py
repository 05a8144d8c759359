"""Calls that once ended in Python's or NumPy's words: they name the argument."""

import re

import numpy as np
import pytest

import rnnlib
from rnnlib import tasks


def rng():
    return np.random.default_rng(0)


RAGGED, THREE, HUGE = [[1], [1, 2]], np.array(3), 10**400
FLAGS = ("no", None, np.ones(3), 2, 0.0)
LSTM = rnnlib.Recurrent(rnnlib.LSTMCell(4, 6, rng=rng()))
MODEL = rnnlib.EveryStepModel(LSTM, rnnlib.Linear(6, 4, rng=rng()))
SYMBOLS = rng().integers(0, 4, (5, 3))
PLAIN = {"W": np.ones((2, 2))}
PICTURES = rnnlib.digit_pixels(2, rng=rng()).x
PIXELS, LETTERS = rnnlib.PixelLSTM(2, 3, rng=rng()), rnnlib.Vocabulary("ab")
TEXT = rnnlib.Text("hello world")
WRITER = rnnlib.LanguageModel(
    TEXT, rnnlib.Recurrent(rnnlib.GRUCell(TEXT.V, 5, rng=rng())), rng=rng()
)


def fit(**given):
    usual = {
        "model": MODEL,
        "batches": [rnnlib.Batch(SYMBOLS, SYMBOLS)],
        "optimiser": rnnlib.SGD(MODEL.params, 0.1),
    }
    return list(rnnlib.fit(**usual | given))


WRONG = {
    "cell": [
        lambda: rnnlib.Bridge(4, None, rng=rng()),
        lambda: rnnlib.Bridge(4, rnnlib.GRUCell, rng=rng()),
        lambda: rnnlib.Cell(4, 6, rng=rng()),
    ],
    "lr": [lambda: rnnlib.SGD(PLAIN, 10**5000)],
    "alpha": [lambda: rnnlib.PlaceCounts(PICTURES, 2, alpha=HUGE)],
    "truth": [lambda: rnnlib.TeacherModel(rnnlib.JordanCell(4, 6, rng=rng()), truth=HUGE)],
    "K": [lambda k=k: rnnlib.digit_pixels(2, K=k, rng=rng()) for k in ([], None, np.ones(2), 3)],
    "styles": [lambda s=s: rnnlib.dates(2, rng=rng(), styles=s) for s in (np.ones((2, 2)), THREE)],
    "digits": [lambda: rnnlib.number_words(2, RAGGED, rng=rng())],
    "lengths": [
        lambda: rnnlib.repetition(2, RAGGED, rng=rng()),
        lambda: rnnlib.reversal(2, RAGGED, rng=rng()),
    ],
    "batches": [lambda: fit(batches=THREE)],
    "optimiser": [lambda: fit(optimiser=range(5))],
    "held_out": [
        lambda task=task, v=v: task(2, rng=rng(), held_out=v)
        for task in (
            tasks.digits,
            tasks.captions,
            tasks.digit_pixels,
            tasks.dates,
            tasks.dates_in_every_style,
            lambda n, **k: tasks.number_words(n, 2, **k),
        )
        for v in FLAGS
    ],
    "easy": [lambda v=v: rnnlib.reviews(2, rng=rng(), easy=v) for v in FLAGS],
    "carry": [lambda v=v: fit(carry=v) for v in FLAGS],
    "with_flow": [lambda v=v: fit(with_flow=v) for v in FLAGS],
    "checkpoint": [lambda v=v: LSTM.forward(np.ones((5, 3, 4)), checkpoint=v) for v in FLAGS[:4]],
    "path": [
        lambda act=act, path=path: act(path, PLAIN)
        for act in (rnnlib.save, rnnlib.load)
        for path in ("\ud800", "x" * 256, "x" * 10**6, "x/" * 10**5)
    ],
    "mask": [lambda: rnnlib.ctc_loss(np.ones((5, 2, 3)), [[1], [2]], RAGGED)],
    "axis": [lambda: rnnlib.softmax(np.ones((2, 2)), axis=True)],
    "targets": [lambda v=v: rnnlib.Pairs(["a"], v, LETTERS, LETTERS) for v in (None, 3, THREE)],
    "model": [
        *(lambda v=v: rnnlib.paint(v, 1, (3, 4), rng=rng()) for v in (None, 3, rnnlib.PixelLSTM)),
        lambda: rnnlib.complete(None, np.zeros((1, 3, 4), int), np.ones((3, 4), bool), rng=rng()),
        lambda: rnnlib.receptive_field(None, (3, 4), (0, 0), rng=rng()),
    ],
    "pictures": [
        lambda: rnnlib.complete(PIXELS, RAGGED, np.ones((3, 4), bool), rng=rng()),
    ],
    "shape": [
        *(lambda v=v: rnnlib.paint(PIXELS, 1, v, rng=rng()) for v in (THREE, [], "ab", -1)),
        *(
            lambda v=v: rnnlib.receptive_field(PIXELS, v, (0, 0), rng=rng())
            for v in (-1, 2**63, "", [[]], [None, 3], np.zeros((5, 0, 4)))
        ),
    ],
    "betas": [lambda v=v: rnnlib.Adam(PLAIN, betas=v) for v in (HUGE, np.ones((5, 3, 4)))],
    "prompt": [lambda v=v: WRITER.sample(v, 3, rng=rng()) for v in (3, None, "", "€", ["h"])],
    "string": [lambda: WRITER.predict(3), lambda: WRITER.predict("")],
    "first": [
        lambda v=v: rnnlib.PixelRNN("row", 2, 4, first=v, rng=rng()) for v in (None, 2, 0, "3")
    ],
}


@pytest.mark.parametrize(
    ("argument", "call"), [(name, call) for name, calls in WRONG.items() for call in calls]
)
def test_the_sentence_names_the_argument(argument, call):
    with pytest.raises(ValueError) as caught:
        call()
    sentence = str(caught.value)
    assert re.fullmatch(rf"{argument}: expected .+, got .+", sentence), sentence[:300]
    assert len(sentence) < 300


@pytest.mark.parametrize("yes", [True, 1, np.bool_(True)])
def test_one_and_numpys_own_truth_are_true(yes):
    np.testing.assert_array_equal(
        tasks.digits(3, rng=rng(), held_out=yes).x, tasks.digits(3, rng=rng(), held_out=True).x
    )
    assert fit(with_flow=yes, carry=yes)[0].flow is not None
