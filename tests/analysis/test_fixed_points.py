"""Fixed points: against closed forms and bisection; their kinds against what a push really does."""

import numpy as np
import pytest

from rnnlib.analysis import StateMap, fixed_points


def turn(scale, degrees):
    """scale × the rotation by an angle, counter-clockwise for rows."""
    c, s = scale * np.cos(np.radians(degrees)), scale * np.sin(np.radians(degrees))
    return [[c, s], [-s, c]]


def bisected(u, low, high):
    """The root of tanh(u s) = s between two numbers."""
    for _ in range(100):
        middle = (low + high) / 2
        if np.tanh(u * middle) > middle:
            low = middle
        else:
            high = middle
    return middle


def test_two_memories_and_the_saddle_between_them():
    s = bisected(2.0, 0.1, 1.0)
    found = fixed_points(StateMap([[2, 0], [0, 0.5]]))
    np.testing.assert_allclose([p.state for p in found], [[-s, 0], [0, 0], [s, 0]], atol=1e-12)
    assert [p.kind for p in found] == ["stable", "saddle", "stable"]
    np.testing.assert_allclose(sorted(found[1].eigenvalues), [0.5, 2.0])


def test_every_pair_of_signs():
    found = fixed_points(StateMap(2 * np.eye(2)))
    assert len(found) == 9
    kinds = [p.kind for p in found]
    assert (kinds.count("stable"), kinds.count("saddle"), kinds.count("unstable")) == (4, 4, 1)


def test_a_linear_map_has_the_one_that_solves_it():
    U, r = np.array([[0.5, 0.3], [-0.2, 0.4]]), np.array([1.0, -2.0])
    (point,) = fixed_points(StateMap(U, r, squash=False))
    np.testing.assert_allclose(point.state, np.linalg.solve((np.eye(2) - U).T, r))
    assert point.kind == "stable"
    assert fixed_points(StateMap(turn(1.1, 30), squash=False))[0].kind == "unstable"
    assert fixed_points(StateMap(turn(1.0, 30), squash=False))[0].kind == "neutral"
    assert fixed_points(StateMap([[1.0, 0], [0, 0.5]], squash=False)) == []


def test_where_two_are_born_there_is_one_neutral_point():
    (point,) = fixed_points(StateMap(np.eye(2)))
    np.testing.assert_allclose(point.state, 0, atol=1e-3)
    assert point.kind == "neutral"


@pytest.mark.parametrize("seed", range(8))
def test_random_maps_their_points_stay_and_a_push_does_what_the_kind_says(seed):
    rng = np.random.default_rng(seed)
    f = StateMap(rng.normal(scale=1.5, size=(2, 2)), rng.normal(scale=0.3, size=2))
    found = fixed_points(f)
    assert found
    for point in found:
        np.testing.assert_allclose(f(point.state), point.state, atol=1e-11)
        pushed = point.state + 1e-6 * rng.normal(size=(50, 2))
        later = f.run(pushed, 400)
        apart = np.abs(later - point.state).max(axis=(1, 2))
        assert (apart[-1] < 1e-9) == (point.kind == "stable")


@pytest.mark.parametrize("seed", range(4))
def test_no_long_run_comes_to_rest_anywhere_else(seed):
    rng = np.random.default_rng(seed)
    f = StateMap(np.array([[1.8, 0.4], [0.3, 1.6]]), rng.normal(scale=0.1, size=2))
    stable = [p.state for p in fixed_points(f) if p.kind == "stable"]
    ends = f.run(rng.uniform(-1, 1, size=(300, 2)), 3000)[-1]
    nearest = np.abs(ends[:, None] - np.array(stable)).max(-1)
    assert (nearest.min(axis=1) < 1e-6).all()
    assert (nearest.min(axis=0) < 1e-6).all()  # and each of them is reached


def test_more_units_need_starts():
    f = StateMap(2 * np.eye(5))
    with pytest.raises(ValueError, match=r"starts: expected \(n, 5\) for more than 3 units"):
        fixed_points(f)
    found = fixed_points(f, [[0.9] * 5, [0.8, 0.9, -1, 0.9, 1]])
    assert [p.kind for p in found] == ["stable", "stable"]
    with pytest.raises(ValueError, match=r"starts: expected shape \(n, 5\), got \(5,\)"):
        fixed_points(f, [0.9] * 5)
