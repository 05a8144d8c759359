"""The benchmark of CTC compares like with like."""

from pathlib import Path

import numpy as np
import pytest


def test_both_have_the_same_loss_and_gradient(need, monkeypatch):
    need("torch")
    monkeypatch.syspath_prepend(Path(__file__).parent)
    import ctc

    for shape in ctc.SHAPES.values():
        ours, theirs = (work() for work in ctc.contestants(*shape))
        assert ours[0] == pytest.approx(theirs[0], rel=1e-5)
        np.testing.assert_allclose(ours[1], theirs[1], atol=1e-4)
