"""First weights: orthogonality, distribution, seeds, types, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.init import forget_bias, glorot_uniform, identity, orthogonal

sizes = st.integers(1, 12)


def seeded(seed=0):
    return np.random.default_rng(seed)


@given(m=sizes, n=sizes, gain=st.floats(0.1, 3))
@settings(deadline=None)
def test_orthogonal_has_equal_singular_values(m, n, gain):
    q = orthogonal((m, n), rng=seeded(), gain=gain)
    assert q.shape == (m, n)
    np.testing.assert_allclose(np.linalg.svd(q, compute_uv=False), gain, rtol=1e-12)


def test_orthogonal_is_uniform():
    """Under the Haar measure every entry is symmetric about 0, and E[trace²] = 1."""
    rng = seeded()
    q = np.array([orthogonal((3, 3), rng=rng) for _ in range(4000)])
    np.testing.assert_allclose(q.mean(0), 0, atol=5 * np.sqrt(1 / 3 / 4000))
    assert abs(np.mean(np.trace(q, axis1=1, axis2=2) ** 2) - 1) < 0.12
    assert {-1.0, 1.0} == {orthogonal((1, 1), rng=rng).item() for _ in range(64)}


def test_glorot_fills_its_interval_evenly():
    limit = np.sqrt(6 / (300 + 100))
    w = glorot_uniform((300, 100), rng=seeded())
    assert w.shape == (300, 100)
    assert 0.999 * limit < w.max() <= limit and -limit <= w.min() < -0.999 * limit
    assert w.var() == pytest.approx(2 / (300 + 100), rel=0.02)
    assert abs(w.mean()) < 5 * w.std() / np.sqrt(w.size)
    np.testing.assert_allclose(glorot_uniform((300, 100), rng=seeded(), gain=2), 2 * w)


def test_identity():
    np.testing.assert_array_equal(identity((2, 3), gain=0.5), [[0.5, 0, 0], [0, 0.5, 0]])


@pytest.mark.parametrize("draw", [orthogonal, glorot_uniform])
def test_the_seed_alone_decides(draw):
    first, same, other = (draw((4, 7), rng=seeded(s)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first, same)
    assert not np.any(first == other)
    single = draw((4, 7), rng=seeded(1), dtype=np.float32)
    assert single.dtype == np.float32 and single.flags.c_contiguous
    np.testing.assert_array_equal(single, first.astype(np.float32))


def test_identity_type():
    assert identity((2, 2), gain=np.float64(2), dtype=np.float32).dtype == np.float32


@pytest.mark.parametrize("shape", [(8,), (8, 1)])
def test_forget_bias_fills_the_block_of_f_alone(shape):
    b = np.zeros(shape)
    forget_bias(b, ("o", "f", "i", "g"), 1.5)
    np.testing.assert_array_equal(b.ravel(), [0, 0, 1.5, 1.5, 0, 0, 0, 0])


@pytest.mark.parametrize("shape", [(0, 3), (3, -1), (3,), 3, (2.0, 3), (1, 2, 3), "ab"])
@pytest.mark.parametrize("draw", [orthogonal, glorot_uniform])
def test_bad_shape(draw, shape):
    with pytest.raises(ValueError, match=r"^shape: expected two positive integers \(m, n\), got "):
        draw(shape, rng=seeded())


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: orthogonal((2, 2), rng=0), "rng: expected a numpy.random.Generator, got int"),
        (
            lambda: glorot_uniform((2, 2), rng=np.random),
            "rng: expected a numpy.random.Generator, got module",
        ),
        (
            lambda: orthogonal((2, 2), rng=seeded(), dtype=int),
            "dtype: expected a floating type, got int64",
        ),
        (
            lambda: forget_bias(np.zeros(6), ("r", "u", "n")),
            "gates: expected a forget gate 'f' among them, got ('r', 'u', 'n')",
        ),
        (
            lambda: forget_bias(np.zeros(7), ("i", "f", "g")),
            "b: expected a block for each of 3 gates, got length 7",
        ),
    ],
)
def test_other_bad_input(call, sentence):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value) == sentence
