"""The reader of spoken digits, and how it is taught."""

import numpy as np
import pytest

from rnnlib import best_path, prefix_beam
from rnnlib.experiments.trainings import speech as teaching
from rnnlib.pretrained.speech import digit_listener, untrained
from rnnlib.tasks import speech


@pytest.fixture(scope="module")
def heard():
    batch = speech.together(speech.clips())
    logits, _ = digit_listener(np.float32).forward(batch.x, None, batch.mask)
    return logits, batch.mask


def test_it_reads_voices_that_it_has_never_heard(heard):
    truth = [u.digits for u in speech.clips()]
    for read in (best_path, prefix_beam):
        reads = [speech.decode(found.symbols) for found in read(*heard)]
        assert speech.error_rate(reads, truth) < 0.15
        assert sum(a == b for a, b in zip(reads, truth, strict=True)) > 12


def test_most_of_the_time_it_says_nothing(heard):
    """Spikes: blanks at most steps, and a digit for a few steps."""
    paths = np.concatenate([found.path for found in best_path(*heard)])
    assert 0.6 < (paths == 0).mean() < 0.95


def test_of_all_that_were_taught():
    curves = teaching.stored()
    assert sorted(curves) == list(range(teaching.SEEDS))
    for points in curves.values():
        assert points[-1]["updates"] == 1500
        assert points[0]["unseen"] > points[-1]["unseen"] < 0.2 and points[-1]["clips"] < 0.15
    model = digit_listener(np.float32)
    assert abs(teaching.rate_of(model, speech.clips()) - curves[0][-1]["clips"]) < 0.03


def test_a_few_lessons(monkeypatch):
    monkeypatch.setattr(teaching, "heard", lambda which: speech.lessons())
    training = teaching.Speech(0)
    model = training.begin()
    optimiser = training.optimiser(model)
    losses = []
    for n in range(20):
        loss, grads = training.lesson(model, n)
        optimiser.lr = training.rate(n)
        optimiser.step(grads)
        losses.append(loss)
    assert losses[-1] < 0.6 * losses[0]
    again = training.lesson(training.begin(), 0)
    assert again[0] == losses[0]


def test_gradients_reach_everything():
    """Central differences along a random direction of each parameter."""
    batch = speech.together(speech.lessons()[:2])
    short = batch._replace(x=batch.x[:14].astype(float), mask=batch.mask[:14])
    short = short._replace(target=[target[:2] for target in batch.target])
    model, rng = untrained(dtype=np.float64), np.random.default_rng(0)
    _, grads, _ = model.loss_and_grads(short)
    for name, p in model.params.items():
        way, here = rng.normal(size=p.shape), p.copy()
        ends = []
        for eps in (1e-5, -1e-5):
            p[...] = here + eps * way
            ends.append(model.loss_and_grads(short)[0])
        p[...] = here
        assert (ends[0] - ends[1]) / 2e-5 == pytest.approx((grads[name] * way).sum(), rel=1e-6)
