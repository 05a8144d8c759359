"""Cross-entropy of bits: closed form, the gradient, bits that nobody asks for, and refusals."""

import numpy as np
import pytest
from needs import need

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.losses import sigmoid_cross_entropy


def example(T=4, B=3, K=2):
    rng = np.random.default_rng(0)
    return rng.normal(size=(T, B, K)) * 3, rng.integers(-1, 2, (T, B, K)), rng.random((T, B)) < 0.7


def test_closed_form():
    loss, d = sigmoid_cross_entropy(np.array([[0.0, np.log(3)], [9, 5]]), [[1, 0], [-1, -1]])
    assert loss == pytest.approx((np.log(2) + np.log(4)) / 2, rel=1e-12)
    np.testing.assert_allclose(d, [[-0.25, 0.375], [0, 0]], rtol=1e-12)


@pytest.mark.parametrize("masked", [False, True])
def test_gradient(masked):
    logits, target, mask = example()
    mask = mask if masked else None
    _, d = sigmoid_cross_entropy(logits, target, mask)
    n = numerical_gradient(lambda z: sigmoid_cross_entropy(z, target, mask)[0], logits)
    assert gradient_error(d, n) < 1e-8
    assert not d[target == -1].any()


def test_equals_pytorch():
    torch = need("torch")
    logits, target, mask = example()
    asked = (target >= 0) & mask[..., None]
    loss, d = sigmoid_cross_entropy(logits, target, mask)
    z = torch.tensor(logits, requires_grad=True)
    right = torch.tensor(target[asked].astype(float))
    theirs = torch.nn.functional.binary_cross_entropy_with_logits(z[torch.tensor(asked)], right)
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), rel=1e-12)
    np.testing.assert_allclose(d, z.grad.numpy(), rtol=1e-12, atol=1e-15)


def test_logits_of_any_size():
    logits = np.array([[1e4, -1e4, 1e4]])
    with np.errstate(all="raise", under="ignore"):
        loss, d = sigmoid_cross_entropy(logits, np.array([[1, 0, 0]]))
    assert loss == pytest.approx(1e4 / 3)
    np.testing.assert_allclose(d, [[0, 0, 1 / 3]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_float_type_is_kept_and_nothing_is_written(dtype):
    logits, target, _ = example()
    logits = logits.astype(dtype)
    before = logits.copy(), target.copy()
    _, d = sigmoid_cross_entropy(logits, target)
    assert d.dtype == dtype and d.shape == logits.shape
    np.testing.assert_array_equal(logits, before[0])
    np.testing.assert_array_equal(target, before[1])


Y = np.zeros((2, 3, 4))
WRONG = {
    "logits: expected floats of shape (T, B, K) or (B, K), got float64": (1.0, 1.0),
    "target: expected bits of shape (2, 3, 4), got float64 (2, 3, 1)": (Y, Y[..., :1]),
    "target: expected 0, 1, or −1 where nothing is asked, got other numbers": (Y, Y + 0.5),
    "target: expected at least one bit that is asked for, got none": (Y, Y - 1),
    "mask: expected shape (2, 3), got (2, 3, 4)": (Y, Y, Y > 0),
    "mask: expected an array of bool, got float64 (2, 3)": (Y, Y, Y[..., 0]),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_wrong_input(sentence):
    with pytest.raises(ValueError) as caught:
        sigmoid_cross_entropy(*WRONG[sentence])
    assert str(caught.value).startswith(sentence)
