"""Symbols and signs, there and back."""

import numpy as np
import pytest

from rnnlib import Vocabulary

LETTERS, WORDS = Vocabulary("abc"), Vocabulary(["one", "two"])


def test_there_and_back():
    assert LETTERS.encode("cab").tolist() == [2, 0, 1]
    assert LETTERS.decode([2, 0, 1]) == "cab"
    assert WORDS.encode("two one  two").tolist() == [1, 0, 1]
    assert WORDS.decode([1, 0, 1]) == "two one two"


def test_the_signs_come_after_the_symbols():
    assert (LETTERS.stop, LETTERS.start, LETTERS.pad) == (3, 4, 5)
    assert (len(LETTERS), LETTERS.outputs, LETTERS.inputs) == (3, 4, 5)
    assert LETTERS.names == ("a", "b", "c", "stop", "start", "pad")


def test_what_follows_the_stop_is_not_read():
    assert LETTERS.decode([0, 3, 5, 5]) == "a"
    assert LETTERS.decode([3]) == LETTERS.decode([]) == ""


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: LETTERS.encode("abx"), "string: .*characters of the vocab.*, got 'x' at .* 2$"),
        (lambda: WORDS.encode("one three"), "string: .*words of the vocab.*, got 'three' at .* 1$"),
        (lambda: LETTERS.encode(""), "string: expected at least one symbol, got none"),
        (lambda: WORDS.encode("  "), "string: expected at least one symbol, got none"),
        (lambda: LETTERS.encode(["a"]), "string: expected a str, got list"),
        (lambda: LETTERS.decode([0, 5]), "codes: expected integers from 0 to 3, got 5"),
        (lambda: LETTERS.decode([-1]), "codes: expected integers from 0 to 3, got -1"),
        (lambda: LETTERS.decode([[1]]), r"codes: expected integers of shape \(n,\), got int"),
        (lambda: LETTERS.decode([0.5]), "codes: expected integers of shape"),
        (lambda: Vocabulary(""), "symbols: expected at least one symbol, got none"),
        (lambda: Vocabulary("aa"), "symbols: expected different symbols, got 'aa'"),
        (lambda: Vocabulary(["a b"]), "symbols: expected words without spaces"),
        (lambda: Vocabulary([1]), "symbols: expected a str of characters or a list of words"),
        (lambda: Vocabulary(3), "symbols: expected a str of characters or a list of words, got 3"),
    ],
)
def test_wrong_input(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()


def test_every_integer_array_of_symbols_comes_back():
    rng = np.random.default_rng(0)
    for vocabulary in (LETTERS, WORDS):
        codes = rng.integers(vocabulary.N, size=20)
        assert vocabulary.encode(vocabulary.decode(codes)).tolist() == codes.tolist()
