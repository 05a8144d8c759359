"""Linear readouts and discriminants against their definitions."""

import numpy as np
import pytest

from rnnlib.analysis import LinearReadout, discriminants


def cloud(rng, n=60, classes=4, H=6, apart=3.0):
    labels = rng.integers(classes, size=n)
    middles = rng.normal(size=(classes, H)) * apart
    return middles[labels] + rng.normal(size=(n, H)), labels


def test_the_readout_is_the_least_squares_solution():
    rng = np.random.default_rng(0)
    states, labels = cloud(rng)
    found = LinearReadout(states, labels)
    ones = np.c_[states, np.ones(len(states))]
    Y = (labels[:, None] == np.unique(labels)).astype(float)
    weights = np.linalg.lstsq(ones, Y, rcond=None)[0]
    new = rng.normal(size=(20, 6)) * 4
    expected = np.unique(labels)[(np.c_[new, np.ones(20)] @ weights).argmax(1)]
    np.testing.assert_array_equal(found.guess(new), expected)
    assert found.accuracy(new, expected) == 1
    assert repr(found) == "LinearReadout(H=6, 4 classes)"


def test_what_is_there_is_found_and_what_is_not_is_not():
    rng = np.random.default_rng(1)
    states, labels = cloud(rng, 400, apart=5)
    fitted = LinearReadout(states[:200], labels[:200])
    assert fitted.accuracy(states[200:], labels[200:]) > 0.95
    noise = rng.permutation(labels[:200])
    assert LinearReadout(states[:200], noise).accuracy(states[200:], labels[200:]) < 0.6


def test_discriminants_solve_the_generalised_eigenproblem():
    rng = np.random.default_rng(2)
    states, labels = cloud(rng)
    directions = discriminants(states, labels, 3)
    means = np.stack([states[labels == k].mean(0) for k in range(4)])
    apart = states - means[labels]
    S_w = apart.T @ apart / len(states)
    centred = (means - states.mean(0))[labels]
    S_b = centred.T @ centred / len(states)
    np.testing.assert_allclose(directions.T @ S_w @ directions, np.eye(3), atol=1e-6)
    spread = np.diag(directions.T @ S_b @ directions)
    assert (np.diff(spread) < 0).all()
    np.testing.assert_allclose(S_b @ directions, S_w @ directions * spread, atol=1e-6)
    assert ((means[0] - states.mean(0)) @ directions > 0).all()


@pytest.mark.parametrize(
    ("states", "labels", "says"),
    [
        (np.ones(3), np.arange(3), r"states: expected finite numbers of shape \(n, H\)"),
        (np.full((3, 2), np.nan), np.arange(3), "states: expected finite numbers"),
        (np.ones((3, 2)), np.arange(2), "labels: expected one for each of 3 states"),
        (np.ones((3, 2)), np.zeros(3), "labels: expected at least two classes, got one"),
    ],
)
def test_bad_input_is_one_sentence(states, labels, says):
    for ask in (LinearReadout, discriminants):
        with pytest.raises(ValueError, match=says):
            ask(states, labels)


def test_more_directions_than_classes_are_refused():
    states, labels = cloud(np.random.default_rng(3))
    with pytest.raises(ValueError, match="n: expected fewer than classes, at most H, got 4"):
        discriminants(states, labels, 4)
    with pytest.raises(ValueError, match=r"states: expected shape \(n, 6\), got shape \(2, 5\)"):
        LinearReadout(states, labels).guess(np.ones((2, 5)))
