"""The readers of dates are worth what is said of them, and the script that made them teaches."""

import numpy as np
import pytest

from rnnlib import dates
from rnnlib.decoding import accuracy
from rnnlib.pretrained import date_reader
from rnnlib.pretrained.date_readers import KINDS, untrained
from rnnlib.pretrained.date_readers import train as train_date_readers

LOSS = {"plain": 0.0240, "bahdanau": 0.0060, "luong": 0.0013}  # nats, on days never read
RIGHT = {"plain": 0.92, "bahdanau": 0.98, "luong": 0.99}  # of such dates, at least


@pytest.mark.parametrize("kind", KINDS)
def test_the_weights_reproduce_the_stated_loss_on_days_they_have_not_read(kind):
    exam = dates(300, rng=np.random.default_rng(77), held_out=True)
    for dtype in (np.float32, np.float64):
        model = date_reader(kind, dtype)
        assert model.loss_and_grads(exam.batch())[0] == pytest.approx(LOSS[kind], abs=2e-4)
    assert accuracy(model, exam) > RIGHT[kind]
    assert untrained(kind).loss_and_grads(exam.batch())[0] > 2


def test_the_script_writes_what_it_taught(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(train_date_readers, "UPDATES", {"luong": 12})
    monkeypatch.setattr(train_date_readers, "N", 500)
    monkeypatch.setattr(train_date_readers, "weights", lambda kind: tmp_path / f"{kind}.npz")
    train_date_readers.main(["luong"])
    with np.load(tmp_path / "luong.npz") as stored:
        assert stored["out.V"].dtype == np.float16
        start = untrained("luong").params["out.V"]
        assert np.abs(stored["out.V"] - start).max() > 0.02


def test_the_lessons_are_seeded_and_the_rate_falls(monkeypatch):
    monkeypatch.setattr(train_date_readers, "N", 500)
    losses = [
        [r.loss for r in train_date_readers.lessons(untrained("bahdanau"), 15)] for _ in range(2)
    ]
    assert losses[0] == losses[1] and losses[0][-1] < 0.8 * losses[0][0]


def test_unknown_kinds():
    with pytest.raises(ValueError, match="^kind: expected one of plain, bahdanau, luong, got 'x'"):
        date_reader("x")
