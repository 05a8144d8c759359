from collections import Counter
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlib.tasks import Text

STRINGS = st.text(min_size=2, max_size=60)


@settings(deadline=None)
@given(STRINGS)
def test_codes_are_places_in_the_sorted_alphabet(string):
    text = Text(string)
    assert list(text.alphabet) == sorted(set(string)) and text.V == len(set(string))
    assert len(text) == len(string) == len(text.codes)
    assert list(text.encode(string)) == [text.alphabet.index(c) for c in string]
    assert text.decode(text.codes) == string
    np.testing.assert_array_equal(text.codes, text.encode(string))


def test_encode_and_decode_of_nothing():
    text = Text("ab")
    assert text.encode("").shape == (0,) and text.decode([]) == ""


def test_codes_cannot_be_overwritten_and_batches_can():
    text = Text("abcabcabc")
    with pytest.raises(ValueError):
        text.codes[0] = 1
    batch = next(text.stream(2, 2))
    before = batch.target.copy()
    batch.x[:] = 0
    np.testing.assert_array_equal(batch.target, before)
    assert text.decode(text.codes) == "abcabcabc"


@settings(deadline=None)
@given(B=st.integers(1, 5), T=st.integers(1, 6), more=st.integers(0, 60), seed=st.integers(0, 99))
def test_stream_is_b_readers_going_on_where_they_stopped(B, T, more, seed):
    N = B * T + 1 + more
    text = Text("".join(np.random.default_rng(seed).choice(list("abcdefg"), N)))
    L = (N - 1) // B
    batches = list(text.stream(B, T))
    assert len(batches) == L // T
    for k, (x, target, mask) in enumerate(batches):
        assert x.shape == target.shape == (T, B) and mask is None
        for t in range(T):
            for b in range(B):
                place = b * L + k * T + t
                assert text.alphabet[x[t, b]] == text.corpus[place]
                assert text.alphabet[target[t, b]] == text.corpus[place + 1]


@settings(deadline=None)
@given(B=st.integers(1, 4), T=st.integers(1, 5), more=st.integers(0, 40))
def test_no_character_is_predicted_twice_in_a_pass_and_few_are_left_out(B, T, more):
    text = Text("".join(map(chr, range(100, 100 + B * T + 1 + more))))  # all different
    said = np.concatenate([batch.target.ravel() for batch in text.stream(B, T)])
    assert len(set(said)) == len(said)
    assert len(text) - 1 - len(said) < B * T + B


@pytest.mark.parametrize("endless", [False, True])
def test_consecutive_batches_join(endless):
    text = Text("the quick brown fox jumps over the lazy dog, and then does it again")
    batches = list(islice(text.stream(3, 4, endless=endless), 40))
    assert len(batches) == (40 if endless else 5)
    for last, batch in zip(batches, batches[1:], strict=False):
        np.testing.assert_array_equal(last.target[-1], batch.x[0])


def test_endless_begins_with_one_pass_and_goes_round_the_text():
    text = Text("abcdefghijklmnopqrstuvwxyz")
    endless = text.stream(2, 5, endless=True)
    for batch in text.stream(2, 5):
        np.testing.assert_array_equal(next(endless).x, batch.x)
    text_of_first_reader = "".join(
        text.decode(batch.x[:, 0]) for batch in islice(text.stream(2, 5, endless=True), 11)
    )
    assert text_of_first_reader == (text.corpus * 3)[:55]


@settings(deadline=None)
@given(B=st.integers(1, 5), T=st.integers(1, 8), more=st.integers(0, 20), seed=st.integers(0, 99))
def test_windows_are_pieces_of_the_text(B, T, more, seed):
    text = Text("".join(np.random.default_rng(seed).choice(list("abcd"), T + 1 + more)))
    x, target, mask = text.sample_windows(B, T, rng=np.random.default_rng(seed))
    assert x.shape == target.shape == (T, B) and mask is None
    for b in range(B):
        assert text.decode(x[:, b]) + text.decode(target[-1:, b]) in text.corpus
        np.testing.assert_array_equal(x[1:, b], target[:-1, b])


def test_windows_are_seeded_and_reach_both_ends():
    text = Text("abcdefgh")
    x = text.sample_windows(400, 3, rng=np.random.default_rng(0)).x
    np.testing.assert_array_equal(x, text.sample_windows(400, 3, rng=np.random.default_rng(0)).x)
    assert set(x[0]) == set(range(5))


@settings(deadline=None)
@given(STRINGS)
def test_unigram_entropy_by_hand(string):
    bits = -sum(np.log2(string.count(c) / len(string)) for c in string) / len(string)
    assert Text(string).unigram_entropy() == pytest.approx(bits, abs=1e-9)


def test_unigram_entropy_knows_only_this_part_of_a_shared_alphabet():
    assert Text("abababab", alphabet="abcdef").unigram_entropy() == pytest.approx(1.0)


