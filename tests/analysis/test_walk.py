"""Truncated gradients formed for real: their pairs, their steps counted, their memory measured."""

import numpy as np
import pytest

from rnnlib import Batch, LanguageModel, Text, VanillaCell
from rnnlib.analysis import kept, paths, truncation, walk
from rnnlib.layers import Recurrent

T = 9


def example(B=2, T=T, H=4, mask=None):
    rng, text = np.random.default_rng(0), Text("the cat sat. ")
    model = LanguageModel(text, Recurrent(VanillaCell(text.V, H, rng=rng)), rng=rng)
    codes = rng.integers(text.V, size=(T + 1, B))
    return model, Batch(codes[:-1], codes[1:], mask)


@pytest.mark.parametrize("kind", ["windows", "reach"])
@pytest.mark.parametrize("k", [1, 4, T, T + 5])
def test_the_gradient_and_the_steps_are_those_of_the_pairs(kind, k):
    model, batch = example()
    found, state = paths(model, batch), model.rnn.start(2)
    for taken in (walk(model, batch, k, kind), walk(model, batch, k, kind, state)):
        assert taken.steps == truncation(found, kind).steps[min(k, T) - 1]
        assert taken.seconds >= 0
        for name, gradient in taken.grads.items():
            full = found.total(name, kept(T, k, kind))
            np.testing.assert_allclose(gradient, full, rtol=0, atol=1e-12)


def test_truncation_saves_memory():
    model, batch = example(B=16, T=200, H=32)
    full = walk(model, batch, 200)
    for kind in ("windows", "reach"):
        assert walk(model, batch, 10, kind).peak < 0.2 * full.peak
    kept_bytes = 200 * 16 * 32 * 8  # the states alone
    assert kept_bytes < full.peak < 30 * kept_bytes


def test_bad_input_gets_one_sentence():
    model, batch = example()
    with pytest.raises(ValueError, match="^k: expected a number of steps, 1 or more, got 0$"):
        walk(model, batch, 0)
    with pytest.raises(ValueError, match="^kind: expected 'windows' or 'reach', got 'all'$"):
        walk(model, batch, 2, "all")
    with pytest.raises(ValueError, match="^batch: expected one without a mask"):
        walk(*example(mask=np.ones((T, 2), bool)), 2)
