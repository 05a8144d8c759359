"""The likeliest symbol each time: batched as one by one, ended or cut off."""

import numpy as np
import pytest
from decoding.small_models import LIMIT, PAIRS, SOURCES, every_string, model_of

import rnnlib
from rnnlib.decoding import accuracy, greedy, rows

kinds = pytest.mark.parametrize("kind", ["plain", "attention"])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("seed", range(6))
@kinds
def test_batched_is_one_by_one(kind, seed, dtype):
    model = model_of(kind, seed, dtype)
    together = greedy(model, SOURCES, limit=LIMIT)
    for source, one in zip(SOURCES, together, strict=True):
        (alone,) = greedy(model, [source], limit=LIMIT)
        assert alone.symbols.tolist() == one.symbols.tolist() and alone.text == one.text
        assert alone.log_p == pytest.approx(one.log_p, 1e-5)


@kinds
def test_every_symbol_is_the_likeliest_and_the_sum_is_the_probability(kind):
    ends = set()
    for seed in range(6):
        model = model_of(kind, seed)
        for source, found in zip(SOURCES, greedy(model, SOURCES, limit=LIMIT), strict=True):
            strings = every_string(model, source)
            assert strings[tuple(found.symbols)] == pytest.approx(found.log_p, 1e-9)
            assert found.steps.sum() == found.log_p
            for n in range(len(found.symbols)):  # sums over all strings that begin alike
                start = tuple(found.symbols[:n])
                total = np.zeros(model.target.outputs)
                for string, log_p in strings.items():
                    if string[:n] == start and len(string) > n:
                        total[string[n]] += np.exp(log_p)
                assert total.argmax() == found.symbols[n]
            ends.add(found.ended)
            assert found.ended == (found.symbols[-1] == model.target.stop)
            assert len(found.text) == len(found.symbols) - found.ended
    assert ends == {True, False}


def test_the_limit_costs_nothing_until_it_is_reached():
    """What ends early ends as early, and needs no more room, with any limit."""
    model = model_of("plain", 4)
    ended = [w.ended for w in greedy(model, SOURCES, limit=8)]
    sources = [source for source, end in zip(SOURCES, ended, strict=True) if end]
    one, other = (greedy(model, sources, limit=limit) for limit in (8, 10**12))
    assert [w.text for w in one] == [w.text for w in other] and sources


def test_the_share_that_is_right():
    model = model_of("plain", 4)
    found = zip(SOURCES, greedy(model, SOURCES, limit=8), strict=True)
    ended, said = zip(*((s, w.text) for s, w in found if w.ended and w.text), strict=True)
    letters = PAIRS.target
    right = rnnlib.Pairs(ended, said, letters, letters)
    assert accuracy(model, right, limit=8) == 1
    half = rnnlib.Pairs(ended * 2, [*said, *(text + "a" for text in said)], letters, letters)
    assert accuracy(model, half, limit=8, batch=3) == 0.5


def test_rows_of_a_state():
    state = ((np.arange(3), None), np.arange(6).reshape(3, 2))
    chosen = rows(state, np.array([2, 0, 2]))
    assert chosen[0][0].tolist() == [2, 0, 2] and chosen[0][1] is None
    assert chosen[1].tolist() == [[4, 5], [0, 1], [4, 5]]
    assert len(rows((np.arange(0),), np.array([], int))[0]) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda m: greedy(m, "abc", limit=3), "sources: expected a list of strings, got a single"),
        (lambda m: greedy(m, [], limit=3), "sources: expected at least one string, got none"),
        (lambda m: greedy(m, ["ab", ""], limit=3), "string: expected at least one symbol, got"),
        (lambda m: greedy(m, ["abx"], limit=3), "string: .* of the vocabulary, got 'x' at posit"),
        (lambda m: greedy(m, [3], limit=3), "string: expected a str, got int"),
        (lambda m: greedy(m, ["a"], limit=0), "limit: expected a number of symbols, at least 1"),
        (lambda m: greedy(m, ["a"], limit=2.5), "limit: expected a number of symbols"),
        (lambda m: greedy(None, ["a"], limit=2), "model: expected one that writes, such as an Enc"),
        (lambda m: accuracy(m, ["a"]), "pairs: expected Pairs such as those of rnnlib.dates, got"),
        (lambda m: accuracy(m, PAIRS, batch=0), "batch: expected a positive integer, got 0"),
    ],
)
def test_wrong_input(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call(model_of("plain", 0))
