"""One to many: the picture's gradient too, padding that counts for nothing, and writing."""

import numpy as np
import pytest
from kinds import layer_of, lively

import rnnlib
from rnnlib import Batch, Linear, OneToManyModel
from rnnlib.losses import softmax_cross_entropy

K, D, H = 4, 5, 3


def model_of(kind, rng, dtype=np.float64):
    rnn = layer_of(kind, K + 1, H, rng, dtype)
    model = OneToManyModel(
        Linear(D, H, rng=rng, dtype=dtype), rnn, Linear(H, K, rng=rng, dtype=dtype)
    )
    lively(model.params, rng)
    return model


def batch_of(rng, masked, B=3, T=5):
    mask = np.arange(T)[:, None] < (5, 2, 3) if masked else None
    return Batch(rng.normal(size=(1, B, D)), rng.integers(0, K, (T, B)), mask)


@pytest.mark.parametrize("masked", [False, True], ids=["unmasked", "masked"])
@pytest.mark.parametrize("kind", [rnnlib.VanillaCell, rnnlib.LSTMCell, rnnlib.GRUCell])
def test_the_gradient_of_the_loss(kind, masked):
    rng = np.random.default_rng(0)
    model, batch = model_of(kind, rng), batch_of(np.random.default_rng(1), masked)
    _, grads, _ = model.loss_and_grads(batch)
    assert grads.keys() == model.params.keys()
    for name, p in model.params.items():
        numeric = rnnlib.numerical_gradient(lambda _: model.loss_and_grads(batch)[0], p)
        assert rnnlib.gradient_error(grads[name], numeric) < 1e-7, name


def test_it_is_its_equations():
    rng = np.random.default_rng(0)
    model, batch = model_of(rnnlib.VanillaCell, rng), batch_of(rng, False)
    p = model.params
    h, word, nats = batch.x[0] @ p["in.V"] + p["in.b"], np.full(3, K), []
    for right in batch.target:
        h = np.tanh(p["rnn.W"][word] + h @ p["rnn.U"] + p["rnn.b"])
        s = h @ p["out.V"] + p["out.b"]
        nats.append(-np.log(rnnlib.softmax(s)[np.arange(3), right]))
        word = right
    assert model.loss_and_grads(batch)[0] == pytest.approx(np.mean(nats), rel=1e-12)


def test_padding_changes_nothing():
    rng = np.random.default_rng(0)
    model, batch = model_of(rnnlib.GRUCell, rng), batch_of(rng, True)
    loss, grads, _ = model.loss_and_grads(batch)
    target = np.where(batch.mask, batch.target, 3 - batch.target)
    other, same, _ = model.loss_and_grads(batch._replace(target=target))
    assert loss == other and all(np.array_equal(g, same[name]) for name, g in grads.items())
    parts = []
    for b, length in enumerate((5, 2, 3)):  # one by one, without padding
        alone = Batch(batch.x[:, b : b + 1], batch.target[:length, b : b + 1])
        parts.append(model.loss_and_grads(alone)[0] * length)
    assert loss == pytest.approx(sum(parts) / 10, rel=1e-12)


def test_what_it_writes_is_the_likeliest_word_after_its_own():
    rng = np.random.default_rng(3)
    model = model_of(rnnlib.LSTMCell, rng)
    x = rng.normal(size=(1, 6, D))
    written = model.write(x, 7)
    scores, _ = model.forward(x, written)  # told its own words
    np.testing.assert_array_equal(scores.argmax(-1), written)
    for b in range(6):  # in a batch as one by one
        np.testing.assert_array_equal(model.write(x[:, b : b + 1], 7)[:, 0], written[:, b])


def test_it_ends_when_all_have_written_the_stop():
    rng = np.random.default_rng(3)
    model = model_of(rnnlib.GRUCell, rng)
    model.params["out.b"][2] = 100.0
    assert model.write(rng.normal(size=(1, 2, D)), 9, stop=2).tolist() == [[2, 2]]
    model.params["out.b"][2] = 0.0
    x = rng.normal(size=(1, 40, D))
    free, stopped = model.write(x, 9), model.write(x, 9, stop=1)
    for b in range(40):
        row = free[:, b].tolist()
        end = row.index(1) + 1 if 1 in row else 9
        assert stopped[:end, b].tolist() == row[:end][: len(stopped)]
        assert (stopped[end:, b] == 1).all()


def test_float32_to_the_last_layer_and_training():
    rng = np.random.default_rng(0)
    model = model_of(rnnlib.GRUCell, rng, np.float32)
    batch = batch_of(rng, True)
    _, grads, _ = model.loss_and_grads(batch)
    assert {g.dtype for g in grads.values()} == {np.dtype(np.float32)}
    model = model_of(rnnlib.GRUCell, rng)
    optimiser = rnnlib.Adam(model.params, lr=0.02)
    losses = [r.loss for r in rnnlib.fit(model, [batch] * 150, optimiser)]
    assert losses[-1] < 0.2 * losses[0]
    assert softmax_cross_entropy(model.forward(batch.x, batch.target, batch.mask)[0],
                                 batch.target, batch.mask)[0] < 0.2 * losses[0]  # fmt: skip


def test_bad_input():
    rng = np.random.default_rng(0)
    model, batch = model_of(rnnlib.GRUCell, rng), batch_of(rng, False)
    rnn = layer_of(rnnlib.GRUCell, K + 1, H, rng)
    with pytest.raises(ValueError, match="rnn: expected one of input_size 6, got 5"):
        OneToManyModel(Linear(D, H, rng=rng), rnn, Linear(H, K + 1, rng=rng))
    with pytest.raises(ValueError, match="reader: expected one of output_size 3, got 4"):
        OneToManyModel(Linear(D, 4, rng=rng), rnn, Linear(H, K, rng=rng))
    with pytest.raises(ValueError, match="rnn: expected a recurrent layer"):
        OneToManyModel(Linear(D, H, rng=rng), Linear(K + 1, H, rng=rng), Linear(H, K, rng=rng))
    with pytest.raises(ValueError, match=r"x: expected \(1, B, 5\), got \(2, 3, 5\)"):
        model.forward(np.zeros((2, 3, D)), batch.target)
    with pytest.raises(ValueError, match="x: expected symbols from 0 to 3, got 4"):
        model.forward(batch.x, batch.target + 4 * (batch.target == 0))
    with pytest.raises(ValueError, match="longest: expected a number of words"):
        model.write(batch.x, 0)
    with pytest.raises(ValueError, match="stop: expected a word, got 4"):
        model.write(batch.x, 3, stop=4)
    with pytest.raises(ValueError, match="state: expected None"):
        model.loss_and_grads(batch, (np.zeros((3, H)),))
