import numpy as np
import pytest

from rnnlib.tasks import Text, gaps

TEXT = Text("the quick brown fox jumps over the lazy dog. " * 20)


def test_what_is_hidden_is_asked_for_and_nothing_else():
    x, target, mask = gaps(TEXT, 12, 9, rng=np.random.default_rng(0), share=0.3)
    assert x.shape == target.shape == (12, 9) and mask is None
    hidden = x == TEXT.V
    np.testing.assert_array_equal(target >= 0, hidden)
    assert (target[~hidden] == -1).all() and (x[~hidden] < TEXT.V).all()
    for b in range(9):
        window = np.where(hidden[:, b], target[:, b], x[:, b])
        assert TEXT.decode(window) in TEXT.corpus


def test_the_share_is_as_asked_and_a_batch_has_at_least_one_gap():
    x = gaps(TEXT, 100, 200, rng=np.random.default_rng(0), share=0.2).x
    assert (x == TEXT.V).mean() == pytest.approx(0.2, abs=0.01)
    for seed in range(20):
        one = gaps(TEXT, 3, 2, rng=np.random.default_rng(seed), share=1e-9)
        assert (one.x == TEXT.V).sum() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "abc"}, "text: expected a Text, got str"),
        ({"T": 0}, "T: expected an integer of at least 1, got 0"),
        ({"share": 0}, "share: expected a number above 0 and at most 1, got 0"),
        ({"share": True}, "share: expected a number above 0 and at most 1, got True"),
        ({"rng": 3}, "rng: expected a numpy.random.Generator .* got 3"),
    ],
)
def test_bad_input(change, sentence):
    arguments = {"text": TEXT, "T": 8, "B": 2, "rng": np.random.default_rng(0), **change}
    text = arguments.pop("text")
    with pytest.raises(ValueError, match=f"^{sentence}"):
        gaps(text, **arguments)
