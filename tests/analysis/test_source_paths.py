"""The gradient at the source, split by the way it came."""

import numpy as np
import pytest
from models.pairs.kinds_of_models import MODELS, PAIRS, model_of

from rnnlib import PairBatch
from rnnlib.analysis import source_paths
from rnnlib.analysis.source_paths import adjoints

BATCH = PAIRS.batch(np.arange(5))


@pytest.mark.parametrize("name", MODELS)
def test_the_parts_add_up(name):
    model = model_of(name)
    _, grads, tape = model.loss_and_grads(BATCH)
    whole = adjoints(tape.encoder)
    attention, state, looks = source_paths(model, tape)
    np.testing.assert_allclose(attention + state, whole, rtol=1e-9, atol=1e-14)
    np.testing.assert_array_equal(adjoints(tape.encoder), whole)  # the tape is as it was
    assert state.any() and bool(looks.any()) == bool(attention.any()) == (
        "attention" in model.parts
    )


@pytest.mark.parametrize("name", ["Luong", "Bahdanau", "Bahdanau, both ways"])
def test_each_part_is_a_derivative(name):
    """A push on one output of the encoder, felt through the looks alone: the decoder's first state
    and the other outputs stay as they are."""
    model, rng, eps = model_of(name), np.random.default_rng(1), 1e-6
    x, y = PAIRS.batch(np.array([4]))[:2]
    loss, _, tape = model.loss_and_grads(PairBatch(x, y))
    looks = source_paths(model, tape).looks
    push, run = rng.normal(size=looks.shape), model.encoder.forward

    def pushed(sign):
        def forward(*arguments, **options):
            read, own = run(*arguments, **options)
            return read + sign * eps * push, own

        model.encoder.forward = forward
        try:
            return model.loss_and_grads(PairBatch(x, y))[0]
        finally:
            del model.encoder.forward

    numeric = (pushed(1) - pushed(-1)) / (2 * eps)
    assert np.vdot(looks, push) == pytest.approx(numeric, 1e-6, 1e-9)


def test_a_run_without_backward():
    model = model_of("Luong")
    _, tape = model.forward(BATCH.x, model.fed(BATCH.target, BATCH.target_mask), BATCH.mask)
    with pytest.raises(ValueError, match="^tape: expected one that the backward of a model"):
        source_paths(model, tape)
