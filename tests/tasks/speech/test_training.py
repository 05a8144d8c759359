"""Batches to train on, and labels by guess."""

import numpy as np
import pytest

from rnnlib.tasks import speech


def test_a_sample_is_of_the_lessons_with_fresh_noise():
    few = speech.lessons()[:5]
    rng = np.random.default_rng(0)
    batch = speech.sample(few, 5, rng=rng, noise=0.2)
    told = [speech.decode(target) for target in batch.target]
    assert sorted(told) == sorted(lesson.digits for lesson in few)
    plain = {lesson.digits: lesson.x for lesson in few}
    for b, digits in enumerate(told):
        noise = batch.x[: len(plain[digits]), b] - plain[digits]
        assert abs(noise.std() - 0.2) < 0.02
    again = speech.sample(few, 5, rng=rng, noise=0)
    assert again.x.dtype == np.float32
    clean = speech.together([few[[one.digits for one in few].index(told[0])]]).x[:, 0]
    b = [speech.decode(target) for target in again.target].index(told[0])
    np.testing.assert_array_equal(again.x[: len(clean), b], clean)


def test_labels_are_spread_evenly():
    batch = speech.together(speech.lessons()[:4])
    spread = speech.spread(batch)
    for b, (target, T) in enumerate(zip(batch.target, batch.mask.sum(0), strict=True)):
        own = spread.target[:T, b]
        assert own[0] == target[0] and own[-1] == target[-1] and set(own) == set(target)
        runs = 1 + np.count_nonzero(own[1:] != own[:-1])
        assert runs == 1 + np.count_nonzero(np.diff(target))
        for symbol in set(target.tolist()):
            share = (own == symbol).mean() - (target == symbol).mean()
            assert abs(share) < len(target) / T
    assert spread.x is batch.x


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda rng: speech.sample([], 1, rng=rng), "examples: expected at least B = 1, got 0"),
        (lambda rng: speech.sample(speech.lessons(), 0, rng=rng), "B: expected a positive"),
        (lambda rng: speech.sample(speech.lessons(), 2, rng=7), "rng: expected"),
    ],
)
def test_wrong_input(call, said):
    with pytest.raises(ValueError, match=said):
        call(np.random.default_rng(0))


def test_where_nothing_is_said_every_step_is_blank():
    batch = speech.together(speech.clips()[:2])
    labels = speech.spread(batch._replace(target=[batch.target[0], np.zeros(0, int)])).target
    assert labels[:, 0].any() and not labels[:, 1].any()
