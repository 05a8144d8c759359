"""Optimisers: closed forms, equality with PyTorch, types, and refusals; and clipping."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.optim import SGD, Adam, RMSProp, clip_norm, clip_value, global_norm

RECIPES = [
    (SGD, dict(lr=0.1)),
    (SGD, dict(lr=0.1, momentum=0.9)),
    (RMSProp, dict(lr=0.01)),
    (RMSProp, dict(lr=0.01, alpha=0.9, eps=1e-3, momentum=0.5)),
    (Adam, dict()),
    (Adam, dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3)),
]


def example(dtype=np.float64, seed=0):
    rng = np.random.default_rng(seed)
    return {"W": rng.normal(size=(3, 4)).astype(dtype), "b": rng.normal(size=4).astype(dtype)}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("kind", "options"), RECIPES)
def test_equals_pytorch_over_20_steps(need, kind, options, dtype):
    torch = need("torch")
    params = example(dtype)
    theirs = {k: torch.tensor(p.copy()) for k, p in params.items()}
    oracle = getattr(torch.optim, kind.__name__.replace("RMSProp", "RMSprop"))
    oracle, ours = oracle(theirs.values(), **options), kind(params, **options)
    for step in range(20):
        grads = example(dtype, seed=step + 1)
        for k, p in theirs.items():
            p.grad = torch.tensor(grads[k])
        oracle.step()
        ours.step(grads)
        if step == 10:
            ours.lr = oracle.param_groups[0]["lr"] = 0.05
        tolerance = 1e-5 if dtype == np.float32 else 1e-12
        for k, p in params.items():
            np.testing.assert_allclose(p, theirs[k].numpy(), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(("kind", "options"), RECIPES)
def test_steps_are_in_place_in_the_own_type_and_spare_the_gradient(kind, options):
    params, grads = example(np.float32), example(np.float32, seed=1)
    arrays = dict(params)
    before = {k: (p.copy(), grads[k].copy()) for k, p in params.items()}
    optimiser = kind(params, **options)
    optimiser.lr = np.float64(0.1)
    optimiser.step(grads)
    optimiser.step({k: g.astype(np.float64) for k, g in grads.items()})
    for k, p in params.items():
        assert p is arrays[k] and p.dtype == np.float32 and np.all(p != before[k][0])
        np.testing.assert_array_equal(grads[k], before[k][1])
    records = [v for v in vars(optimiser).values() if isinstance(v, dict) and v is not params]
    assert {a.dtype for r in records for a in r.values()} == {np.dtype(np.float32)}


def move(kind, grads, **options):
    """Where a parameter of 0 goes under these gradients, step after step."""
    p, path = np.zeros(1), []
    optimiser = kind({"p": p}, **options)
    for g in grads:
        optimiser.step({"p": np.array([g])})
        path.append(p.item())
    return path


def test_sgd_closed_form():
    np.testing.assert_allclose(move(SGD, [2, 3], lr=0.1), [-0.2, -0.5])
    # v_t = g (1 − μᵗ) / (1 − μ)
    steps = -np.diff(move(SGD, [1] * 9, lr=1, momentum=0.5), prepend=0)
    np.testing.assert_allclose(steps, 2 * (1 - 0.5 ** np.arange(1, 10)))


def test_rmsprop_closed_form():
    # under a constant g, s_t = g² (1 − αᵗ)
    steps = -np.diff(move(RMSProp, [7] * 9, lr=1, alpha=0.9, eps=0), prepend=0)
    np.testing.assert_allclose(steps, 1 / np.sqrt(1 - 0.9 ** np.arange(1, 10)))


@pytest.mark.parametrize("g", [1e-3, -1.0, 1e6])
def test_adam_closed_form(g):
    # under a constant g, m̂ = g and v̂ = g² exactly: every step is lr long
    steps = -np.diff(move(Adam, [g] * 9, lr=0.25, eps=0), prepend=0)
    np.testing.assert_allclose(steps, 0.25 * np.sign(g))
    assert move(Adam, [1.0], lr=1, eps=1)[0] == pytest.approx(-0.5)  # 1 / (√1 + ε)


@pytest.mark.parametrize(
    ("grads", "sentence"),
    [
        ({"W": np.ones((3, 4))}, "grads: expected ['W', 'b'], got ['W']"),
        (
            {**example(), "U": np.ones(1)},
            "grads: expected ['W', 'b'], got ['U', 'W', 'b']",
        ),
        (
            {**example(), "b": np.ones((1, 4))},
            "grads: expected 'b' of shape (4,), got (1, 4)",
        ),
    ],
)
@pytest.mark.parametrize("kind", [SGD, RMSProp, Adam])
def test_gradients_that_do_not_fit_move_nothing(kind, grads, sentence):
    params = example()
    with pytest.raises(ValueError) as caught:
        kind(params, lr=0.1).step(grads)
    assert str(caught.value) == sentence
    for k, p in example().items():
        np.testing.assert_array_equal(params[k], p)


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        (SGD, dict(lr=-1), "lr: expected a number in [0, inf), got -1"),
        (Adam, dict(lr=np.nan), "lr: expected a number in [0, inf), got nan"),
        (RMSProp, dict(lr="fast"), "lr: expected a number in [0, inf), got 'fast'"),
        (SGD, dict(lr=1, momentum=1), "momentum: expected a number in [0, 1), got 1"),
        (RMSProp, dict(lr=1, momentum=-0.1), "momentum: expected a number in [0, 1), got -0.1"),
        (RMSProp, dict(lr=1, alpha=1.5), "alpha: expected a number in [0, 1), got 1.5"),
        (RMSProp, dict(lr=1, eps=-1), "eps: expected a number in [0, inf), got -1"),
        (Adam, dict(betas=(0.9, 1.0)), "betas: expected a number in [0, 1), got 1.0"),
        (Adam, dict(betas=(0.9,)), "betas: expected two numbers, got (0.9,)"),
        (Adam, dict(eps=-1), "eps: expected a number in [0, inf), got -1"),
    ],
)
def test_bad_options(kind, options, sentence):
    with pytest.raises(ValueError) as caught:
        kind(example(), **options)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ([np.ones(2)], "params: expected a dict of arrays, got list"),
        ({"W": [1.0]}, "params: expected float arrays, got 'W' of type list"),
        ({"W": np.ones(2, int)}, "params: expected float arrays, got 'W' of type int64"),
    ],
)
def test_bad_params(params, sentence):
    with pytest.raises(ValueError) as caught:
        SGD(params, lr=0.1)
    assert str(caught.value) == sentence


def flat(grads):
    return np.concatenate([g.ravel() for g in grads.values()])


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
@settings(deadline=None)
def test_clip_norm(scale, threshold):
    grads = {k: scale * g for k, g in example().items()}
    before = flat(grads)
    norm = clip_norm(grads, threshold)
    assert norm == pytest.approx(np.linalg.norm(before))
    np.testing.assert_allclose(flat(grads), before * min(1, threshold / norm))
    assert global_norm(grads) == pytest.approx(min(norm, threshold))


def test_clip_norm_by_hand():
    grads = {"a": np.array([3.0]), "b": np.array([[0.0, -4.0]])}
    assert clip_norm(grads, 5) == 5 and grads["a"] == 3  # not longer: left exactly alone
    assert clip_norm(grads, 1) == 5
    np.testing.assert_allclose(flat(grads), [0.6, 0, -0.8])


def test_clip_value():
    grads = {"a": np.array([3.0, -1.0]), "b": np.array([[0.5, -4.0]])}
    arrays = list(grads.values())
    assert clip_value(grads, 2) == 4
    np.testing.assert_array_equal(flat(grads), [2, -1, 0.5, -2])
    assert clip_value(grads, 2) == 2
    assert all(a is b for a, b in zip(arrays, grads.values(), strict=True))


@pytest.mark.parametrize(("dtype", "size"), [(np.float32, 1e30), (np.float64, 1e250)])
def test_exploding_gradients_are_still_measured(dtype, size):
    grads = {"a": np.full(4, size, dtype)}
    with np.errstate(all="raise", under="ignore"):
        assert clip_norm(grads, np.float64(1)) == pytest.approx(2 * size)
    np.testing.assert_allclose(grads["a"], 0.5, rtol=1e-6)
    assert grads["a"].dtype == dtype
    assert global_norm({"a": np.full(4, 1 / size, dtype)}) == pytest.approx(2 / size)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_norm_of_gradients_of_any_size(dtype):
    """Where squares are lost below the range, the large ones among them too, or overflow."""
    parts = np.random.default_rng(0).random((2, 50)) + 0.5
    kind = np.finfo(dtype)
    for size in np.geomspace(float(kind.tiny) * 1e6, float(kind.max) * 1e-6, 300):
        for ratio in (1, 1e-3):
            a, b = size * parts[0], ratio * size * parts[1]
            exact = size * np.hypot(np.linalg.norm(parts[0]), ratio * np.linalg.norm(parts[1]))
            found = global_norm({"a": a.astype(dtype), "b": b.astype(dtype)})
            assert found == pytest.approx(exact, rel=20 * float(kind.eps), abs=0)


@pytest.mark.parametrize("clip", [clip_norm, clip_value])
def test_what_cannot_be_scaled_is_reported_and_left_alone(clip):
    for bad in (np.nan, np.inf):
        for grads in ({"a": np.array([bad, 9.0]), "b": np.ones(1)}, {"b": np.array([9, -bad])}):
            before = flat(grads)
            np.testing.assert_array_equal(abs(clip(grads, 1)), bad)
            np.testing.assert_array_equal(flat(grads), before)
    assert clip({}, 1) == clip({"a": np.empty((0, 3))}, 1) == clip({"a": np.zeros(2)}, 1) == 0


@pytest.mark.parametrize("value", [0, -1, np.nan])
def test_bad_limits(value):
    with pytest.raises(ValueError, match="^threshold: expected a positive number, got "):
        clip_norm({}, value)
    with pytest.raises(ValueError, match="^limit: expected a positive number, got "):
        clip_value({}, value)
