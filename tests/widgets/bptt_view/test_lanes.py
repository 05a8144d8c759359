"""BPTTView of several states and layers, in Python: what it sends, offers and calls itself."""

import numpy as np
import pytest
from widgets.walks import TEXT, received, received_parts, walk

from rnnlib import (
    Batch,
    CoupledLSTMCell,
    Embedding,
    EveryStepModel,
    GRUCell,
    Linear,
    LSTMCell,
    PeepholeLSTMCell,
    Recurrent,
    ResetAfterGRUCell,
    Stacked,
    VanillaCell,
)
from rnnlib.analysis import kept, paths
from rnnlib.analysis.paths import longest
from rnnlib.widgets import BPTTView
from rnnlib.widgets.bptt_view.sent import parts

T = len(TEXT) - 1
NETS = {
    "LSTM": (LSTMCell,),
    "peephole": (PeepholeLSTMCell,),
    "two": (LSTMCell, LSTMCell),
    "mixed": (GRUCell, LSTMCell, VanillaCell),
}


@pytest.mark.parametrize("name", NETS)
def test_the_sizes_are_those_of_every_lane(name):
    model, batch = walk(*NETS[name])
    view, found = BPTTView(model, batch), paths(model, batch)
    for layer, lanes in enumerate(found.layers):
        for state, d in lanes.d.items():
            ways = {"back": lanes.back[state], "own": d - lanes.back[state]}
            norms = np.linalg.norm(d[:, :, 0], axis=2)
            np.testing.assert_allclose(received(view, f"{layer} norms {state}"), norms, rtol=1e-6)
            for way, part in ways.items():
                alone = received(view, f"{layer} {way} {state}")
                np.testing.assert_allclose(alone, np.linalg.norm(part[:, :, 0], axis=2), rtol=1e-6)
                for k, kind in ((1, "windows"), (3, "windows"), (4, "reach"), (T, "reach")):
                    together = received(view, f"{layer} {way} {state} {kind}")[k - 1]
                    for s in range(T):
                        all_losses = part[kept(T, k, kind)[:, s], s].sum(axis=0)
                        assert together[s] == pytest.approx(np.linalg.norm(all_losses), rel=1e-5)


def check_parts(model, batch, layers):
    """What the page has of every layer's parameters adds up to their gradients."""
    view, (_, grads, _) = BPTTView(model, batch), model.loss_and_grads(batch)
    for layer in range(layers):
        for short, own in view.paths.parameters(layer).items():
            total = received_parts(view, layer, short).sum(axis=(0, 1))
            np.testing.assert_allclose(total, grads[own], atol=1e-5)


@pytest.mark.parametrize("name", NETS)
def test_the_parts_of_every_layer_add_up_to_its_gradient(name):
    check_parts(*walk(*NETS[name]), len(NETS[name]))


@pytest.mark.parametrize("cell", [VanillaCell, GRUCell, LSTMCell, ResetAfterGRUCell])
def test_many_numbers_are_sent_as_two_factors(cell):
    model, batch = walk(cell, H=28)
    view = BPTTView(model, batch)
    arrays = view._run["arrays"]
    assert "0 U" not in arrays and len(view._numbers) < 6e5
    assert ("0 U right" in arrays) == (cell is ResetAfterGRUCell)  # or those of b
    for short in ("U", "W", "V"):
        pairs = view.paths.grads["out.V" if short == "V" else f"rnn.{short}"]
        sent = received_parts(view, 0, short)
        np.testing.assert_allclose(sent, pairs, rtol=0, atol=1e-6 * np.abs(pairs).max())


@pytest.mark.parametrize("H", [1, 4, 9])
@pytest.mark.parametrize("cells", [(VanillaCell,), (GRUCell,), (LSTMCell,), NETS["mixed"]])
def test_an_alphabet_larger_than_a_layer(cells, H):
    check_parts(*walk(*cells, H=H, text="abcdefghijklmnopqrstuvwxy"), len(cells))


