"""Cross-entropy: closed forms, the gradient, masks, extremes, types, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.losses import softmax_cross_entropy


def seeded(seed=0):
    return np.random.default_rng(seed)


def example(T=4, B=3, K=5, seed=0):
    rng = seeded(seed)
    mask = rng.random((T, B)) < 0.6
    mask[0, 0] = True
    return rng.normal(size=(T, B, K)) * 3, rng.integers(0, K, (T, B)), mask


def test_closed_forms():
    logits = np.log([[[1.0, 2.0, 5.0]], [[4.0, 2.0, 2.0]]])  # p = 1/8, 2/8, 5/8 and 1/2, 1/4, 1/4
    loss, d = softmax_cross_entropy(logits, np.array([[1], [0]]))
    assert isinstance(loss, float) and loss == pytest.approx((np.log(4) + np.log(2)) / 2)
    np.testing.assert_allclose(d[:, 0] * 2, [[1 / 8, -6 / 8, 5 / 8], [-1 / 2, 1 / 4, 1 / 4]])
    uniform, _ = softmax_cross_entropy(np.zeros((3, 2, 7)), np.zeros((3, 2), int))
    assert uniform == pytest.approx(np.log(7))


@given(st.integers(1, 4), st.integers(1, 3), st.integers(1, 5), st.booleans())
@settings(deadline=None, max_examples=40)
def test_gradient(T, B, K, masked):
    logits, target, mask = example(T, B, K)
    mask = mask if masked else None
    _, d = softmax_cross_entropy(logits, target, mask)
    n = numerical_gradient(lambda z: softmax_cross_entropy(z, target, mask)[0], logits)
    assert gradient_error(d, n) < 1e-8


def test_masked_steps_do_not_exist():
    logits, target, mask = example()
    expected, d = softmax_cross_entropy(logits[mask], target[mask])  # (N, K) with (N,)
    logits[~mask], target[~mask] = np.nan, -100
    loss, dlogits = softmax_cross_entropy(logits, target, mask)
    assert loss == expected
    np.testing.assert_array_equal(dlogits[mask], d)
    assert not dlogits[~mask].any()


def test_extreme_logits_give_finite_answers():
    logits = np.array([[1e4, 0.0, -np.inf], [-1e4, 0.0, 0.0]])
    with np.errstate(all="raise", under="ignore"):
        loss, d = softmax_cross_entropy(logits, np.array([1, 0]))
    assert loss == pytest.approx((1e4 + 1e4 + np.log(2)) / 2)
    np.testing.assert_allclose(d, [[0.5, -0.5, 0], [-0.5, 0.25, 0.25]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_float_type_is_kept_and_nothing_is_written(dtype):
    logits, target, mask = example()
    logits = logits.astype(dtype)
    before = logits.copy(), target.copy(), mask.copy()
    loss, d = softmax_cross_entropy(logits, target.astype(np.uint8), mask)
    assert d.dtype == dtype and d.shape == logits.shape
    assert loss == pytest.approx(softmax_cross_entropy(*example())[0], rel=1e-6)
    for now, then in zip((logits, target, mask), before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_equals_pytorch(need):
    torch = need("torch")
    logits, target, mask = example()
    z = torch.tensor(logits, requires_grad=True)
    ignoring = torch.tensor(np.where(mask, target, -100))
    expected = torch.nn.functional.cross_entropy(z.flatten(0, 1), ignoring.flatten())
    expected.backward()
    loss, d = softmax_cross_entropy(logits, target, mask)
    assert loss == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(d, z.grad.numpy(), rtol=1e-10, atol=1e-15)


Z, C = np.zeros((2, 3, 4)), np.zeros((2, 3), int)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            (Z[0, 0], C[0]),
            "logits: expected floats of shape (T, B, K) or (B, K), got float64 of shape (4,)",
        ),
        (
            (C, C[0]),
            "logits: expected floats of shape (T, B, K) or (B, K), got int64 of shape (2, 3)",
        ),
        ((Z[:0], C[:0]), "logits: expected at least one step, got shape (0, 3, 4)"),
        ((Z, C[0]), "target: expected integers of shape (2, 3), got int64 of shape (3,)"),
        ((Z, C + 0.0), "target: expected integers of shape (2, 3), got float64 of shape (2, 3)"),
        ((Z, C > 0), "target: expected an array of real numbers, got bool (2, 3)"),
        ((Z, C + 4), "target: expected classes 0 to 3, got 4"),
        ((Z, C - 1), "target: expected classes 0 to 3, got -1"),
        ((Z, C, C[0] == 0), "mask: expected bool of shape (2, 3), got bool of shape (3,)"),
        ((Z, C, C), "mask: expected bool of shape (2, 3), got int64 of shape (2, 3)"),
        ((Z, C, C > 0), "mask: expected at least one real step, got (2, 3) all False"),
    ],
)
def test_bad_input(arguments, sentence):
    with pytest.raises(ValueError) as caught:
        softmax_cross_entropy(*arguments)
    assert str(caught.value) == sentence
