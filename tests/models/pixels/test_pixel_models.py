"""Models of pixels: the chain rule, gradients, causality, completions and counts."""

from itertools import product

import numpy as np
import pytest
from kinds import lively

from rnnlib import Batch, ContextCounts, PixelLSTM, PixelRNN, PlaceCounts
from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.models import complete, influence, jacobian, paint, receptive_field
from rnnlib.models.pixels.completion import draw

R, C, B, K = 3, 4, 2, 3
KINDS = {
    "row": lambda K=K, **o: PixelRNN("row", K, 2, **o),
    "diagonal": lambda K=K, **o: PixelRNN("diagonal", K, 2, **o),
    "diagonal, as in the paper": lambda K=K, **o: PixelRNN("diagonal", K, 2, margin=0, **o),
    "diagonal, wide": lambda K=K, **o: PixelRNN("diagonal", K, 2, first=5, blocks=1, **o),
    "LSTM": lambda K=K, **o: PixelLSTM(K, 3, **o),
}
kinds = pytest.mark.parametrize("kind", KINDS)


def build(kind, K=K, seed=0):
    """A lively model, its rng and pictures."""
    rng = np.random.default_rng(seed)
    model = KINDS[kind](K, rng=rng)
    lively(model.params, rng, 0.8)
    return model, rng, rng.integers(K, size=(B, R, C))


@kinds
def test_gradients(kind):
    model, rng, x = build(kind)
    batch = Batch(x, x, rng.random((B, R, C)) < 0.7)
    loss, grads, _ = model.loss_and_grads(batch)
    p = model.probabilities(x)
    right = np.array([p[(*at, x[at])] for at in np.ndindex(x.shape)]).reshape(x.shape)
    assert loss == pytest.approx(-np.log(right[batch.mask]).mean(), rel=1e-12)
    assert model.nats(x)[0] == pytest.approx(-np.log(right).mean(), rel=1e-12)
    assert grads.keys() == model.params.keys()
    for name, q in model.params.items():
        way = rng.normal(size=q.shape)  # one direction: a run for every number is too much
        ends = []
        for eps in (1e-6, -2e-6, 1e-6):
            q += eps * way
            ends.append(model.loss_and_grads(batch)[0])
        slope, found = (ends[0] - ends[1]) / 2e-6, np.vdot(way, grads[name])
        assert abs(slope - found) < 1e-6 * max(1, abs(slope)), name


@kinds
def test_the_jacobian_is_that_of_the_inputs(kind):
    model, _, x = build(kind)
    J, inputs = jacobian(model, x[0]), model.encode(x[:1])

    def log_p(_):
        logits, _ = model.run(inputs)
        logits = logits.reshape(R * C, K)
        return logits[i, x[0].flat[i]] - np.log(np.exp(logits[i]).sum())

    for i in (0, 5, R * C - 1):
        numeric = numerical_gradient(log_p, inputs)
        assert gradient_error(J[i], numeric.ravel()) < 1e-7
    one = np.abs(J[1 * C + 2]).reshape(R, C)
    np.testing.assert_allclose(influence(model, x[0], (1, 2)), one, rtol=1e-9, atol=1e-15)


@kinds
def test_causality_by_the_whole_jacobian(kind):
    for seed in range(3):
        model, _, x = build(kind, seed=seed)
        J = jacobian(model, x[0])
        assert not np.triu(J).any()
        assert J.any()


@kinds
def test_causality_by_changing_pixels(kind):
    model, _, x = build(kind)
    logits, _ = model.forward(x)
    for at in range(R * C):
        other = x.copy().reshape(B, -1)
        other[:, at] = (other[:, at] + 1) % K
        changed = model.forward(other.reshape(x.shape))[0] != logits
        assert not changed.any((0, 3)).ravel()[: at + 1].any()


def test_receptive_fields():
    def field(kind, shape=(6, 7), pixel=(4, 2)):
        model, rng, _ = build(kind)
        return receptive_field(model, shape, pixel, rng=rng)

    before = np.arange(42).reshape(6, 7) < 4 * 7 + 2
    for kind in ("diagonal", "LSTM"):
        np.testing.assert_array_equal(field(kind), before)
    hidden = before & ~field("diagonal, as in the paper")
    np.testing.assert_array_equal(np.argwhere(hidden), [[3, 6]])  # the end of the row above
    for c, gap in ((2, [[3, 6]]), (3, [])):  # a first layer of 7 × 7 reaches three columns further
        net = PixelRNN("diagonal", K, 1, first=7, margin=0, rng=np.random.default_rng(1))
        lively(net.params, np.random.default_rng(1))
        seen = receptive_field(net, (6, 7), (4, c), rng=np.random.default_rng(2), tries=8)
        earlier = np.arange(42).reshape(6, 7) < 4 * 7 + c
        assert np.argwhere(earlier & ~seen).tolist() == gap
    row = field("row")
    assert not (row & ~before).any() and (before & ~row).any()
    assert row[0].sum() >= row[3].sum()


@pytest.mark.parametrize("kind", ["row", "diagonal", "LSTM"])
def test_the_probabilities_of_all_pictures_add_up_to_one(kind):
    model, _, _ = build(kind, K=2)
    every = np.array(list(product((0, 1), repeat=6))).reshape(-1, 2, 3)
    log_p = -model.nats(every)[1].sum((1, 2))
    assert np.exp(log_p).sum() == pytest.approx(1, rel=1e-12)


