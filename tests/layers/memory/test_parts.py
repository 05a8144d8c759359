"""Every stage of an address, reading and writing: against loops, and against differences."""

import numpy as np
import pytest

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.layers.memory.content import EPS, content_back, content_weights
from rnnlib.layers.memory.interpolation import interpolate, interpolate_back
from rnnlib.layers.memory.read import read, read_back
from rnnlib.layers.memory.sharpening import sharpen, sharpen_back
from rnnlib.layers.memory.shift import shift, shift_back
from rnnlib.layers.memory.write import add, add_back, erase, erase_back

B, K, N, M = 2, 3, 7, 4
RNG = np.random.default_rng(0)


def weighting(K=K):
    return RNG.dirichlet(np.ones(N), size=(B, K))


MEMORY, KEY, W, OTHER = (
    RNG.normal(size=(B, N, M)),
    RNG.normal(size=(B, K, M)),
    *(weighting() for _ in range(2)),
)
BETA, GATE, GAMMA = RNG.uniform(0.5, 5, (B, K)), RNG.random((B, K)), RNG.uniform(1, 6, (B, K))
S3, S5 = (RNG.dirichlet(np.ones(n), size=(B, K)) for n in (3, 5))
E = RNG.random((B, K, M))


def content(k, beta, M):
    return content_weights(k, beta, M)[0]


def content_adjoint(dw, k, beta, M):
    w, kept = content_weights(k, beta, M)
    return content_back(dw, w, k, beta, M, kept)


def sharpened(w, gamma):
    return sharpen(w, gamma)[0]


def sharpen_adjoint(dw, w, gamma):
    out, kept = sharpen(w, gamma)
    return sharpen_back(dw, out, gamma, kept)


PARTS = {
    "content": (content, content_adjoint, (KEY, BETA, MEMORY)),
    "interpolation": (interpolate, interpolate_back, (W, GATE, OTHER)),
    "shift by 1": (shift, shift_back, (W, S3)),
    "shift by 2": (shift, shift_back, (W, S5)),
    "no shift": (shift, shift_back, (W, S3[:, :, :1])),
    "sharpening": (sharpened, sharpen_adjoint, (W, GAMMA)),
    "read": (read, read_back, (MEMORY, W)),
    "erase": (erase, erase_back, (MEMORY, W, E)),
    "add": (add, lambda dM, M, w, a: (dM, *add_back(dM, w, a)), (MEMORY, W, KEY)),
}


@pytest.mark.parametrize("part", PARTS)
def test_gradients(part):
    function, adjoint, arrays = PARTS[part]
    arrays = [array.copy() for array in arrays]
    d = np.random.default_rng(1).normal(size=function(*arrays).shape)
    found = adjoint(d, *arrays)
    assert len(found) == len(arrays)
    for array, mine in zip(arrays, found, strict=True):
        numeric = numerical_gradient(lambda _: np.vdot(function(*arrays), d), array)
        assert np.abs(numeric).max() > 1e-3
        assert gradient_error(mine, numeric) < 1e-7


@pytest.mark.parametrize("part", PARTS)
def test_float32_stays_float32_and_arguments_stay_as_they_are(part):
    function, adjoint, arrays = PARTS[part]
    single = [array.astype(np.float32) for array in arrays]
    before = [array.copy() for array in single]
    out = function(*single)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, function(*arrays), rtol=1e-4, atol=1e-5)
    for array, mine in zip(single, adjoint(np.ones_like(out), *single), strict=True):
        assert mine.dtype == np.float32 and mine.shape == array.shape
    for array, old in zip(single, before, strict=True):
        np.testing.assert_array_equal(array, old)


def test_equations_5_and_6():
    w, (C, *_) = content_weights(KEY, BETA, MEMORY)
    for b, head in np.ndindex(B, K):
        k = KEY[b, head]
        similar = [k @ row / (np.linalg.norm(k) * np.linalg.norm(row)) for row in MEMORY[b]]
        np.testing.assert_allclose(C[b, head], similar, atol=10 * EPS)
        e = np.exp(BETA[b, head] * C[b, head])
        np.testing.assert_allclose(w[b, head], e / e.sum(), rtol=1e-12)


def test_equation_7():
    w = interpolate(W, GATE, OTHER)
    for b, head, i in np.ndindex(w.shape):
        g = GATE[b, head]
        assert w[b, head, i] == pytest.approx(g * W[b, head, i] + (1 - g) * OTHER[b, head, i])


@pytest.mark.parametrize("s", [S3, S5, S3[:, :, :1]])
def test_equation_8(s):
    R = s.shape[2] // 2
    expected = np.zeros_like(W)
    for b, head, i in np.ndindex(W.shape):
        for j, d in enumerate(range(-R, R + 1)):
            expected[b, head, i] += s[b, head, j] * W[b, head, (i - d) % N]
    np.testing.assert_allclose(shift(W, s), expected, rtol=1e-12)


def test_a_shift_by_plus_one_goes_to_the_next_place_and_around():
    w, s = np.eye(N)[None, [2, N - 1, 0]], np.array([[[0.0, 0, 1]] * 3])
    np.testing.assert_array_equal(shift(w, s), np.eye(N)[None, [3, 0, 1]])
    np.testing.assert_array_equal(shift(w, s[:, :, ::-1]), np.eye(N)[None, [1, N - 2, N - 1]])


def test_equation_9():
    w = sharpened(W, GAMMA)
    for b, head in np.ndindex(B, K):
        p = W[b, head] ** GAMMA[b, head]
        np.testing.assert_allclose(w[b, head], p / p.sum(), rtol=1e-12)


def test_sharpening_of_exact_zeros_and_by_any_power():
    for kind in (np.float32, np.float64):
        w = np.array([[[0, 0.25, 0.75, 0]]], kind)
        out, kept = sharpen(w, np.array([[500]], kind))
        np.testing.assert_allclose(out, [[[0, 0, 1, 0]]], atol=1e-30)
        dw, dgamma = sharpen_back(np.ones_like(w), out, np.array([[500]], kind), kept)
        assert np.isfinite(dw).all() and np.isfinite(dgamma).all()


def test_equations_2_to_4():
    a = RNG.normal(size=(B, K, M))
    r, erased, added = read(MEMORY, W), erase(MEMORY, W, E), add(MEMORY, W, a)
    for b in range(B):
        for head in range(K):
            expected = sum(W[b, head, i] * MEMORY[b, i] for i in range(N))
            np.testing.assert_allclose(r[b, head], expected, rtol=1e-12)
        for i in range(N):
            kept = np.prod([1 - W[b, head, i] * E[b, head] for head in range(K)], axis=0)
            np.testing.assert_allclose(erased[b, i], MEMORY[b, i] * kept, rtol=1e-12)
            more = sum(W[b, head, i] * a[b, head] for head in range(K))
            np.testing.assert_allclose(added[b, i], MEMORY[b, i] + more, rtol=1e-12)


def test_an_empty_memory_divides_by_nothing():
    w, kept = content_weights(KEY, BETA, 0 * MEMORY)
    np.testing.assert_allclose(w, 1 / N)
    for d in content_back(OTHER, w, KEY, BETA, 0 * MEMORY, kept):
        assert np.isfinite(d).all()
