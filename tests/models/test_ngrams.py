"""n-gram models against counts made by hand and against the definition of a distribution."""

import numpy as np
import pytest

from rnnlib import NGrams, Text

TINY = Text("abracadabra")
V = 5  # a b c d r


def test_order_0_by_hand():
    """11 characters, 5 different: (n + 5 · 1/5) / (11 + 5)."""
    p = NGrams(TINY, 0).predict("")
    np.testing.assert_allclose(p, (np.array([5, 2, 1, 1, 2]) + 1) / 16)


def test_order_1_by_hand():
    """After a came b twice, c and d once: N = 4, U = 3."""
    below = NGrams(TINY, 0).predict("")
    p = NGrams(TINY, 1).predict("zebra")
    np.testing.assert_allclose(p, (np.array([0, 2, 1, 1, 0]) + 3 * below) / 7)


def test_order_2_by_hand():
    """After br came a, twice and nothing else: N = 2, U = 1."""
    below = NGrams(TINY, 1).predict("r")
    p = NGrams(TINY, 2).predict("br")
    np.testing.assert_allclose(p, (np.array([2, 0, 0, 0, 0]) + below) / 3)


def test_what_was_never_seen_leaves_the_shorter_context():
    one, three = NGrams(TINY, 1), NGrams(TINY, 3)
    np.testing.assert_array_equal(three.predict("bba"), one.predict("a"))
    np.testing.assert_array_equal(three.predict("??d"), one.predict("d"))


@pytest.mark.parametrize("order", range(6))
def test_every_prediction_is_a_distribution(order):
    model = NGrams(TINY, order)
    for end in range(len(TINY) + 1):
        p = model.predict(TINY.corpus[:end])
        assert p.min() > 0
        assert p.sum() == pytest.approx(1, abs=1e-12)


def test_bits_are_those_of_the_predictions():
    train, held_out = Text("to be or not to be, " * 20).split(0.7)
    for order in (0, 2, 4):
        model = NGrams(train, order)
        corpus = held_out.corpus
        p = [
            model.predict(corpus[:t])[train.alphabet.index(corpus[t])]
            for t in range(1, len(corpus))
        ]
        assert model.bits_per_character(held_out) == pytest.approx(-np.log2(p).mean(), 1e-12)


def test_looking_further_back_pays_on_what_repeats():
    train, held_out = Text("to be or not to be, that is the question. " * 30).split(0.7)
    bits = [NGrams(train, order).bits_per_character(held_out) for order in range(5)]
    assert bits == sorted(bits, reverse=True) and bits[4] < 0.3


def test_samples_have_the_predicted_frequencies():
    model, rng = NGrams(TINY, 2), np.random.default_rng(0)
    drawn = [model.sample("abra", 1, rng=rng) for _ in range(800)]
    counts = np.array([drawn.count(v) for v in TINY.alphabet]) / 800
    assert np.abs(counts - model.predict("abra")).max() < 4 * np.sqrt(0.25 / 800)


def test_samples_of_every_order():
    for order in range(4):
        assert len(NGrams(TINY, order).sample("", 20, rng=np.random.default_rng(0))) == 20


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: NGrams("abc", 2), "text: expected a Text, got str"),
        (lambda: NGrams(TINY, -1), "order: expected a number of characters to look back"),
        (lambda: NGrams(TINY, 1.5), "order: expected a number of characters to look back"),
        (lambda: NGrams(TINY, 1).predict(3), "context: expected a string, got int"),
        (lambda: NGrams(TINY, 1).bits_per_character("abc"), "held_out: expected a Text"),
        (lambda: NGrams(TINY, 1).sample("", -1, rng=np.random.default_rng()), "n: expected"),
        (lambda: NGrams(TINY, 1).sample("", 1, rng=0), "rng: expected"),
    ],
)
def test_wrong_input(call, says):
    with pytest.raises(ValueError, match=says):
        call()
