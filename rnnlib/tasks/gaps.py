"""Gaps: characters of a real text are hidden, and are to be told from what stands around them.

Source: the cloze test of Taylor 1953 ("Cloze procedure": a new tool for measuring readability), as
networks are trained on it since Devlin et al. 2019 (BERT), there with words.
"""

from numbers import Real

import numpy as np

from rnnlib.edge import brief, expect, one_of
from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.characters import Text

UNASKED = -1  # the target of a step that is not asked for


def gaps(text, T, B, *, rng, share=0.15):
    """Windows of a `Text` in which a share of the characters is hidden, at least one in each batch.

    x (T, B) integers from 0 to V: the codes of the text, and V, one more, for a gap. target (T, B):
    the hidden character where there is a gap, −1 where nothing is asked (`gap_cross_entropy` leaves
    those steps out). There is no mask, for every step is to be read. To beat, in bits for each gap:
    ``text.unigram_entropy()`` for the best constant answer.
    """
    one_of("text", text, Text, "a Text")
    T, B = check_size("T", T), check_size("B", B)
    check_rng(rng)
    fits = isinstance(share, Real) and not isinstance(share, bool) and 0 < share <= 1
    expect(fits, "share", "a number above 0 and at most 1", brief(share))
    codes = text.sample_windows(B, T, rng=rng).x
    hidden = rng.random((T, B)) < share
    hidden[rng.integers(T), rng.integers(B)] = True
    return Batch(np.where(hidden, text.V, codes), np.where(hidden, codes, UNASKED))
