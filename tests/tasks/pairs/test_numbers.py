"""Numbers in words, held against an independent reading of the words."""

import numpy as np
import pytest

from rnnlib import number_words
from rnnlib.tasks.pairs.numbers import SCALES, TENS, UNITS, words

VALUE = {w: k for k, w in enumerate(UNITS)} | {w: 10 * k for k, w in enumerate(TENS, 2)}


def read(string):
    """The number that the words mean: scales multiply what has been said since the last one."""
    total = group = 0
    for word in string.split():
        if word in VALUE:
            group += VALUE[word]
        elif word == "hundred":
            group *= 100
        elif word in SCALES:
            total, group = total + group * 1000 ** (SCALES.index(word) + 1), 0
        else:
            assert word == "and"
    return total + group


@pytest.mark.parametrize(
    ("number", "string"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (712, "seven hundred and twelve"),
        (1012, "one thousand and twelve"),
        (40_100, "forty thousand one hundred"),
        (2_000_099, "two million and ninety nine"),
    ],
)
def test_some_numbers(number, string):
    assert words(number) == string


def test_words_can_be_read_again():
    rng = np.random.default_rng(0)
    for number in (*range(3000), *rng.integers(10**18, size=300).tolist(), 10**18 - 1):
        assert read(words(number)) == number


def test_pairs_of_the_asked_sizes():
    pairs = number_words(200, [1, 4, 18], rng=np.random.default_rng(1))
    assert {len(t) for t in pairs.targets} == {1, 4, 18}
    assert all(read(s) == int(t) for s, t in zip(pairs.sources, pairs.targets, strict=True))
    assert number_words(5, 3, rng=np.random.default_rng(2)).target_lengths.tolist() == [4] * 5


def test_lessons_and_examination_share_no_number():
    rng = np.random.default_rng(3)
    for held_out in (False, True):
        pairs = number_words(300, range(2, 5), rng=rng, held_out=held_out)
        assert all((sum(map(int, t)) % 10 == 0) == held_out for t in pairs.targets)


@pytest.mark.parametrize(
    ("digits", "message"),
    [
        (0, "digits: expected from 1 to 18 digits, got 0"),
        (19, "digits: expected from 1 to 18 digits, got 19"),
        ([], "digits: expected from 1 to 18 digits"),
        (2.5, "digits: expected from 1 to 18 digits, got 2.5"),
    ],
)
def test_wrong_sizes(digits, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        number_words(2, digits, rng=np.random.default_rng(0))


def test_no_number_of_one_digit_is_held_out():
    with pytest.raises(ValueError, match="^digits: expected from 2 to 18 digits, got 1"):
        number_words(2, 1, rng=np.random.default_rng(0), held_out=True)
    for wrong in (-1, 10**18, 2.0, "3"):
        with pytest.raises(ValueError, match="^number: expected"):
            words(wrong)
