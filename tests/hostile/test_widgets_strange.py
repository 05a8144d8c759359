"""Widgets that are given strange numbers and texts: they show them, or what can be shown."""

import json

import numpy as np
import pytest
from widgets.memory_runs import memory_run
from widgets.runs import run, together
from widgets.unrolled_runs import network
from widgets.walks import walk

from rnnlib import GRUCell, LSTMCell, Recurrent, widgets

RNG, TAPE = np.random.default_rng(0), run()[0]
PAIR = together({"LSTM": (LSTMCell, 4), "GRU": (GRUCell, 3)})

SIZES = {"one of all": {"T": 1, "B": 1, "H": 1}, "2000 steps": {"T": 2000, "B": 1, "H": 2}}
WEIGHTS = {"small": 1e-300, "huge": 1e200, "NaN": np.nan}
STRANGE = [(name, size, 1.0) for name in ("LSTM", "GRU") for size in SIZES]
STRANGE += [(name, None, factor) for name in ("LSTM", "GRU") for factor in WEIGHTS.values()]


@pytest.mark.parametrize(("name", "size", "factor"), STRANGE)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_strange_numbers_are_shown_as_they_are(name, size, factor):
    sizes = SIZES.get(size, {"T": 12, "B": 2, "H": 3})
    T = sizes["T"]
    layer = Recurrent({"LSTM": LSTMCell, "GRU": GRUCell}[name](5, sizes["H"], rng=RNG))
    for array in layer.params.values():
        array *= factor
    y, tape = layer.forward(RNG.normal(size=(T, sizes["B"], 5)))
    layer.backward(tape, np.ones_like(y))
    shown = [
        widgets.CellPlayer(tape, t=T - 1),
        widgets.ComparePlayer({"a": tape, "b": tape}, t=T - 1),
        widgets.TextView(tape, "x" * T, t=T - 1),
    ]
    if name == "LSTM" and not np.isnan(factor):
        shown.append(widgets.PathSplitter(tape))
    for one in shown:
        assert_sendable(one)
    if np.isnan(factor):
        with pytest.raises(ValueError, match="^tape: expected"):
            widgets.PathSplitter(tape)


@pytest.mark.parametrize("factor", [1e-300, 1e4, np.nan])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_strange_memories_are_shown_as_they_are(factor):
    for sizes in ({"T": 1, "B": 1, "N": 3, "M": 1}, {"T": 40, "N": 200}):
        tape, _ = memory_run(**sizes, factor=factor)
        assert_sendable(widgets.MemoryView(tape, t=len(tape) - 1, direction="backward"))


def assert_sendable(one):
    """A front end gets JSON without NaN in UTF-8, and a sentence of some length."""
    state = {k: v for k, v in one.get_state().items() if not isinstance(v, bytes | memoryview)}
    json.dumps(state, allow_nan=False, ensure_ascii=False).encode()
    assert one.for_page() is not None and len(one._still.sentence(one)) < 1000


LONG = "x" * 10**7
TEXTS = [
    "\ud800",
    "\udfff\ud800",
    "\u202eabc",
    "\u05d0\u05d1",
    "\0",
    "</script><!--",
    "x" * 10**7,
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_any_text_can_be_sent_and_is_told_in_short(text):
    labels, half = [text] * 12, np.full((12, 2, 2), 0.5)
    model, batch = walk()
    for one in (
        widgets.CellPlayer(TAPE, labels=labels, predictions=half, symbols=[text] * 2),
        widgets.ComparePlayer(PAIR, labels=labels),
        widgets.TextView(TAPE, labels),
        widgets.UnrollView(*network(), labels=labels[:7], symbols=labels[:2]),
        widgets.BPTTView(model, batch, labels=labels[:10]),
    ):
        assert_sendable(one)
        sent = json.dumps(one.get_state(), default=str, ensure_ascii=False)
        assert len(sent) < 10**6 and "\u202e" not in sent
