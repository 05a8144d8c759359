"""BPTTView in Python: the bytes it sends, its traits, what it refuses."""

import numpy as np
import pytest
from widgets.refusal import check_refused
from widgets.walks import TEXT, received, received_parts, walk

from rnnlib import (
    Batch,
    Bidirectional,
    EveryStepModel,
    GRUCell,
    JordanCell,
    Linear,
    Recurrent,
    VanillaCell,
)
from rnnlib.analysis import kept, paths, truncation
from rnnlib.widgets import BPTTView

T = len(TEXT) - 1


@pytest.mark.parametrize("cell", [VanillaCell, GRUCell])
def test_the_numbers_are_those_of_the_paths(cell):
    model, batch = walk(cell)
    view, found = BPTTView(model, batch), paths(model, batch)
    np.testing.assert_array_equal(received(view, "losses"), found.losses.astype("f4"))
    np.testing.assert_array_equal(received(view, "0 norms h"), found.norms.astype("f4"))
    for name, own in {"U": "rnn.U", "W": "rnn.W", "b": "rnn.b", "V": "out.V"}.items():
        parts = received_parts(view, 0, name)
        np.testing.assert_allclose(parts, found.grads[own], rtol=2e-6, atol=1e-9)
        total = model.loss_and_grads(batch)[1][own]
        np.testing.assert_allclose(parts.sum(axis=(0, 1)), total, atol=1e-5)
    for kind in ("windows", "reach"):
        measured = truncation(found, kind)
        assert view._run["truncation"][kind]["cosine"] == pytest.approx(measured.cosine.tolist())
        assert view._run["truncation"][kind]["ratio"] == pytest.approx(measured.ratio.tolist())


@pytest.mark.parametrize("kind", ["windows", "reach"])
def test_what_is_carried_is_all_that_comes_from_later_losses(kind):
    model, batch = walk()
    dh = paths(model, batch).dh
    carried = received(BPTTView(model, batch), f"0 back h {kind}")
    for k in (1, 3, T):
        for s in range(T):
            later = [t for t in range(s + 1, T) if kept(T, k, kind)[t, s]]
            arrives = np.linalg.norm(dh[later, s].sum(axis=0)) if later else 0
            assert carried[k - 1, s] == pytest.approx(arrives, rel=1e-5)


def test_it_begins_at_the_last_step_untruncated_with_all_losses():
    view = BPTTView(*walk())
    assert (view.t, view.k, view.source, view.direction) == (T - 1, T, -1, "backward")
    assert view._run["labels"][:4] == ["t", "h", "e", "␣"]
    assert repr(view) == f"BPTTView(Vanilla, T={T}, H=4)"
    assert view._vocabulary["goodfellow"]["symbols"]["U"] == "W"


def test_everything_can_be_set_and_observed():
    view, seen = BPTTView(*walk()), []
    view.observe(lambda change: seen.append((change.name, change.new)))
    wanted = {"t": 3, "parameter": "V", "source": 7, "k": 4, "kind": "reach", "notation": "ng"}
    for name, value in wanted.items():
        setattr(view, name, value)
    assert seen == list(wanted.items())
    assert BPTTView(*walk(), **wanted)._start["k"] == 4


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("t", T, f"t: expected an integer from 0 to {T - 1}, got {T}"),
        ("source", T, f"source: expected an integer from -1 to {T - 1}, got {T}"),
        ("k", 0, f"k: expected an integer from 1 to {T}, got 0"),
        ("kind", "middle", "kind: expected one of 'windows', 'reach', got 'middle'"),
        ("parameter", "c", "parameter: expected one of 'U', 'W', 'b', 'V', got 'c'"),
        ("layer", 1, "layer: expected an integer from 0 to 0, got 1"),
        ("lane", "c", "lane: expected one of 'h', got 'c'"),
        ("direction", "forward", "direction: expected .*, got 'forward'"),
    ],
)
def test_bad_values_are_refused_and_change_nothing(name, value, message):
    view = BPTTView(*walk())
    check_refused(view, name, value, message)


def test_bad_arguments_are_named():
    model, batch = walk()
    way = Recurrent(VanillaCell(3, 2, rng=np.random.default_rng(0)))
    both = EveryStepModel(Bidirectional(way, way), Linear(4, 3, rng=np.random.default_rng(0)))
    expected = (
        "model: expected an EveryStepModel or LanguageModel of one recurrent layer or a stack"
    )
    for refused, got in (
        (both, "Bidirectional; for that there is TwoWayView"),
        (walk(JordanCell)[0], "JordanCell"),
        (model.rnn, "Recurrent"),
        (3, "int"),
    ):
        more = f" of them, read forward, with states h or h and c, got {got}$"
        with pytest.raises(ValueError, match=expected + more):
            BPTTView(refused, batch)
    with pytest.raises(ValueError, match="batch: expected one sequence of at most 24 steps, got 2"):
        BPTTView(model, Batch(np.repeat(batch.x, 2, 1), np.repeat(batch.target, 2, 1)))
    with pytest.raises(ValueError, match="batch: expected one sequence .*, got 1 of 30 steps"):
        BPTTView(model, Batch(np.tile(batch.x, (3, 1)), np.tile(batch.target, (3, 1))))
    with pytest.raises(ValueError, match="colour: expected one of t, .*, got 'colour'"):
        BPTTView(model, batch, colour="red")
    with pytest.raises(ValueError, match="labels: expected 10, one for each step, got 2"):
        BPTTView(model, batch, labels=["a", "b"])
