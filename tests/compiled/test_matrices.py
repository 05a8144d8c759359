"""Products of two matrices by our own threads: NumPy's results, however the arrays lie."""

import numpy as np
import pytest

from rnnlib import Linear
from rnnlib.compiled import matrices, pool, product, set_threads, switched, threads
from rnnlib.compiled.pool import shared
from rnnlib.compiled.turned import known


@pytest.fixture
def several():
    """Three threads, and no product too small for them."""
    before, least = threads(), matrices.LEAST
    set_threads(3)
    matrices.LEAST = pool.LEAST = 1
    yield
    set_threads(before)
    matrices.LEAST = pool.LEAST = least


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("n, K, m", [(1, 1, 3), (5, 40, 7), (100, 3, 1), (300, 900, 33)])
def test_it_is_numpys(dtype, n, K, m, several, monkeypatch):
    seen = []
    monkeypatch.setattr(matrices, "shared", lambda *given: (seen.append(given), shared(*given)))
    rng = np.random.default_rng(0)
    draw = lambda *shape: rng.integers(-4, 5, shape).astype(dtype)  # noqa: E731 their sums are exact
    a, b = draw(n, K), draw(K, m)
    for left in (a, np.asfortranarray(a), a[::-1], a[:, ::-1], draw(2 * n, K)[::2]):
        for right in (b, np.asfortranarray(b), draw(m, K).T):
            found = product(left, right)
            np.testing.assert_array_equal(found, left @ right)
            assert found.dtype == dtype
    assert len(seen) == (0 if known(np.dtype(dtype)) is None else 15)


def test_columns_that_are_no_whole_numbers_apart(several):
    records = np.zeros((64, 32), [("dy", "f4", (97,)), ("end", "?")])
    records["dy"] = np.random.default_rng(0).integers(-4, 5, (64, 32, 97))
    a, b = records["dy"].reshape(-1, 97), np.ones((97, 5), "f4")
    np.testing.assert_array_equal(product(records["dy"][0], b), a[:32] @ b)


def test_numpy_does_it_where_it_is_alone(several, monkeypatch):
    a, b = np.ones((30, 40)), np.ones((40, 50))
    monkeypatch.setattr(matrices, "shared", lambda *_: pytest.fail("shared"))
    with switched(False):
        np.testing.assert_array_equal(product(a, b), a @ b)
    set_threads(1)
    np.testing.assert_array_equal(product(a, b), a @ b)


def test_a_linear_layers_gradients_do_not_depend_on_who_multiplies(several):
    rng = np.random.default_rng(0)
    layer = Linear(20, 30, rng=rng)
    x, dy = rng.normal(size=(40, 5, 20)), rng.normal(size=(40, 5, 30))
    found = []
    for on in (True, False):
        with switched(on):
            y, tape = layer.forward(x)
            dx, _, grads = layer.backward(tape, dy)
        found.append((y, dx, grads["V"], grads["b"]))
    for ours, numpys in zip(*found, strict=True):
        np.testing.assert_allclose(ours, numpys, rtol=1e-12, atol=1e-12)
