"""CTC against its definition, central differences, and PyTorch."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from losses.ctc.brute import collapse, every_path, expected, probability

from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.losses.ctc import ctc_lattice, ctc_loss
from rnnlib.ops import softmax

TARGETS = [(), (1,), (2, 1), (1, 1), (2, 2), (1, 2, 1), (1, 1, 2), (2, 2, 2)]


def example(seed, T=9, B=4, K=5, most=4, blank=0):
    """Logits, feasible targets of different lengths, and a mask."""
    rng = np.random.default_rng(seed)
    symbols = [k for k in range(K) if k != blank]
    targets = [rng.choice(symbols, rng.integers(0, most + 1)) for _ in range(B)]
    needed = [len(own) + (own[1:] == own[:-1]).sum() for own in targets]
    lengths = [rng.integers(max(n, 1), max(T, n) + 1) for n in needed]
    mask = np.arange(max(lengths))[:, None] < np.array(lengths)
    return rng.normal(size=(max(lengths), B, K)) * 2, targets, mask


@pytest.mark.parametrize("blank", [0, 2])
@pytest.mark.parametrize("target", TARGETS)
def test_all_paths_one_by_one(target, blank):
    target = [(k + blank) % 3 for k in target]  # of three symbols the two others
    logits = np.random.default_rng(len(target)).normal(size=(5, 1, 3))
    y = softmax(logits)[:, 0]
    loss, d = ctc_loss(logits, [target], blank=blank)
    assert loss == pytest.approx(-np.log(probability(y, target, blank)), rel=1e-12)
    np.testing.assert_allclose(d[:, 0], y - expected(y, target, blank), atol=1e-12)


def test_the_probabilities_of_all_targets_add_up():
    logits = np.random.default_rng(0).normal(size=(4, 1, 3))
    every = {collapse(path, 0) for path, _ in every_path(softmax(logits)[:, 0], 0)}
    p = [np.exp(-ctc_loss(logits, [target])[0]) for target in every]
    assert len(every) > 10 and sum(p) == pytest.approx(1, rel=1e-12)


def test_forward_and_backward_variables_by_brute_force():
    """α and β of every state, from the beginnings and the ends of all paths."""
    T, target, states = 5, (1, 1, 2), (0, 1, 0, 1, 0, 2, 0)
    logits = np.random.default_rng(3).normal(size=(T, 1, 3))
    y, found = softmax(logits)[:, 0], ctc_lattice(logits, [target])
    assert found.states.tolist() == [list(states)]
    S = len(states)

    def walks(first, last):
        """All ways through the states, from step `first` to `last`."""
        for walk in itertools.product(range(S), repeat=last - first + 1):
            steps = list(itertools.pairwise(walk))
            skips = [(a, b) for a, b in steps if b - a == 2]
            if all(0 <= b - a <= 2 for a, b in steps) and all(
                states[b] and states[a] != states[b] for a, b in skips
            ):
                yield walk, np.prod([y[first + k, states[s]] for k, s in enumerate(walk)])

    alpha, beta = np.zeros((T, S)), np.zeros((T, S))
    for t in range(T):
        for walk, p in walks(0, t):
            alpha[t, walk[-1]] += p * (walk[0] < 2)
        for walk, p in walks(t, T - 1):
            beta[t, walk[0]] += p / y[t, states[walk[0]]] * (walk[-1] >= S - 2)
    np.testing.assert_allclose(np.exp(found.log_alpha[:, 0]), alpha, atol=1e-12)
    np.testing.assert_allclose(np.exp(found.log_beta[:, 0]), beta, atol=1e-12)
    p = np.exp(found.log_p[0])
    np.testing.assert_allclose((alpha * beta).sum(1), p, rtol=1e-12)
    np.testing.assert_allclose(found.gamma[:, 0], alpha * beta / p, atol=1e-12)


@given(st.integers(0, 10**6), st.sampled_from([0, 3]))
@settings(deadline=None, max_examples=30)
def test_gradient(seed, blank):
    logits, targets, mask = example(seed, blank=blank)
    _, d = ctc_loss(logits, targets, mask, blank=blank)
    numerical = numerical_gradient(lambda z: ctc_loss(z, targets, mask, blank=blank)[0], logits)
    assert gradient_error(d, numerical) < 1e-7
    assert not d[~mask].any()
    np.testing.assert_allclose(d.sum(2), 0, atol=1e-12)


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=20)
def test_batched_is_one_by_one(seed):
    logits, targets, mask = example(seed, T=30, B=6, most=8)
    loss, d = ctc_loss(logits, targets, mask)
    found = ctc_lattice(logits, targets, mask)
    losses = []
    for b, (target, T) in enumerate(zip(targets, mask.sum(0), strict=True)):
        one, own = ctc_loss(logits[:T, b : b + 1], [target])
        losses.append(one)
        np.testing.assert_allclose(d[:T, b] * len(targets), own[:, 0], atol=1e-12)
        alone = ctc_lattice(logits[:T, b : b + 1], [target])
        S = 2 * len(target) + 1
        for name in ("log_alpha", "log_beta", "gamma"):
            mine = getattr(found, name)[:T, b, :S]
            np.testing.assert_allclose(mine, getattr(alone, name)[:, 0], rtol=1e-9, atol=1e-12)
        assert not found.gamma[T:, b].any() and not found.gamma[:, b, S:].any()
    assert loss == pytest.approx(np.mean(losses), rel=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("blank", [0, 4])
def test_pytorch(need, dtype, blank):
    torch = need("torch")
    for seed in range(10):
        logits, targets, mask = example(seed, T=40, B=5, most=9, blank=blank)
        logits = logits.astype(dtype)
        loss, d = ctc_loss(logits, targets, mask, blank=blank)
        z = torch.tensor(logits, requires_grad=True)
        sizes = torch.tensor([len(target) for target in targets])
        twin = torch.nn.functional.ctc_loss(
            z.log_softmax(2),
            torch.tensor(np.concatenate(targets).astype(int)),
            torch.tensor(mask.sum(0)),
            sizes,
            blank=blank,
            reduction="sum",
        )
        (twin / len(targets)).backward()
        near = 1e-10 if dtype == np.float64 else 1e-4
        assert loss == pytest.approx(twin.item() / len(targets), rel=near)
        np.testing.assert_allclose(d, z.grad.numpy(), atol=near)
        assert d.dtype == dtype


def test_extreme_logits_give_finite_answers():
    logits = np.zeros((6, 1, 3))
    logits[:, :, 1] = 5000.0
    with np.errstate(all="raise", under="ignore"):
        loss, d = ctc_loss(logits, [(2, 2)])
    # every path that says 2 2 has six steps without a 1, and there are 35 of them
    assert loss == pytest.approx(6 * 5000 - np.log(35)) and np.isfinite(d).all()
    impossible = np.where(np.arange(3) == 1, -np.inf, logits)
    assert ctc_loss(impossible, [(1,)])[0] > 1e29
    assert np.isfinite(ctc_loss(impossible, [(2,)])[0])


def test_long_inputs_do_not_underflow():
    logits = np.random.default_rng(0).normal(size=(2000, 1, 12))
    loss, d = ctc_loss(logits, [np.arange(1, 12)])
    assert 745 < loss < 10_000 and np.isfinite(d).all()  # e^-745 is 0 in float64


Z = np.zeros((4, 2, 3))
GAPS = np.array([[1, 1], [0, 1], [1, 1], [1, 1]], bool)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((Z, [[1, 1, 1], [1]]), r"targets\[0\]: expected at most as many symbols as there are"),
        ((Z, [[1], [1, 2, 1, 2, 1]]), r"targets\[1\]: .* steps, .* got 5 symbols, 0 of them"),
        ((Z, [[1]]), "targets: expected one sequence for each of 2 inputs, got 1"),
        ((Z, "ab"), "targets: expected 2 sequences of integers, got a string"),
        ((Z, 3), "targets: expected"),
        ((Z, [[1], [0]]), r"targets\[1\]: expected symbols from 0 to 2 other than the blank, 0"),
        ((Z, [[1], [3]]), r"targets\[1\]: expected symbols from 0 to 2 other"),
        ((Z, [["a"], [1]]), r"targets\[0\]: expected an array of real numbers"),
        ((Z, [[1.5], [1]]), r"targets\[0\]: expected a sequence of integers, got float64"),
        ((Z, [[[1]], [1]]), r"targets\[0\]: expected a sequence of integers, got int64 of"),
        ((Z[0], [[1], [1]]), "logits: expected an array .T, B, K. that is not empty, got shape"),
        ((Z.astype(int), [[1], [1]]), "logits: expected floats of shape"),
        ((Z, [[1], [1]], np.ones((4, 3), bool)), r"mask: expected bool of shape \(4, 2\), got"),
        ((Z, [[1], [1]], GAPS), "mask: expected real steps first, padding after them, got gaps"),
        ((Z * np.nan, [[1], [1]]), "logits: expected numbers, −∞ where a symbol cannot"),
        ((Z + np.inf, [[1], [1]]), "logits: expected numbers, .*, got NaN or ∞"),
        ((Z - np.inf, [[1], [1]]), "logits: expected numbers, .* not for all, got NaN or ∞"),
        ((Z, [[1], [1]], GAPS & False), "mask: expected a real step in every sequence, got none"),
    ],
)
def test_wrong_input(arguments, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        ctc_loss(*arguments)


@pytest.mark.parametrize("blank", [-1, 3, 0.5])
def test_wrong_blank(blank):
    with pytest.raises(ValueError, match="^blank: expected a symbol from 0 to 2"):
        ctc_loss(Z, [[1], [1]], blank=blank)
