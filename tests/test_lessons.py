"""A training that is left and gone on with is the training; what is not one is refused."""

import numpy as np
import pytest

import rnnlib
from rnnlib.lessons import Lessons

TEXT = rnnlib.Text("the cat sat on the mat; the dog sat on the log.\n" * 20)


def lessons(seed=0, kind=rnnlib.LSTMCell, **options):
    rng = np.random.default_rng(seed)
    model = rnnlib.LanguageModel(TEXT, rnnlib.Recurrent(kind(TEXT.V, 6, rng=rng)), rng=rng)
    return Lessons(model, TEXT, **{"updates": 20, "B": 3, "T": 8, "lr": 0.02} | options)


def same(one, other):
    assert one.losses == other.losses
    for name, p in one.model.params.items():
        np.testing.assert_array_equal(other.model.params[name], p)


def test_it_is_fit_on_the_stream_with_a_falling_rate():
    plain, course = lessons(), lessons()
    adam = rnnlib.Adam(plain.model.params, lr=0.02)
    batches = plain.train.stream(3, 8, endless=True)
    losses = []
    for record in rnnlib.fit(plain.model, batches, adam, clip=1.0, carry=True):
        losses.append(record.loss / np.log(2))
        if len(losses) == 20:
            break
        adam.lr = 0.02 * (0.02 + 0.98 * (1 + np.cos(np.pi * len(losses) / 20)) / 2)
    course.advance(99)
    np.testing.assert_allclose(course.losses, losses, rtol=1e-9)
    assert course.done == 20


@pytest.mark.parametrize("kind", [rnnlib.LSTMCell, rnnlib.GRUCell, rnnlib.VanillaCell])
@pytest.mark.parametrize("stop", [0, 1, 13, 20])
def test_left_and_gone_on_with(tmp_path, kind, stop):
    whole, left, again = (lessons(seed, kind) for seed in (0, 0, 5))
    whole.advance(20)
    left.advance(stop)
    left.save(tmp_path / "left.npz", word="note")
    assert again.load(tmp_path / "left.npz") == {"word": "note"} and again.done == stop
    again.advance(20)
    same(whole, again)


def test_restarting_gives_the_same_training():
    course = lessons()
    course.advance(20)
    losses = course.losses
    course.restart()
    assert course.done == 0
    course.advance(7)
    course.advance(13)
    assert course.losses == losses


def test_a_carried_state_can_be_handed_to_fit():
    """`Carry` keeps the last state; a training cut in two with it is the whole training."""
    whole, cut = lessons(), lessons()
    batches = list(whole.train.stream(3, 8))[:6]

    def train(model, batches, adam, carry):
        return [r.loss for r in rnnlib.fit(model, batches, adam, carry=carry)]

    losses = train(whole.model, batches, rnnlib.SGD(whole.model.params, 0.1), True)
    adam, carry = rnnlib.SGD(cut.model.params, 0.1), rnnlib.Carry()
    halves = train(cut.model, batches[:3], adam, carry) + train(cut.model, batches[3:], adam, carry)
    assert halves == losses
    other = lessons()
    sgd = rnnlib.SGD(other.model.params, 0.1)
    fresh = train(other.model, batches[:3], sgd, True) + train(other.model, batches[3:], sgd, True)
    assert fresh[:3] == losses[:3] and fresh[3] != losses[3], "from zeros it is another"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"updates": 0}, "updates: expected a positive integer"),
        ({"B": 500, "T": 8}, "text: expected at least 4001 characters"),
        ({"lr": -1}, "lr: expected a positive number"),
        ({"clip": 0}, "clip: expected a positive number"),
    ],
)
def test_wrong_options(options, says):
    with pytest.raises(ValueError, match=says):
        lessons(**options)


def test_wrong_parts():
    course = lessons()
    with pytest.raises(ValueError, match="model: expected a LanguageModel, got int"):
        Lessons(3, TEXT)
    with pytest.raises(ValueError, match="text: expected a Text, got str"):
        Lessons(course.model, "text")
    with pytest.raises(ValueError, match="text: expected the model's alphabet, got another"):
        Lessons(course.model, rnnlib.Text("abc" * 999))


def test_another_training_is_refused(tmp_path):
    lessons().save(tmp_path / "one.npz")
    with pytest.raises(ValueError, match="one.npz: expected a training with lr 0.01, got 0.02"):
        lessons(lr=0.01).load(tmp_path / "one.npz")
    with pytest.raises(ValueError, match="one.npz: expected a training with model .*GRU"):
        lessons(kind=rnnlib.GRUCell).load(tmp_path / "one.npz")
