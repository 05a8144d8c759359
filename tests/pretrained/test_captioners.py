"""The shipped captioners are worth what is stored of them, measured anew."""

import numpy as np
import pytest

from rnnlib.experiments.captioning import LONGER, Results, examined
from rnnlib.pretrained.captioners import KINDS, SHIPPED, captioner, untrained, weights


@pytest.mark.parametrize("kind", SHIPPED)
def test_they_are_worth_what_is_stored(kind):
    model = captioner(kind, np.float32)
    results = Results(LONGER).runs["attention"] if kind == "longer" else Results().runs[kind]
    for exam in ("seen", "unseen"):
        stored = results[0]["verdicts"][exam]
        found = examined(model, exam == "unseen", n=300)
        assert found.exact == pytest.approx(stored.exact, abs=0.02)
        assert found.bleu == pytest.approx(stored.bleu, abs=0.02)
        assert found.slots == pytest.approx(stored.slots, abs=0.02)


def test_they_are_small_and_alike_in_size():
    assert all(weights(kind).stat().st_size < 150_000 for kind in SHIPPED)
    sizes = {kind: sum(p.size for p in untrained(kind).params.values()) for kind in KINDS}
    assert sizes["first"] == sizes["every"] == max(sizes.values())
    assert sizes["attention"] == min(sizes.values())


def test_what_is_not_there():
    with pytest.raises(ValueError, match="kind: expected one of first, every, state, attention"):
        captioner("last")


def test_more_lessons_have_helped_with_what_is_taught():
    longer, shorter = Results(LONGER).runs["attention"][0], Results().runs["attention"][0]
    assert longer["verdicts"]["seen"].exact > shorter["verdicts"]["seen"].exact + 0.1
    assert Results(LONGER).command == "python -m rnnlib.experiments train captions_longer"
