"""The networks of all shapes are worth what is said, and the script that made them teaches."""

import numpy as np
import pytest

from rnnlib import tasks
from rnnlib.decoding import accuracy
from rnnlib.pretrained import shapes
from rnnlib.pretrained.shapes import together, untaught
from rnnlib.pretrained.shapes import train as train_shapes
from rnnlib.storage import load

STATED = {  # task: nats at most, and the share of right answers at least
    "digits": (0.4, 0.9),
    "captions": (0.7, None),
    "reviews": (0.05, 0.99),
    "films": (0.1, 0.96),
}


def exam(task, n=1000):
    rng = np.random.default_rng(11)
    if task in ("digits", "captions"):
        return getattr(tasks, task)(n, rng=rng, held_out=True)
    return tasks.reviews(n, rng=rng) if task == "reviews" else tasks.films(24, n, rng=rng)


def loss(model, batch):
    return model.loss_and_grads(batch)[0]


@pytest.fixture(scope="module")
def models():
    return shapes()


def right(model, batch):
    scores, _ = model.forward(batch.x, mask=batch.mask)
    return np.mean(scores.argmax(-1) == batch.target)


def test_the_stated_losses(models):
    nats = {task: loss(models[task], exam(task)) for task in STATED}
    for task, (most, share) in STATED.items():
        assert nats[task] < most
        assert share is None or right(models[task], exam(task)) > share
        assert loss(untaught()[task], exam(task)) > 3 * nats[task]


def test_films_are_labelled_behind_the_curtain_too(models):
    batch = exam("films")
    scores, _ = models["films"].forward(batch.x)
    hit = (scores.argmax(-1) == batch.target)[8:]
    assert hit[tasks.hidden_frames(batch.x)[8:]].mean() > 0.99


def test_numbers_that_were_in_no_lesson(models):
    pairs = tasks.number_words(300, range(2, 4), rng=np.random.default_rng(5), held_out=True)
    assert accuracy(models["numbers"], pairs) > 0.95
    assert loss(models["numbers"], pairs.batch()) < 0.05


@pytest.mark.parametrize("task", train_shapes.LESSONS)
def test_the_script_teaches(task):
    model = untaught()[task]
    losses = [record.loss for record in train_shapes.lessons(task, model, share=0.05)]
    assert len(losses) == round(0.05 * train_shapes.LESSONS[task][2])
    if task != "reviews":  # which begins with a plateau
        assert np.mean(losses[-3:]) < 0.8 * losses[0]


def test_the_script_writes_what_it_taught(tmp_path, monkeypatch):
    monkeypatch.setattr(train_shapes, "WEIGHTS", tmp_path / "shapes.npz")
    monkeypatch.setattr(
        train_shapes, "LESSONS", {k: (*v[:2], 2, v[3]) for k, v in train_shapes.LESSONS.items()}
    )
    train_shapes.main()
    written = untaught(np.float32)
    load(tmp_path / "shapes.npz", together(written), kind="shapes")
    again = untaught(np.float32)["films"]
    list(train_shapes.lessons("films", again))
    assert all(np.array_equal(written["films"].params[k], p) for k, p in again.params.items())
