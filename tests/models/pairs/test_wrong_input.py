"""Encoder–decoders refuse what does not fit, in a sentence that begins with the argument."""

import numpy as np
import pytest
from models.pairs.kinds_of_models import PAIRS, model_of

import rnnlib

BATCH = PAIRS.batch(np.arange(6))


def wrong_calls():
    plain, rng = model_of("plain"), np.random.default_rng(0)
    s, t = PAIRS.source, PAIRS.target

    def part(D, H):
        return rnnlib.Recurrent(rnnlib.GRUCell(D, H, rng=rng))

    both = rnnlib.Bidirectional(part(t.inputs, 3), part(t.inputs, 3))
    dot = rnnlib.DotAttention
    cases = [
        ("batch: expected a PairBatch", lambda: plain.loss_and_grads(rnnlib.Batch(1, 2))),
        ("state: expected None", lambda: plain.loss_and_grads(BATCH, ())),
        ("x: expected source symbols", lambda: plain.forward(BATCH.x[:, 0], BATCH.target)),
        ("x: expected an array of integers", lambda: plain.forward([[0.5]], [[0]])),
        ("x: expected an array of integers", lambda: plain.forward([[1], [1, 2]], [[0]])),
        (
            "x: expected symbols from 0 to 11",
            lambda: plain.step([12], plain.begin(np.array([[0]]))),
        ),
        ("symbols: expected an array", lambda: plain.step([0.5], plain.begin(np.array([[0]])))),
        ("x: expected symbols from 0 to 34, got 36", lambda: plain.forward([[36]], [[0]])),
        ("mask: expected bool", lambda: plain.forward(BATCH.x, BATCH.x, BATCH.mask.T)),
        ("fed: expected 1 sequences", lambda: plain.forward([[3]], [[0, 0]])),
        ("target: expected target symbols", lambda: plain.fed([1, 2])),
        ("source: expected a Vocabulary", lambda: rnnlib.EncoderDecoder(1, t, both, both, rng=rng)),
        (
            "encoder: expected one that takes 35 inputs, symbols of the source, got one that tak",
            lambda: rnnlib.EncoderDecoder(s, t, part(3, 4), part(t.inputs, 4), rng=rng),
        ),
        (
            "decoder: expected one that takes 16 inputs, symbols of the target, stop and start,",
            lambda: rnnlib.SummaryFedEncoderDecoder(s, t, part(35, 4), part(t.inputs, 4), rng=rng),
        ),
        (
            "decoder: expected one that reads forward alone",
            lambda: rnnlib.EncoderDecoder(s, t, part(35, 4), both, rng=rng),
        ),
        (
            "decoder: expected one whose state is of the encoder's form, or a single layer",
            lambda: rnnlib.EncoderDecoder(
                s, t, part(35, 4), rnnlib.Stacked([part(t.inputs, 3), part(3, 3)]), rng=rng
            ),
        ),
        (
            "attention: expected one such as DotAttention",
            lambda: rnnlib.LuongEncoderDecoder(s, t, both, both, None, rng=rng),
        ),
        (
            "attention: expected one for queries of 4 numbers, got one for 5",
            lambda: rnnlib.LuongEncoderDecoder(s, t, part(35, 4), part(12, 4), dot(5), rng=rng),
        ),
        (
            "attention: expected one for keys of 5 numbers, got one for 4",
            lambda: rnnlib.LuongEncoderDecoder(s, t, part(35, 5), part(12, 4), dot(4), rng=rng),
        ),
        (
            "attention: expected float64, got float32",
            lambda: rnnlib.LuongEncoderDecoder(
                s, t, part(35, 4), part(12, 4), dot(4, dtype=np.float32), rng=rng
            ),
        ),
    ]
    return cases


@pytest.mark.parametrize(("message", "call"), wrong_calls())
def test_wrong_input(message, call):
    with pytest.raises(ValueError) as caught:
        call()
    assert str(caught.value).startswith(message)
