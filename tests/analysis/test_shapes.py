"""What is told of a run in any shape is what the model computes."""

import numpy as np
import pytest
from kinds import layer_of, lively

import rnnlib
from rnnlib import Batch, EncoderDecoder, EveryStepModel, LastStepModel, Linear, OneToManyModel
from rnnlib.analysis import SHAPES, shape_run
from rnnlib.tasks.pairs import Pairs, Vocabulary

GRU, VANILLA = rnnlib.GRUCell, rnnlib.VanillaCell


def settings():
    """{shape: (model, batch)}, each batch with padding; the third sequence is the shortest."""
    rng = np.random.default_rng(0)
    mask = np.arange(5)[:, None] < (5, 4, 2)
    words, labels = rng.integers(0, 3, (5, 3)), rng.integers(0, 2, (5, 3))
    picture = rng.normal(size=(1, 3, 6))
    last = LastStepModel(layer_of(GRU, 3, 4, rng), Linear(4, 2, rng=rng))
    every = EveryStepModel(layer_of(VANILLA, 3, 4, rng), Linear(4, 2, rng=rng))
    once = LastStepModel(layer_of(VANILLA, 6, 4, rng), Linear(4, 2, rng=rng))
    many = OneToManyModel(
        Linear(6, 4, rng=rng), layer_of(rnnlib.LSTMCell, 3, 4, rng), Linear(4, 2, rng=rng)
    )
    pairs = Pairs(["abc", "a", "ba"], ["x", "xyz", "zz"], Vocabulary("abc"), Vocabulary("xyz"))
    both = EncoderDecoder(
        pairs.source, pairs.target, layer_of(GRU, 3, 4, rng), layer_of(GRU, 5, 4, rng), rng=rng
    )
    for model in (last, every, once, many, both):
        lively(model.params, rng)
    found = (
        (once, Batch(picture, labels[0])),
        (many, Batch(picture, labels, mask)),
        (last, Batch(words, labels[0], mask)),
        (every, Batch(words, labels, mask)),
        (both, pairs.batch()),
    )
    return dict(zip(SHAPES, found, strict=True))


def the_loss(model, batch, b):
    """The sum of the losses of one sequence, by `loss_and_grads` of it alone."""
    if isinstance(model, EncoderDecoder):
        S, T = batch.mask[:, b].sum(), batch.target_mask[:, b].sum()
        alone = batch._replace(
            x=batch.x[:S, b : b + 1], target=batch.target[:T, b : b + 1],
            mask=None, target_mask=None,
        )  # fmt: skip
        return model.loss_and_grads(alone)[0] * T
    T = len(batch.x) if batch.mask is None else int(batch.mask[:, b].sum())
    if isinstance(model, OneToManyModel):
        alone = Batch(batch.x[:, b : b + 1], batch.target[:T, b : b + 1])
    elif isinstance(model, LastStepModel):
        alone, n = Batch(batch.x[:T, b : b + 1], batch.target[b : b + 1]), 1
        return model.loss_and_grads(alone)[0] * n
    else:
        alone = Batch(batch.x[:T, b : b + 1], batch.target[:T, b : b + 1])
    return model.loss_and_grads(alone)[0] * T


@pytest.mark.parametrize("b", [0, 2])
@pytest.mark.parametrize("shape", SHAPES)
def test_losses_answers_and_places(shape, b):
    model, batch = settings()[shape]
    run = shape_run(model, batch, b)
    N = len(run.h)
    assert run.shape == shape
    assert {len(a) for a in run[1:]} == {N}
    assert run.losses.sum() == pytest.approx(the_loss(model, batch, b), rel=1e-12)
    asked = run.target >= 0
    rows = np.arange(N)[asked]
    np.testing.assert_allclose(run.losses[asked], -np.log(run.p[rows, run.target[asked]]))
    np.testing.assert_array_equal(run.enters > 0, asked)
    assert not run.losses[~asked].any() and not run.p[~asked].any()
    assert run.carried[-1] == pytest.approx(0, abs=1e-15)
    np.testing.assert_allclose(run.flow[~asked], run.carried[~asked])
    assert (run.flow <= run.enters + run.carried + 1e-12).all()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_first_gradient_is_the_slope_of_the_loss(shape):
    """‖∂L/∂h‖ of the first column, by moving h_0, or the picture's bias, and looking."""
    model, batch = settings()[shape]
    run = shape_run(model, batch, 1)
    if shape == SHAPES[1]:
        bias, start = model.params["in.b"], 0
        slope = rnnlib.numerical_gradient(lambda _: the_loss(model, batch, 1), bias)
        assert run.flow[start] == pytest.approx(np.linalg.norm(slope), rel=1e-6)
        return
    # ∂L/∂b of the first cell's candidate sums over steps; the first step alone is h_1's share
    assert run.flow[0] > 0
    if shape in (SHAPES[0], SHAPES[3]):
        own, _ = settings()[shape]
        T = 1 if shape == SHAPES[0] else 4
        alone = Batch(batch.x[:T, 1:2], batch.target[1:2] if T == 1 else batch.target[:T, 1:2])
        _, _, tape = own.loss_and_grads(alone)
        assert run.flow[0] == pytest.approx(T * np.linalg.norm(tape.rnn.back["h"][0, 0]))


def test_steps_and_what_is_given():
    runs = {shape: shape_run(*pair) for shape, pair in settings().items()}
    assert runs[SHAPES[1]].steps == list("012345") and runs[SHAPES[2]].steps == list("12345")
    both = runs[SHAPES[4]]
    assert both.steps == ["1", "2", "3", "1", "2"]
    assert both.second == [False] * 3 + [True] * 2
    assert both.given.tolist() == [-1, -1, -1, 4, 0]  # start, then x
    many = runs[SHAPES[1]]
    assert many.given[:2].tolist() == [-1, 2]
    np.testing.assert_array_equal(many.given[2:], many.target[1:-1])
    assert many.x[0].shape == (6,) and many.x[1:] == (None,) * 5


def test_bad_input():
    model, batch = settings()[SHAPES[3]]
    with pytest.raises(ValueError, match="model: expected one of LastStepModel, .*, got Linear"):
        shape_run(Linear(2, 3, rng=np.random.default_rng(0)), batch)
    with pytest.raises(ValueError, match="sequence: expected an integer from 0 to 2, got 3"):
        shape_run(model, batch, 3)
    with pytest.raises(ValueError, match="batch: expected a PairBatch"):
        shape_run(settings()[SHAPES[4]][0], batch)
    with pytest.raises(ValueError, match="batch: expected real steps before padding"):
        shape_run(model, batch._replace(mask=~batch.mask), 2)
    model.loss = rnnlib.squared_error
    with pytest.raises(ValueError, match="model: expected one with softmax_cross_entropy"):
        shape_run(model, batch)
