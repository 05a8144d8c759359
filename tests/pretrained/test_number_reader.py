"""The reader of numbers is worth what is said of it, and the script that made it teaches."""

import numpy as np
import pytest

from rnnlib import number_words
from rnnlib.decoding import accuracy
from rnnlib.experiments import lengths
from rnnlib.pretrained import number_reader
from rnnlib.pretrained.number_reader import train as train_number_reader

LOSS = 0.2937  # nats, on numbers of two to nine digits that were in no lesson


def test_the_weights_reproduce_the_stated_loss():
    exam = number_words(300, range(2, 10), rng=np.random.default_rng(77), held_out=True)
    for dtype in (np.float32, np.float64):
        found, _, _ = number_reader(dtype).loss_and_grads(exam.batch())
        assert found == pytest.approx(LOSS, abs=1e-3)


def test_it_is_good_at_short_numbers_and_bad_at_long_ones():
    rng = np.random.default_rng(8)
    exams = {d: number_words(200, d, rng=rng, held_out=True) for d in (3, 6, 9, 12)}
    for dtype in (np.float32, np.float64):
        right = {d: accuracy(number_reader(dtype), exam) for d, exam in exams.items()}
        assert right[3] > 0.9 > 0.75 > right[6] > 0.5 > 0.15 > right[9] > right[12]
        assert right[12] == 0


def test_the_script_writes_what_it_taught(tmp_path, monkeypatch):
    monkeypatch.setattr(lengths, "N", 300)
    monkeypatch.setattr(train_number_reader, "UPDATES", 12)
    monkeypatch.setattr(train_number_reader, "WEIGHTS", tmp_path / "number_reader.npz")
    train_number_reader.main()
    with np.load(tmp_path / "number_reader.npz") as stored:
        assert stored["out.V"].dtype == np.float16
        lot = np.random.default_rng(0).spawn(1)[0]
        start = lengths.network("summary", lot).params["out.V"]
        assert np.abs(stored["out.V"] - start).max() > 0.02
