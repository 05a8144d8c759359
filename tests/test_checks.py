"""The judge of every backward pass must itself be right: it accepts the truth, and nothing else."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.checks import check_gradients, gradient_error, numerical_gradient, report

TOL = 1e-8


def seeded(seed=0):
    return np.random.default_rng(seed)


class Twin:
    """Two states, h = tanh(x + A h⁻ (by element) + c), c = c⁻ + h², held where masked.

    ``bug`` names one mistake of its backward pass.
    """

    def __init__(self, D, bug=None):
        self.params = {"A": seeded(1).normal(size=D), "b": np.zeros(D)}
        self.bug = bug

    def forward(self, x, state=None, mask=None):
        h, c = state if state is not None else (np.zeros(x.shape[1:]),) * 2
        steps, y = [], []
        for t in range(len(x)):
            m = np.ones((x.shape[1], 1)) if mask is None else mask[t, :, None]
            new = np.tanh(x[t] + self.params["A"] * h + self.params["b"] + c)
            steps.append((h, new, m))
            h, c = np.where(m, new, h), np.where(m, c + new**2, c)
            y.append(h)
        return np.array(y), SimpleNamespace(final=(h, c), steps=steps)

    def backward(self, tape, dy, dstate=None):
        dh, dc = dstate if dstate is not None else (0, 0)
        if self.bug == "final c":
            dc = np.zeros_like(dc)
        A, dx = self.params["A"], np.zeros_like(dy)
        dA, db = np.zeros_like(A), np.zeros_like(A)
        for t in reversed(range(len(dy))):
            h, new, m = tape.steps[t]
            dh = dh + dy[t]
            dz = m * (dh + 2 * new * dc) * (1 - new**2)
            dx[t] = dz
            db += dz.sum(0)
            dA += (dz * h).sum(0)
            dh = A * dz + (0 if self.bug == "hold" else (1 - m) * dh)
            dc = dc + dz
        if self.bug == "sum":
            db = dz.sum(0)
        grads = {"A": dA, "b": db}
        if self.bug == "missing":
            del grads["b"]
        if self.bug == "shape":
            grads["b"] = db[None]
        if self.bug == "nan":
            dA[0] = np.nan
        return dx, (dh, dc), grads


class Pair:
    """Two Twins, one after the other: states, tapes and names are nested."""

    def __init__(self, D):
        self.layers = [Twin(D), Twin(D)]
        self.params = {f"{i}.{k}": p for i in (0, 1) for k, p in self.layers[i].params.items()}

    def forward(self, x, state=None, mask=None):
        tapes, state = [], state or (None, None)
        for layer, s in zip(self.layers, state, strict=True):
            x, tape = layer.forward(x, s, mask)
            tapes.append(tape)
        return x, SimpleNamespace(final=tuple(t.final for t in tapes), tapes=tapes)

    def backward(self, tape, dy, dstate=None):
        dy, last, g1 = self.layers[1].backward(tape.tapes[1], dy, dstate[1])
        dx, first, g0 = self.layers[0].backward(tape.tapes[0], dy, dstate[0])
        return (
            dx,
            (first, last),
            {f"{i}.{k}": g for i, d in enumerate((g0, g1)) for k, g in d.items()},
        )


class Table:
    """A stateless layer of indices."""

    params = {"E": seeded(2).normal(size=(4, 3))}

    def forward(self, x, state=None, mask=None):
        return self.params["E"][x], x

    def backward(self, tape, dy, dstate=None):
        dE = np.zeros_like(self.params["E"])
        np.add.at(dE, tape, dy)
        return None, None, {"E": dE}


MASK = np.array([[1, 1], [1, 0], [0, 1], [1, 0]], bool)


def x_of(T=4, B=2, D=3):
    return seeded(3).normal(size=(T, B, D))


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=6))
@settings(deadline=None)
def test_numerical_gradient_of_a_closed_form(values):
    x = np.array(values)
    before = x.copy()
    gradient = numerical_gradient(lambda x: np.sum(np.sin(x) * x**2), x)
    np.testing.assert_allclose(gradient, np.cos(x) * x**2 + 2 * x * np.sin(x), atol=1e-8)
    np.testing.assert_array_equal(x, before)


def test_numerical_gradient_moves_the_array_itself_and_puts_it_back():
    A = np.asfortranarray(seeded().normal(size=(4, 5)))[::2]
    before, seen = A.copy(), []

    def f(_):
        seen.append(A.copy())
        if len(seen) == 8:
            raise RuntimeError
        return 0.0

    with pytest.raises(RuntimeError):
        numerical_gradient(f, A)
    assert not np.array_equal(seen[0], seen[1])
    np.testing.assert_array_equal(A, before)


def test_numerical_gradient_divides_by_the_rounded_step():
    x = np.array([1e6 / 3])
    assert abs(numerical_gradient(lambda x: x[0], x)[0] - 1) < 1e-15


@pytest.mark.parametrize("x", [np.ones(2, np.float32), np.ones(2, int), [1.0], 1.0])
def test_numerical_gradient_wants_float64(x):
    with pytest.raises(ValueError, match="^x: expected a float64 array, got "):
        numerical_gradient(np.sum, x)


def test_gradient_error():
    a = np.array([1.0, 1e-9])
    assert gradient_error(a, a) == 0
    assert gradient_error(a, -a) == gradient_error(a, 0 * a) == 1
    assert gradient_error(a, [1.0, -1e-9]) == pytest.approx(1e-9)  # noise beside an entry of 1
    assert gradient_error([1e-11], [0]) == pytest.approx(1e-8)  # noise alone
    assert gradient_error([1e-5], [2e-5]) == pytest.approx(1e-2)  # small everywhere, wrong
    assert gradient_error([], []) == 0
    assert gradient_error([1e308], [-1e308]) == 1  # where the difference would overflow
    assert gradient_error(np.float32([3e38]), np.float32([-3e38])) == 1
    assert gradient_error([0.0], [0.0], floor=5e-324) == 0
    for bad in (np.nan, np.inf):
        assert gradient_error([bad, 0], [bad, 0]) == np.inf
    with pytest.raises(ValueError, match=r"^analytic: expected the shape \(2,\) of numeric, got"):
        gradient_error(np.ones((2, 1)), np.ones(2))


@pytest.mark.parametrize("mask", [None, MASK])
@pytest.mark.parametrize("given_state", [False, True])
def test_a_right_layer_passes(mask, given_state):
    x, layer = x_of(), Twin(3)
    state = (seeded(5).normal(size=(2, 3)), np.ones((2, 3))) if given_state else None
    originals = [a.copy() for a in (x, *layer.params.values(), *(state or ()))]
    errors = check_gradients(layer, x, state, mask, rng=seeded(4))
    assert set(errors) == {"A", "b", "x", "state.0", "state.1"}
    assert max(errors.values()) < TOL
    for a, b in zip(originals, (x, *layer.params.values(), *(state or ())), strict=True):
        np.testing.assert_array_equal(a, b)


def test_nested_states():
    errors = check_gradients(Pair(3), x_of(), None, MASK, rng=seeded(4))
    assert {f"state.{i}.{k}" for i in (0, 1) for k in (0, 1)} < set(errors)
    assert {"0.A", "0.b", "1.A", "1.b", "x"} < set(errors) and len(errors) == 9
    assert max(errors.values()) < TOL


def test_a_stateless_layer_of_indices():
    errors = check_gradients(Table(), np.array([[0, 3], [3, 3]]), rng=seeded())
    assert set(errors) == {"E"} and errors["E"] < TOL


@pytest.mark.parametrize(
    ("bug", "blamed"),
    [
        ("final c", {"A", "b", "x", "state.0", "state.1"}),
        ("hold", {"A", "b", "x", "state.0", "state.1"}),
        ("sum", {"b"}),
        ("nan", {"A"}),
    ],
)
def test_a_wrong_layer_is_blamed_where_it_is_wrong(bug, blamed):
    errors = check_gradients(Twin(3, bug), x_of(), None, MASK, rng=seeded(4))
    assert {name for name, e in errors.items() if not e < 1e-3} == blamed


@pytest.mark.parametrize(
    ("bug", "sentence"),
    [
        (
            "missing",
            r"^layer: expected gradients of \['A', 'b', 'state.0', .*\], got \['A', 'state",
        ),
        ("shape", r"^b: expected a gradient of shape \(3,\), got \(1, 3\)$"),
    ],
)
def test_gradients_that_do_not_fit(bug, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_gradients(Twin(3, bug), x_of(), rng=seeded())


def test_single_precision_is_refused():
    with pytest.raises(ValueError, match="^x: expected a float64 array, got float32$"):
        check_gradients(Twin(3), x_of().astype(np.float32), rng=seeded())
    layer = Twin(3)
    layer.params["A"] = layer.params["A"].astype(np.float32)
    with pytest.raises(ValueError, match="^A: expected a float64 array, got float32$"):
        check_gradients(layer, x_of(), rng=seeded())


def test_report():
    assert report({"W": 2e-10, "state.0": 0.25, "b": np.inf}) == (
        "W        ok     error below 1e-07\n"
        "state.0  WRONG  error 2.5e-01\n"
        "b        WRONG  error inf"
    )
    assert report({}) == ""