def test_a_part_that_overflowed_is_sent_as_lightly():
    rng, cell = np.random.default_rng(0), LSTMCell(30, 7, rng=np.random.default_rng(0))
    bias = rng.normal(size=(6, 6, 28))
    pairs = rng.normal(size=(6, 30))[None, :, :, None] * bias[:, :, None]
    assert set(parts("U", pairs, cell, bias)) == {"U left"}
    pairs[4, 2, 3, 5], pairs[5, 1] = np.nan, np.inf
    sent = parts("U", pairs, cell, bias)
    assert set(sent) == {"U left", "U right"}
    found = np.repeat(sent["U left"], 7, axis=2)[None] * sent["U right"][:, :, None]
    lost = ~np.isfinite(pairs).all(axis=(2, 3))
    assert lost.sum() == 2 and np.isnan(found[lost]).all()
    np.testing.assert_allclose(found[~lost], pairs[~lost], rtol=1e-9)


def test_as_many_steps_as_there_is_memory_for(monkeypatch):
    model, batch = walk(LSTMCell)
    many = sum(p.size for p in model.params.values())
    monkeypatch.setitem(longest.__globals__, "MOST", 20 * many)
    with pytest.raises(ValueError, match="at most 4 steps with as many parameters, got 1 of 10"):
        BPTTView(model, batch)
    assert BPTTView(model, Batch(batch.x[:4], batch.target[:4]))._choices["t"] == 4


def test_the_columns_of_gates_are_named_where_there_are_several():
    for cell, gates in ((LSTMCell, "ifog"), (ResetAfterGRUCell, "run"), (VanillaCell, "")):
        assert BPTTView(*walk(cell))._run["layers"][0]["gates"] == list(gates)


def test_it_begins_at_the_top_and_offers_every_layer_and_lane():
    view = BPTTView(*walk(LSTMCell, LSTMCell))
    assert (view.layer, view.lane, view._choices["layer"]) == (1, "h", 2)
    assert view._choices["lane"] == ["h", "c"]
    assert view._choices["parameter"] == ["U", "W", "b", "V"]
    assert repr(view) == f"BPTTView(LSTM → LSTM, T={T}, H=4)"
    with pytest.raises(ValueError, match="layer: expected an integer from 0 to 1, got 2"):
        view.layer = 2
    with pytest.raises(ValueError, match="lane: expected one of 'h', 'c', got 'm'"):
        view.lane = "m"
    view.layer, view.lane = 0, "c"
    assert view.shown == "c"


def test_what_only_some_layers_have_is_offered_where_it_is():
    view = BPTTView(*walk(PeepholeLSTMCell, GRUCell), lane="c")
    assert view._choices["parameter"] == ["U", "W", "b", "V"]  # P is the lower layer's alone
    assert view.shown == "h"  # a GRU has no c
    view.layer = 0
    assert view.shown == "c"
    for cell, own in ((PeepholeLSTMCell, "P"), (ResetAfterGRUCell, "b_U")):
        assert BPTTView(*walk(cell))._choices["parameter"] == ["U", "W", "b", own, "V"]


def test_what_multiplies_the_lane_of_c_is_told_where_it_is_the_forget_gate_alone():
    for cell, carry in ((LSTMCell, "f"), (CoupledLSTMCell, "f"), (PeepholeLSTMCell, "")):
        assert BPTTView(*walk(cell))._run["layers"][0]["carry"] == carry


def test_an_embedding_below_a_nested_stack():
    rng = np.random.default_rng(0)
    inner = Stacked([Recurrent(LSTMCell(3, 5, rng=rng)), Recurrent(LSTMCell(5, 4, rng=rng))])
    net = Stacked([Embedding(7, 3, rng=rng), inner])
    batch = Batch(rng.integers(7, size=(6, 1)), rng.integers(2, size=(6, 1)))
    model = EveryStepModel(net, Linear(4, 2, rng=rng))
    view = BPTTView(model, batch, parameter="E")
    assert repr(view) == "BPTTView(LSTM → LSTM, T=6, H=5 → 4)"
    assert view._run["labels"] == [str(k) for k in batch.x[:, 0]]
    total = model.loss_and_grads(batch)[1]["rnn.0.E"]
    np.testing.assert_allclose(received_parts(view, 0, "E").sum(axis=(0, 1)), total, atol=1e-6)
    assert view.still() is not None
