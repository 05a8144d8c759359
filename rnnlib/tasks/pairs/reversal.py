"""Say it again, or backwards: pairs whose length is free."""

from rnnlib.edge import any_array, brief, expect, iterable, whole
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.pairs.pairs import Pairs
from rnnlib.tasks.pairs.vocabulary import Vocabulary

LETTERS = "abcdefghij"


def repetition(n, lengths, *, rng, letters=LETTERS):
    """n strings of random letters, to be written as they are: "cab" → "cab".

    ``lengths`` is how many letters: one number, or several, drawn from evenly. There is nothing to
    learn about the letters but the letters themselves: k of them carry k log₂ 10 bits, all of which
    a fixed summary has to hold.
    """
    sources, vocabulary = strings(n, lengths, rng, letters)
    return Pairs(sources, sources, vocabulary, vocabulary)


def reversal(n, lengths, *, rng, letters=LETTERS):
    """n strings of random letters, to be written backwards: "cab" → "bac"; see `repetition`."""
    sources, vocabulary = strings(n, lengths, rng, letters)
    return Pairs(sources, [string[::-1] for string in sources], vocabulary, vocabulary)


def strings(n, lengths, rng, letters):
    """n strings of evenly drawn letters, and their vocabulary."""
    n = check_size("n", n)
    check_rng(rng)
    expect(isinstance(letters, str), "letters", "a str of different letters", brief(letters))
    vocabulary = Vocabulary(letters)
    sizes = iterable("lengths", lengths if any_array("lengths", lengths).ndim else [lengths])
    sizes = [whole("lengths", size, 1, "lengths of one letter and more") for size in sizes]
    expect(sizes, "lengths", "at least one length", "none")
    drawn = (rng.integers(vocabulary.N, size=sizes[k]) for k in rng.integers(len(sizes), size=n))
    return [vocabulary.decode(codes) for codes in drawn], vocabulary