@settings(deadline=None)
@given(st.text("abcé€", min_size=2, max_size=50), st.text("abcé€", min_size=2, max_size=50))
def test_bigram_cross_entropy_by_hand(trained, held_out):
    alphabet = "abcé€"
    pairs = Counter(zip(trained, trained[1:], strict=False))
    bits = 0.0
    for u, v in zip(held_out, held_out[1:], strict=False):
        after_u = sum(pairs[u, w] for w in alphabet)
        bits -= np.log2((pairs[u, v] + 1) / (after_u + len(alphabet)))
    found = Text(trained, alphabet=alphabet).bigram_cross_entropy(Text(held_out, alphabet=alphabet))
    assert found == pytest.approx(bits / (len(held_out) - 1), abs=1e-9)


def test_bigram_baseline_beats_the_constant_one_on_real_text():
    training, held_out = Text.standard_library().split(0.9)
    bigram = training.bigram_cross_entropy(held_out)
    assert bigram < held_out.unigram_entropy() < np.log2(training.V)


def test_split_keeps_order_and_alphabet():
    text = Text("hello world!")
    training, held_out = text.split(0.75)
    assert training.corpus == "hello wor" and held_out.corpus == "ld!"
    assert training.alphabet == held_out.alphabet == text.alphabet
    assert held_out.decode(training.encode("hello")) == "hello"


def test_repr_is_short_and_tells_no_length():
    assert repr(Text("hello")) == "Text(V=4)"
    text = Text("hello", name="greeting")
    assert repr(text) == "Text('greeting', V=4)"
    assert [repr(part) for part in text.split(0.5)] == [
        "Text('greeting, training', V=4)",
        "Text('greeting, held out', V=4)",
    ]
    assert repr(Text.standard_library()) == "Text('standard library', V=96)"


@pytest.mark.parametrize("corpus", ["", "a", b"bytes", None])
def test_bad_corpus(corpus):
    with pytest.raises(ValueError, match="^corpus: expected a str of at least 2 characters, got "):
        Text(corpus)


@pytest.mark.parametrize(
    "call, sentence",
    [
        (lambda t: Text("ab", alphabet=""), "alphabet: expected a str of characters, got ''"),
        (
            lambda t: Text("abz", alphabet="ab"),
            "corpus: expected only characters of the alphabet, got 'z' at position 2",
        ),
        (
            lambda t: t.encode("abé"),
            "string: expected only characters of the alphabet, got 'é' at position 2",
        ),
        (lambda t: t.encode(3), "string: expected a str, got int"),
        (lambda t: t.decode([0, 3]), "codes: expected integers from 0 to 2, got 3"),
        (lambda t: t.decode([-1]), "codes: expected integers from 0 to 2, got -1"),
        (lambda t: t.decode([0.5]), r"codes: expected integers of shape \(n,\), got float64 of"),
        (lambda t: t.decode([[0]]), r"codes: expected integers of shape \(n,\), got int64 of"),
        (lambda t: t.split(1.0), "fraction: expected a number between 0 and 1, got 1.0"),
        (lambda t: t.split("half"), "fraction: expected a number between 0 and 1, got 'half'"),
        (lambda t: t.split(0.1), "fraction: expected at least 2 characters on either side, got"),
        (lambda t: t.stream(0, 2), "B: expected an integer of at least 1, got 0"),
        (lambda t: t.stream(1, -2), "T: expected an integer of at least 1, got -2"),
        (
            lambda t: t.stream(3, 3),
            "text: expected at least 10 characters for B = 3 readers of T = 3 steps, got 9",
        ),
        (
            lambda t: t.sample_windows(1, 9, rng=np.random.default_rng(0)),
            "text: expected at least 10 characters for windows of T = 9 steps, got 9",
        ),
        (lambda t: t.sample_windows(1, 2, rng=0), "rng: expected a numpy.random.Generator"),
        (lambda t: t.bigram_cross_entropy(Text("xy")), "held_out: expected a Text with this alph"),
        (lambda t: t.bigram_cross_entropy("abc"), "held_out: expected a Text with this alphabet"),
    ],
)
def test_bad_input(call, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        call(Text("abcabcabc"))  # 9 characters


def test_alice_is_the_book_that_came_with_the_package():
    text = Text.alice()
    assert len(text) == 142_223 and text.V == 68
    assert text.corpus.startswith("CHAPTER I\nDown the Rabbit-Hole\nAlice was beginning to get")
    assert text.corpus.endswith("THE END\n")
    assert "  " not in text.corpus and "\n\n" not in text.corpus


def test_a_stream_may_begin_at_any_batch():
    text = Text("".join(map(chr, range(65, 115))))
    whole = list(text.stream(3, 4))
    for first in range(5):
        for batch, right in zip(text.stream(3, 4, first=first), whole[first:], strict=True):
            np.testing.assert_array_equal(batch.x, right.x)
            np.testing.assert_array_equal(batch.target, right.target)
    with pytest.raises(ValueError, match="first: expected a number of batches"):
        text.stream(3, 4, first=-1)
