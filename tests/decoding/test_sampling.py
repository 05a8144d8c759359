"""Temperature, top-k and top-p against their definitions, on all that a few symbols can be."""

import numpy as np
import pytest

from rnnlib.decoding.sampling import draw, reshaped

P = np.array([0.1, 0.4, 0.05, 0.25, 0.2])
LOGITS = np.log(P) + 3.0


def test_nothing_chosen_gives_the_models_own_probabilities():
    np.testing.assert_allclose(reshaped(LOGITS), P, rtol=1e-12)


@pytest.mark.parametrize("temperature", [0.25, 0.5, 1.0, 2.0, 10.0])
def test_temperature_is_a_power_of_the_probabilities(temperature):
    power = P ** (1 / temperature)
    p = reshaped(LOGITS, temperature=temperature)
    np.testing.assert_allclose(p, power / power.sum(), rtol=1e-12)


def test_its_two_ends():
    np.testing.assert_allclose(reshaped(LOGITS, temperature=1e-9), [0, 1, 0, 0, 0])
    np.testing.assert_allclose(reshaped(LOGITS, temperature=1e9), np.full(5, 0.2), rtol=1e-6)
    np.testing.assert_allclose(reshaped([1.0, 2.0, 2.0], temperature=1e-320), [0, 0.5, 0.5])


@pytest.mark.parametrize("k", range(1, 8))
def test_top_k_keeps_the_k_likeliest_in_their_proportions(k):
    kept = np.sort(P)[-k:]
    p = reshaped(LOGITS, top_k=k)
    assert np.count_nonzero(p) == min(k, 5)
    np.testing.assert_allclose(np.sort(p)[-min(k, 5) :], kept / kept.sum(), rtol=1e-12)


@pytest.mark.parametrize("least", [1e-9, 0.3, 0.41, 0.64, 0.66, 0.84, 0.86, 0.94, 0.96, 1.0])
def test_the_nucleus_is_the_fewest_that_reach_the_sum(least):
    falling = np.sort(P)[::-1]
    size = next(n for n in range(1, 6) if falling[:n].sum() >= least - 1e-12)
    p = reshaped(LOGITS, top_p=least)
    assert np.count_nonzero(p) == size
    np.testing.assert_allclose(np.sort(p)[::-1][:size], falling[:size] / falling[:size].sum())


def test_a_nucleus_of_one_is_all_however_small():
    logits = np.array([0.0, -30.0, -60.0])
    np.testing.assert_array_equal(reshaped(logits, top_p=1.0), reshaped(logits))


def test_of_equals_the_first_comes_first():
    np.testing.assert_allclose(reshaped(np.zeros(4), top_k=2), [0.5, 0.5, 0, 0])
    np.testing.assert_allclose(reshaped(np.zeros(4), top_p=0.5), [0.5, 0.5, 0, 0])


def test_they_come_in_this_order():
    """The temperature first, then k, then the nucleus among what is left."""
    power = P**2 / (P**2).sum()
    kept = np.where(power >= np.sort(power)[-3], power, 0)
    kept /= kept.sum()  # 0.4, 0.25, 0.2 squared: 0.61, 0.24, 0.15
    p = reshaped(LOGITS, temperature=0.5, top_k=3, top_p=0.8)
    kept[kept < 0.2] = 0
    np.testing.assert_allclose(p, kept / kept.sum(), rtol=1e-12)


def test_every_row_is_on_its_own():
    rows = np.random.default_rng(0).normal(size=(3, 2, 7))
    settings = {"temperature": 0.7, "top_k": 5, "top_p": 0.8}
    p = reshaped(rows, **settings)
    for index in np.ndindex(3, 2):
        np.testing.assert_array_equal(p[index], reshaped(rows[index], **settings))


def test_a_draw_inverts_the_sums():
    p = np.array([0.25, 0.0, 0.5, 0.25])
    got = [int(draw(p, np.float64(u))) for u in (0, 0.2, 0.25, 0.5, 0.74, 0.75, 0.999999)]
    assert got == [0, 0, 2, 2, 2, 3, 3]
    u = (np.arange(4000) + 0.5) / 4000
    counts = np.bincount(draw(np.tile(p, (4000, 1)), u), minlength=4)
    np.testing.assert_array_equal(counts, 4000 * p)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"temperature": 0}, "temperature: expected a positive number, got 0"),
        ({"temperature": "warm"}, "temperature: expected a positive number"),
        ({"top_k": 0}, "top_k: expected a number of symbols k ≥ 1, or None, got 0"),
        ({"top_k": 2.5}, "top_k: expected a number of symbols"),
        ({"top_p": 0}, "top_p: expected a probability above 0"),
        ({"top_p": 1.1}, "top_p: expected a probability above 0"),
        ({"top_p": float("nan")}, "top_p: expected a finite number"),
    ],
)
def test_wrong_settings(settings, says):
    with pytest.raises(ValueError, match=says):
        reshaped(LOGITS, **settings)


@pytest.mark.parametrize("bad", [[np.nan, 0.0], [np.inf, 0.0], [-np.inf, -np.inf], [], 3.0])
def test_wrong_scores(bad):
    with pytest.raises(ValueError, match="logits: expected"):
        reshaped(np.array(bad))
