"""GapFiller: its probabilities, its loss, its score."""

import math

import numpy as np
import pytest

import rnnlib as rnn
from rnnlib import tasks
from rnnlib.models import GAP, GapFiller, gap_cross_entropy

TEXT = tasks.Text("abracadabra, abracadabra. " * 20)


def filler(both=True, seed=0):
    rng = np.random.default_rng(seed)
    layers = [rnn.Recurrent(rnn.GRUCell(TEXT.V + 1, 5, rng=rng)) for _ in range(1 + both)]
    return GapFiller(TEXT, rnn.Bidirectional(*layers) if both else layers[0], rng=rng)


def test_a_forward_reader_hears_nothing_of_what_follows_the_gap_and_both_ways_do():
    for both in (False, True):
        model = filler(both)
        a, b = model.predict("abr□cad")[0][3], model.predict("abr□bbb")[0][3]
        assert np.allclose(a, b) == (not both)
        np.testing.assert_allclose(model.predict("abr□cad")[0].sum(1), 1)


def test_only_gaps_are_filled():
    model = filler()
    told = model.fill("ab□acad□bra")
    assert [told[k] for k in (0, 1, 3, 4, 5, 6, 8, 9, 10)] == list("abacadbra")
    assert GAP not in told
    best = TEXT.alphabet[model.predict("ab□acad□bra")[0][2].argmax()]
    assert told[2] == best


def test_only_gaps_count_in_the_loss_and_its_gradient():
    rng = np.random.default_rng(0)
    logits, target = rng.normal(size=(4, 2, 3)), np.full((4, 2), -1)
    target[1, 0], target[3, 1] = 2, 0
    loss, d = gap_cross_entropy(logits, target)
    p = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    assert loss == pytest.approx(-(np.log(p[1, 0, 2]) + np.log(p[3, 1, 0])) / 2)
    assert not d[target < 0].any() and d[1, 0].any()
    mask = np.ones((4, 2), bool)
    mask[3, 1] = False
    assert gap_cross_entropy(logits, target, mask)[0] == pytest.approx(-np.log(p[1, 0, 2]))


def test_the_score_weighs_every_gap_alike():
    model, rng = filler(), np.random.default_rng(1)
    batches = [tasks.gaps(TEXT, 9, 4, rng=rng, share=share) for share in (0.1, 0.8)]
    bits, share = model.score(batches)
    nats, right = [], []
    for x, target, _ in batches:
        logits, _ = model.forward(x)
        for t, b in np.argwhere(target >= 0):
            z = logits[t, b]
            nats.append(np.log(np.exp(z).sum()) - z[target[t, b]])
            right.append(z.argmax() == target[t, b])
    assert bits == pytest.approx(np.mean(nats) / math.log(2))
    assert share == pytest.approx(np.mean(right))


def test_it_learns():
    model, rng = filler(), np.random.default_rng(2)
    test = [tasks.gaps(TEXT, 20, 50, rng=np.random.default_rng(9))]
    before = model.score(test)[0]
    batches = (tasks.gaps(TEXT, 20, 16, rng=rng) for _ in range(60))
    for _ in rnn.fit(model, batches, rnn.Adam(model.params, lr=0.03), clip=1.0):
        pass
    assert model.score(test)[0] < 0.6 * before


def test_bad_input():
    model, rng = filler(), np.random.default_rng(0)
    with pytest.raises(ValueError, match="^rnn: expected one that takes 9 symbols, with the gap"):
        GapFiller(TEXT, rnn.Recurrent(rnn.GRUCell(TEXT.V, 5, rng=rng)), rng=rng)
    with pytest.raises(ValueError, match="^text: expected a Text, got str"):
        GapFiller("abc", model.rnn, rng=rng)
    with pytest.raises(ValueError, match="^string: expected only characters of the alphabet"):
        model.fill("xyz□")
    with pytest.raises(ValueError, match="^string: expected at least one character, got none"):
        model.fill("")
    with pytest.raises(ValueError, match="^string: expected a string, got int"):
        model.predict(3)
    with pytest.raises(ValueError, match="^batches: expected at least one gap, got none"):
        model.score([])
