"""Numbers in words, to be written in digits: as long as one likes."""

from rnnlib.edge import any_array, brief, expect, iterable, truth, whole
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.pairs.pairs import Pairs
from rnnlib.tasks.pairs.vocabulary import Vocabulary

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ("thousand", "million", "billion", "trillion", "quadrillion")
LONGEST = 3 * (len(SCALES) + 1)  # digits that have words

SOURCE = Vocabulary([*UNITS, *TENS, "hundred", "and", *SCALES])
TARGET = Vocabulary("0123456789")
HELD_OUT = 10  # of the numbers, those whose digits add up to 0 modulo 10


def number_words(n, digits, *, rng, held_out=False):
    """n numbers in words, "seven hundred and twelve" → "712", each side of its own length.

    ``digits`` is how many digits they have: one number from 1 to 18, or several, drawn from
    evenly; all numbers of so many digits are equally likely. A source symbol is a word. Numbers
    whose digits add up to a multiple of ten (0 aside) are *held out*: in no lesson, and all of an
    examination.
    """
    n = check_size("n", n)
    check_rng(rng)
    held_out = truth("held_out", held_out)
    sizes = iterable("digits", digits if any_array("digits", digits).ndim else [digits])
    sizes = [whole("digits", d, 1, f"from 1 to {LONGEST} digits") for d in sizes]
    fits = sizes and max(sizes) <= LONGEST and not (held_out and min(sizes) < 2)
    least = 2 if held_out else 1  # no number of one digit is held out
    expect(fits, "digits", f"from {least} to {LONGEST} digits", brief(digits))
    drawn = [draw(sizes[k], rng, held_out) for k in rng.integers(len(sizes), size=n)]
    return Pairs([words(k) for k in drawn], [str(k) for k in drawn], SOURCE, TARGET)


def draw(size, rng, held_out):
    """A number of so many digits, from the lessons or from what is held out."""
    while True:
        number = int(rng.integers(10 ** (size - 1) if size > 1 else 0, 10**size))
        if (number > 0 and sum(map(int, str(number))) % HELD_OUT == 0) == held_out:
            return number


def words(number):
    """A whole number below 10¹⁸ in English words."""
    number = whole("number", number, 0, "a whole number, zero or more")
    expect(number < 10**LONGEST, "number", f"at most {LONGEST} digits", number)
    if number == 0:
        return UNITS[0]
    parts, scale = [], 0
    while number:
        number, three = divmod(number, 1000)
        if three:
            last = scale == 0 and number and three < 100  # "one thousand and twelve"
            parts.append(("and " if last else "") + below_thousand(three))
            parts[-1] += f" {SCALES[scale - 1]}" if scale else ""
        scale += 1
    return " ".join(reversed(parts))


def below_thousand(number):
    """1 … 999 in words."""
    hundreds, rest = divmod(number, 100)
    parts = [f"{UNITS[hundreds]} hundred"] if hundreds else []
    if 0 < rest < 20:
        parts.append(UNITS[rest])
    elif rest:
        tens, units = divmod(rest, 10)
        parts.append(TENS[tens - 2] + (f" {UNITS[units]}" if units else ""))
    return " and ".join(parts)
