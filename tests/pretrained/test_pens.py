"""The pens draw as is said of them, and pairs of other seeds too."""

import numpy as np
import pytest

from rnnlib import tasks
from rnnlib.layers.teacher_forced import before
from rnnlib.pretrained import pens
from rnnlib.pretrained.pens import together, untaught
from rnnlib.pretrained.pens import train as train_pens
from rnnlib.storage import load
from rnnlib.tasks.flowers import beside


def off(pen, exam):
    """(told the truth, free): the root of the mean squared distance, by step."""
    told = pen.forced.forward(exam.x, before(exam.target))[0][1:]
    free = pen.run_free(exam.x[1:], exam.target[0])
    return tuple(np.sqrt(((y - exam.target[1:]) ** 2).sum(-1).mean(1)) for y in (told, free))


@pytest.fixture(scope="module")
def exam():
    return tasks.flowers(161, 60, rng=np.random.default_rng(9))


def test_the_stated_errors(exam):
    (told, free), (_, sampled) = (off(pen, exam) for pen in pens().values())
    assert told.max() < 0.1
    assert told[0] == pytest.approx(free[0]) and free[-1] > 4 * told[-1]
    assert sampled[-40:].mean() < 0.8 * free[-40:].mean()


def test_scheduled_sampling_helps_over_seeds(exam):
    ends = []
    for seed in (10, 11):  # chapter 7 compares more
        pair = []
        for least in (1.0, train_pens.LEAST):
            pen = untaught(seed)
            assert len(list(train_pens.lessons(pen, 400, least=least, seed=seed))) == 400
            assert pen.truth == least
            pair.append(off(pen, exam)[1][-40:].mean())
        ends.append(pair)
    forced, sampled = np.array(ends).T
    assert (sampled < forced).all() and sampled.mean() < 0.85 * forced.mean()


def test_what_goes_wrong_is_both_the_petals_and_the_time(exam):
    which = exam.x[0].argmax(-1)
    for pen in pens().values():
        told = pen.forced.forward(exam.x, before(exam.target))[0][1:]
        free = pen.run_free(exam.x[1:], exam.target[0])
        assert beside(free, which)[-40:].mean() > 1.5 * beside(told, which)[-40:].mean()


def test_the_script_writes_what_it_taught(tmp_path, monkeypatch):
    monkeypatch.setattr(train_pens, "WEIGHTS", tmp_path / "pens.npz")
    monkeypatch.setattr(train_pens, "LESSONS", 3)
    train_pens.main()
    models = {name: untaught(1) for name in pens()}
    load(tmp_path / "pens.npz", together(models), kind="pens")
    again = untaught(train_pens.SEED)
    list(train_pens.lessons(again, 3, seed=train_pens.SEED))
    forced = models["teacher forcing"].params
    assert all(np.array_equal(forced[name], p) for name, p in again.params.items())
    with pytest.raises(ValueError, match="n: expected at least one lesson, got 0"):
        list(train_pens.lessons(again, 0))
