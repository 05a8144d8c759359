import numpy as np
import pytest

from rnnlib.tasks import CAPTION_WORDS, caption, captions, captions_baseline, digit_pictures
from rnnlib.tasks.captions import slant, written


def test_every_caption_names_its_digit_once_and_ends_with_a_full_stop():
    target, mask = written()
    _, labels = digit_pictures()
    for words, real, digit in zip(target.T, mask.T, labels, strict=True):
        said = words[real]
        assert [w for w in said if w < 10] == [digit]
        assert CAPTION_WORDS[said[-1]] == "." and list(said).count(said[-1]) == 1
        assert real[: len(said)].all()
    assert set(mask.sum(0)) == {2, 3, 4, 5}


def test_what_is_said_of_pen_and_slant_is_true():
    target, mask = written()
    pictures, labels = digit_pictures()
    texts = [caption(w[m]) for w, m in zip(target.T, mask.T, strict=True)]
    ink, lean = pictures.mean((1, 2)), slant(pictures)
    for digit in range(10):
        mine = np.flatnonzero(labels == digit)
        for value, low, high in ((ink, "thin", "bold"), (lean, "left", "right")):
            lows, highs = (value[[k for k in mine if w in texts[k]]] for w in (low, high))
            rest = value[[k for k in mine if low not in texts[k] and high not in texts[k]]]
            assert lows.max() < rest.min() and rest.max() < highs.min()


def test_a_line_that_leans_right_has_a_positive_slant():
    picture = np.zeros((3, 8, 8))
    for k in range(1, 7):
        picture[0, k, 7 - k] = picture[1, k, 4] = picture[2, k, k] = 1
    right, upright, left = slant(picture)
    assert right == pytest.approx(1) and upright == pytest.approx(0) and left == pytest.approx(-1)


def test_a_batch_is_a_picture_and_its_words():
    x, target, mask = captions(7, rng=np.random.default_rng(0))
    assert x.shape == (1, 7, 64) and target.shape == mask.shape == (5, 7)
    other = captions(7, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(target, other.target)
    assert 1.5 < captions_baseline() < np.log(len(CAPTION_WORDS))
    assert caption([12 - 2, 7, 15, 3]) == "thin seven ."
    with pytest.raises(ValueError, match="B: expected an integer of at least 1"):
        captions(0, rng=np.random.default_rng(0))
