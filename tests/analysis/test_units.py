"""Search finds the unit that follows a feature, and confirmation exposes luck."""

import numpy as np
import pytest

from rnnlib import LSTMCell, Recurrent
from rnnlib.analysis import correlations, find_units


def test_correlations_are_numpys():
    rng = np.random.default_rng(0)
    values, feature = rng.normal(size=(20, 3, 4)), rng.normal(size=(20, 3))
    expected = [np.corrcoef(values[..., k].ravel(), feature.ravel())[0, 1] for k in range(4)]
    np.testing.assert_allclose(correlations(values, feature), expected, rtol=1e-12)


def test_what_never_changes_correlates_with_nothing():
    rng = np.random.default_rng(0)
    assert correlations(np.ones((5, 1, 2)), rng.normal(size=(5, 1))).tolist() == [0, 0]
    assert correlations(rng.normal(size=(5, 1, 2)), np.ones((5, 1))).tolist() == [0, 0]


def test_a_planted_unit_is_found_by_name_number_and_sign():
    rng = np.random.default_rng(0)
    cell = LSTMCell(2, 5, rng=rng)
    x = rng.normal(size=(60, 2, 2))
    _, tape = Recurrent(cell).forward(x)
    planted = {"in c": -tape["c"][:, :, 3] + 7, "in f": 2 * tape["f"][:, :, 1]}
    first, second = find_units(tape, planted, names=("c", "f"))
    assert {(u.feature, u.name, u.unit) for u in (first, second)} == {
        ("in c", "c", 3),
        ("in f", "f", 1),
    }
    signs = {unit.feature: (round(unit.r, 6), round(unit.confirmed, 6)) for unit in (first, second)}
    assert signs == {"in c": (-1, -1), "in f": (1, 1)}


def test_luck_is_not_confirmed():
    rng = np.random.default_rng(0)
    _, tape = Recurrent(LSTMCell(2, 50, rng=rng)).forward(rng.normal(size=(40, 1, 2)))
    (unit,) = find_units(tape, {"noise": rng.normal(size=40)})
    assert abs(unit.r) > 0.4
    assert abs(unit.confirmed) < 0.3


def test_a_feature_of_one_text_serves_all_rows_of_the_batch():
    rng = np.random.default_rng(0)
    _, tape = Recurrent(LSTMCell(2, 3, rng=rng)).forward(rng.normal(size=(30, 2, 2)))
    feature = rng.normal(size=30)
    both = np.stack([feature, feature], axis=1)
    assert find_units(tape, {"x": feature}) == find_units(tape, {"x": both})


def test_the_best_confirmed_comes_first():
    rng = np.random.default_rng(0)
    _, tape = Recurrent(LSTMCell(2, 3, rng=rng)).forward(rng.normal(size=(30, 1, 2)))
    found = find_units(tape, {"noise": rng.normal(size=30), "c": tape["c"][:, 0, 0]})
    assert [unit.feature for unit in found] == ["c", "noise"]


def test_misshapen_features_and_short_tapes_are_refused():
    _, tape = Recurrent(LSTMCell(1, 2, rng=np.random.default_rng(0))).forward(np.ones((3, 1, 1)))
    with pytest.raises(ValueError, match="tape: expected at least 4 steps, got 3"):
        find_units(tape, {"x": np.ones(3)})
    with pytest.raises(ValueError, match=r"feature: expected shape \(T, B\)"):
        correlations(np.ones((4, 1, 2)), np.ones(4))
    _, tape = Recurrent(LSTMCell(1, 2, rng=np.random.default_rng(0))).forward(np.ones((8, 1, 1)))
    with pytest.raises(ValueError, match=r"'x': expected shape \(8,\) or \(8, 1\), got \(3,\)"):
        find_units(tape, {"x": np.ones(3)})
