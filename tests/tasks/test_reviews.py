import numpy as np
import pytest

from rnnlib.tasks import REVIEW_WORDS, review_codes, reviews, reviews_baseline, swapped
from rnnlib.tasks.reviews import BAD, GOOD


def texts(batch):
    return [
        " ".join(REVIEW_WORDS[k] for k in x[real])
        for x, real in zip(batch.x.T, batch.mask.T, strict=True)
    ]


def opinion(text, who):
    """Whether ``who`` liked it, by reading: 1, 0, or None if they said nothing."""
    for clause in text.removesuffix(" .").split(" but "):
        words = clause.split()
        if words[0] == who:
            liked = words[-1] in GOOD
            assert liked or words[-1] in BAD
            return int(liked != ("not" in words))
    return None


@pytest.mark.parametrize("easy", [False, True])
def test_the_target_is_what_the_writer_thinks_and_the_others_disagree(easy):
    batch = reviews(300, rng=np.random.default_rng(0), easy=easy)
    alone = 0
    for text, liked in zip(texts(batch), batch.target, strict=True):
        assert opinion(text, "i") == liked
        assert opinion(text, "they") in ({1 - liked, None} if easy else {1 - liked})
        alone += opinion(text, "they") is None
    assert 100 < alone < 200 if easy else alone == 0


def test_swapped_reviews_have_the_same_words_and_the_other_sentiment():
    batch = reviews(200, rng=np.random.default_rng(1))
    twins = batch._replace(x=swapped(batch.x))
    for text, twin, liked in zip(texts(batch), texts(twins), batch.target, strict=True):
        assert sorted(text.split()) == sorted(twin.split())
        assert opinion(twin, "i") == 1 - liked


def test_no_word_tells_the_sentiment():
    batch = reviews(8_000, rng=np.random.default_rng(2))
    for k, word in enumerate(REVIEW_WORDS):
        there = ((batch.x == k) & batch.mask).any(0)
        assert there.any(), word
        assert batch.target[there].mean() == pytest.approx(0.5, abs=0.04), word
    assert reviews_baseline() == np.log(2)


def test_codes_and_bad_input():
    text = texts(reviews(1, rng=np.random.default_rng(0)))[0]
    assert [REVIEW_WORDS[k] for k in review_codes(text)] == text.split()
    with pytest.raises(ValueError, match="words: expected some of REVIEW_WORDS, got 'wonderful'"):
        review_codes("i found it wonderful".replace("it", "the"))
    with pytest.raises(ValueError, match="B: expected an integer of at least 1"):
        reviews(0, rng=np.random.default_rng(0))