@kinds
def test_what_was_completed_was_told_from_the_pixels_before(kind):
    model, rng, x = build(kind)
    given = rng.random((B, R, C)) < 0.5
    given[:, 1] = True
    found = complete(model, np.where(given, x, 99), given, rng=rng)
    np.testing.assert_array_equal(found.pictures[given], x[given])
    np.testing.assert_allclose(found.p, model.probabilities(found.pictures), rtol=1e-9)
    again = complete(model, x, given, rng=np.random.default_rng(7)).pictures
    same = complete(model, x, given, rng=np.random.default_rng(7)).pictures
    np.testing.assert_array_equal(again, same)
    one = complete(model, x, np.ones((R, C), bool), rng=rng)
    np.testing.assert_array_equal(one.pictures, x)


def test_paintings_are_as_frequent_as_the_model_says():
    model, rng, _ = build("diagonal", K=2)
    every = np.array(list(product((0, 1), repeat=4))).reshape(-1, 2, 2)
    p = np.exp(-model.nats(every)[1].sum((1, 2)))
    painted = paint(model, 4000, (2, 2), rng=rng).pictures.reshape(-1, 4) @ [8, 4, 2, 1]
    n = np.bincount(painted, minlength=16)
    assert ((n - 4000 * p) ** 2 / (4000 * p)).sum() < 45  # χ² of 15 degrees: 1 in 10 000


def test_draws():
    rng = np.random.default_rng(0)
    sure = np.eye(4)[[2, 0, 3, 1]]
    np.testing.assert_array_equal(draw(sure, rng), [2, 0, 3, 1])
    n = np.bincount(draw(np.tile([0.2, 0, 0.5, 0.3], (20000, 1)), rng), minlength=4)
    np.testing.assert_allclose(n / 20000, [0.2, 0, 0.5, 0.3], atol=0.015)


def test_place_counts():
    x = np.array([[[0, 1]], [[0, 2]], [[1, 2]]])
    counts = PlaceCounts(x, 3, alpha=3)
    np.testing.assert_allclose(
        counts.probabilities(x[:1])[0, 0], np.array([[3, 2, 1], [1, 2, 3]]) / 6
    )
    assert counts.nats(x[:1])[0] == pytest.approx(-np.log([1 / 2, 1 / 3]).mean())


@pytest.mark.parametrize("order", [0, 1, 3, 8])
def test_context_counts(order):
    """Beside a count by hand, pixel by pixel."""
    rng = np.random.default_rng(order)
    taught, x = rng.integers(2, size=(6, 4, 5)), rng.integers(2, size=(2, 4, 5))
    around = [(0, -1), (-1, 0), (-1, -1), (-1, 1), (0, -2), (-2, 0), (-1, -2), (-1, 2)][:order]

    def context(picture, r, c, n):
        there = [(r + dr, c + dc) for dr, dc in around[:n]]
        return tuple(picture[a, b] if a >= 0 and 0 <= b < 5 else "out" for a, b in there)

    seen = {}
    for picture in taught:
        for r, c in np.ndindex(4, 5):
            for n in range(order + 1):
                seen.setdefault((n, context(picture, r, c, n)), []).append(picture[r, c])
    p = ContextCounts(taught, 2, order=order, alpha=1.5).probabilities(x)
    for b, r, c in np.ndindex(x.shape):
        expected = np.full(2, 0.5)
        for n in range(order + 1):
            found = seen.get((n, context(x[b], r, c, n)), [])
            count = np.bincount(np.array(found, int), minlength=2)
            expected = (count + 1.5 * expected) / (len(found) + 1.5)
        np.testing.assert_allclose(p[b, r, c], expected, rtol=1e-12)


def test_counts_complete_pictures_too():
    rng = np.random.default_rng(0)
    taught = rng.integers(2, size=(9, 3, 4))
    for model in (PlaceCounts(taught, 2), ContextCounts(taught, 2)):
        found = complete(model, taught, np.zeros((3, 4), bool), rng=rng)
        np.testing.assert_allclose(found.p, model.probabilities(found.pictures))


@kinds
def test_wrong_input_is_told_in_a_sentence(kind):
    model, rng, x = build(kind)
    for wrong in (x + 1, x - 1, x[0], x[:0], x / 2):
        with pytest.raises(
            ValueError, match=r"^pictures: expected whole numbers \(B, R, C\) from 0"
        ):
            model.forward(wrong)
    with pytest.raises(ValueError, match=r"^given: expected bool"):
        complete(model, x, x, rng=rng)
    with pytest.raises(ValueError, match=r"^pixel: expected \(row, column\)"):
        influence(model, x[0], (R, 0))
    with pytest.raises(ValueError, match=r"^picture: expected"):
        influence(model, x, (0, 0))
    with pytest.raises(ValueError, match=r"^rng: expected"):
        paint(model, 1, (2, 2), rng=0)


def test_wrong_sizes_are_told_in_a_sentence():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"^kind: expected 'row' or 'diagonal', got 'column'"):
        PixelRNN("column", 2, 2, rng=rng)
    with pytest.raises(ValueError, match=r"^K: expected at least two levels"):
        PixelLSTM(1, 2, rng=rng)
    with pytest.raises(ValueError, match=r"^order: expected 0 to 8 neighbours"):
        ContextCounts(np.zeros((1, 2, 2), int), 2, order=9)
