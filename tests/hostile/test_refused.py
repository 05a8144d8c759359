"""Calls that make no sense: each gets one sentence that begins with the name of the argument."""

import re

import numpy as np
import pytest

import rnnlib
from rnnlib import analysis, init, notation, ops, tasks
from rnnlib.analysis.flow import flow_of
from rnnlib.experiments import contest, success


def rng():
    return np.random.default_rng(0)


X, SYMBOLS = rng().normal(size=(5, 3, 4)), rng().integers(0, 4, (5, 3))
RAGGED, HIDDEN = [[1], [1, 2]], np.ma.masked_array(X, X > 0)
LSTM = rnnlib.Recurrent(rnnlib.LSTMCell(4, 6, rng=rng()))
GRU = rnnlib.Recurrent(rnnlib.GRUCell(4, 6, rng=rng()))
TAPE = LSTM.forward(X)[1]
READOUT = rnnlib.Linear(6, 4, rng=rng())
MODEL = rnnlib.EveryStepModel(LSTM, READOUT)
BATCH = rnnlib.Batch(SYMBOLS, SYMBOLS)
SGD = rnnlib.SGD(MODEL.params, 0.1)
TEXT = rnnlib.Text("hello world")
WRITER = rnnlib.LanguageModel(
    TEXT, rnnlib.Recurrent(rnnlib.GRUCell(TEXT.V, 5, rng=rng())), rng=rng()
)
MAP, ONES = analysis.StateMap(np.eye(2) / 2), np.ones(2)
PATHS = analysis.paths(MODEL, BATCH)
PLAIN = {"W": np.ones((2, 2))}


def broken_writer():
    model = rnnlib.LanguageModel(TEXT, WRITER.rnn, rng=rng())
    model.params["out.b"][0] = np.inf
    return model.sample("h", 3, rng=rng())


def fit(**given):
    return list(rnnlib.fit(**{"model": MODEL, "batches": [BATCH], "optimiser": SGD} | given))


def train(**given):
    return success.trial(**{"task": "adding", "T": 10, "method": "GRU", "seed": 0} | given)


# {argument: calls that are wrong in it}
WRONG = {
    "x": [
        lambda: LSTM.forward(HIDDEN),
        lambda: LSTM.forward(RAGGED),
        lambda: rnnlib.check_gradients(LSTM, RAGGED, rng=rng()),
        lambda: rnnlib.numerical_gradient(np.sum, np.broadcast_to(0.0, 3)),
        lambda: fit(batches=[rnnlib.Batch(RAGGED, RAGGED)], truncate=1),
        lambda: analysis.sensitivity(MODEL, RAGGED),
        lambda: tasks.last_pulse(RAGGED),
        lambda: tasks.last_pulse(np.ones(3)),
        lambda: tasks.last_pulse(np.ones((3, 2, 2))),
    ],
    "mask": [
        lambda: LSTM.forward(X, None, RAGGED),
        lambda: rnnlib.softmax_cross_entropy(X, SYMBOLS, RAGGED),
        lambda: LSTM.forward(X, None, np.ma.masked_array(SYMBOLS > 0, SYMBOLS > 1)),
    ],
    "target": [lambda: rnnlib.squared_error(X, HIDDEN)],
    "tape": [
        lambda: LSTM.backward(X, TAPE),
        lambda: analysis.find_units(None, {}),
        lambda: analysis.state_norms(None),
    ],
    "B": [lambda: LSTM.start(0), lambda: LSTM.start(-1), lambda: LSTM.start("3")],
    "t": [lambda: TAPE.state(True)],
    "D": [lambda: rnnlib.LSTMCell(10**30, 2, rng=rng())],
    "T": [lambda: rnnlib.adding(10**30, 2, rng=rng())],
    "dtype": [
        lambda: rnnlib.LSTMCell(2, 2, rng=rng(), dtype=None),
        lambda: rnnlib.LSTMCell(2, 2, rng=rng(), dtype=","),
        lambda: rnnlib.LSTMCell(2, 2, rng=rng(), dtype=">f8"),
        lambda: init.orthogonal((2, 2), rng=rng(), dtype="fish"),
    ],
    "layers": [lambda: rnnlib.Stacked([rnnlib.Linear])],
    "dropout": [lambda: rnnlib.Stacked([READOUT], dropout=False)],
    "z": [
        *(
            lambda op=op, z=z: op(z)
            for op in (ops.sigmoid, ops.softmax, ops.log_softmax, ops.logsumexp)
            for z in ("a", None, RAGGED, np.array([None]), np.array([1j]), HIDDEN)
        ),
        lambda: rnnlib.softmax(np.zeros((3, 0))),
    ],
    "axis": [
        lambda: rnnlib.softmax(X, axis=7),
        lambda: ops.logsumexp(X, axis="a"),
        lambda: ops.log_softmax(1.0),
    ],
    "shape": [lambda: init.orthogonal((True, 2), rng=rng())],
    "gain": [
        lambda: init.orthogonal((2, 2), rng=rng(), gain=np.nan),
        lambda: init.glorot_uniform((2, 2), rng=rng(), gain=None),
        lambda: init.identity((2, 2), gain="2"),
    ],
    "b": [
        lambda: init.forget_bias([0, 0], "if"),
        lambda: init.forget_bias(np.zeros(4, int), "if", 0.5),
        lambda: init.forget_bias(np.broadcast_to(0.0, 4), "if"),
    ],
    "gates": [lambda: init.forget_bias(np.zeros(4), None)],
    "value": [lambda: init.forget_bias(np.zeros(4), "if", np.nan)],
    "lr": [
        lambda: rnnlib.SGD(PLAIN, True),
        lambda: setattr(rnnlib.SGD(PLAIN, 0.1), "lr", np.nan),
        lambda: setattr(rnnlib.Adam(PLAIN), "lr", "a"),
    ],
    "betas": [lambda: rnnlib.Adam(PLAIN, betas=0.9)],
    "grads": [
        lambda: rnnlib.SGD(PLAIN, 0.1).step(None),
        lambda: rnnlib.SGD(PLAIN, 0.1).step({"W": RAGGED}),
        lambda: rnnlib.clip_norm([1.0], 1.0),
        lambda: rnnlib.clip_norm({"W": np.full(2, 9)}, 1.0),
        lambda: rnnlib.clip_value({"W": [9.0]}, 1.0),
        lambda: rnnlib.global_norm({"W": np.array([3j])}),
        lambda: rnnlib.global_norm(None),
    ],
    "threshold": [lambda v=v: rnnlib.clip_norm(PLAIN, v) for v in ("a", None, ONES, True)],
    "limit": [lambda: rnnlib.clip_value(PLAIN, "a"), lambda: fit(limit=ONES)],
    "model": [
        lambda: fit(model=None),
        lambda: fit(model=LSTM),
        lambda: analysis.walk(None, BATCH, 2),
        broken_writer,
    ],
    "batches": [
        lambda: fit(batches=BATCH),
        lambda: fit(batches=None),
        lambda: fit(batches=[(SYMBOLS, SYMBOLS)]),
        lambda: WRITER.bits_per_character(None),
        lambda: WRITER.bits_per_character(BATCH),
    ],
    "batch": [
        lambda: MODEL.loss_and_grads((SYMBOLS, SYMBOLS)),
        lambda: analysis.paths(MODEL, None),
        lambda: analysis.walk(MODEL, None, 2),
        lambda: tasks.anbn_determined(BATCH),
    ],
    "optimiser": [lambda o=o: fit(optimiser=o) for o in (None, 0.1, rnnlib.SGD)],
    "rng": [
        lambda: fit(rng=0),
        lambda: rnnlib.check_gradients(LSTM, X, rng=0),
        lambda: analysis.gradient_flow(LSTM.cell, 3, rng=0),
    ],
    "text": [lambda: rnnlib.LanguageModel("hello", GRU, rng=rng())],
    "rnn": [
        lambda: rnnlib.LanguageModel(TEXT, rnnlib.GRUCell(8, 5, rng=rng()), rng=rng()),
        lambda: rnnlib.LastStepModel(rnnlib.Linear(4, 6, rng=rng()), READOUT),
        lambda: rnnlib.LastStepModel(
            rnnlib.Stacked([LSTM, READOUT]), rnnlib.Linear(4, 2, rng=rng())
        ),
    ],
    "loss": [lambda: rnnlib.EveryStepModel(LSTM, READOUT, "mse")],
    "eps": [lambda e=e: rnnlib.numerical_gradient(np.sum, np.ones(3), e) for e in (0, "a", 1e-30)],
    "f": [
        lambda: rnnlib.numerical_gradient(3, np.ones(3)),
        lambda: rnnlib.numerical_gradient(lambda x: 2 * x, np.ones(3)),
    ],
    "analytic": [
        lambda v=v: rnnlib.gradient_error(v, v) for v in ("a", None, RAGGED, [1j], [True])
    ],
    "floor": [lambda: rnnlib.gradient_error([0.0], [0.0], floor=0)],
    "errors": [lambda v=v: rnnlib.report(v) for v in (None, {"W": "small"}, {1: 0.0})],
    "sizes": [lambda: tasks.anbn_strings(RAGGED)],
    "predicted": [lambda: tasks.anbn_accepted(np.ones((5, 1)), tasks.anbn_strings([2]))],
    "task": [lambda: next(rnnlib.endless(None)), lambda: train(task=["adding"])],
    "codes": [lambda: TEXT.decode(RAGGED), lambda: TEXT.decode(np.ma.masked_array([0, 1], [0, 1]))],
    "name": [
        lambda: PATHS.total("q"),
        lambda: success.results().label("x"),
        *(lambda v=v: notation.symbol(v) for v in (None, 3, ["h"], b"h", "z_", "z_qq", "∂L/∂")),
        lambda: notation.symbol("u", "memory"),
    ],
    "cell": [lambda: notation.symbol("h", "ng", []), lambda: analysis.parameters(None)],
    "notation": [lambda: notation.equations("GRU", "memory"), lambda: notation.symbol("h", ["ng"])],
    "template": [lambda: notation.tokens("{h"), lambda: notation.tokens(None)],
    "kept": [lambda: PATHS.total("rnn.U", np.ones((5, 5), int))],
    "kind": [lambda: analysis.size_for(None, 2, 10), lambda: rnnlib.save("w", PLAIN, kind=3)],
    "wanted": [lambda: analysis.size_for(rnnlib.LSTMCell, 2, 10**30)],
    "rounds": [lambda: analysis.step_times({}, rng=rng(), rounds=0)],
    "U": [lambda: analysis.spectral_radius(np.full((2, 2), np.nan))],
    "radius": [lambda: analysis.with_radius(1.0, np.eye(2))],
    "s": [lambda: MAP(np.ones(3)), lambda: MAP("a"), lambda: analysis.fate(MAP, ONES * np.nan)],
    "longest": [lambda: analysis.fate(MAP, ONES, longest=0)],
    "map_": [lambda: analysis.fate(None, ONES), lambda: analysis.fixed_points(None)],
    "starts": [lambda: analysis.fixed_points(MAP, np.full((1, 2), np.nan))],
    "w": [lambda w=w: analysis.descend(w, 1.0, lr=0.1, updates=1) for w in ("a", None, ONES)],
    "forget_bias": [lambda: analysis.untrained(rnnlib.LSTMCell, forget_bias=np.nan, rng=rng())],
    "activation": [lambda: flow_of("LSTM", radius=1.0, length=3, activation="x")],
    "dstate": [lambda: analysis.split_paths(TAPE, None, 3)],
    "outputs": [lambda: analysis.sensitivity(MODEL, [0, 1], RAGGED)],
    "values": [lambda: analysis.correlations(np.zeros((0, 1, 2)), np.zeros((0, 1)))],
    "names": [lambda: analysis.find_units(TAPE, {"a": np.ones(5)}, names=())],
    "paths": [lambda: analysis.truncation(None)],
    "path": [
        *(lambda v=v: rnnlib.save(v, PLAIN) for v in (None, 1, "", ".", b"w", "a\0b")),
        *(lambda v=v: rnnlib.load(v, PLAIN) for v in (None, True, ".")),
        lambda: success.results(None),
        lambda: contest.main(["/no/such/folder/x.json"]),
    ],
    "params": [
        *(lambda v=v: rnnlib.save("w.npz", {v: ONES}) for v in (1, "\ud800", "a\0b", "a" * 70000)),
        lambda: rnnlib.save("w.npz", {"W": rnnlib}),
    ],
    "W": [lambda: rnnlib.save("w.npz", {"W": HIDDEN})],
    "momentum": [lambda: train(momentum=2.0), lambda: train(momentum="a")],
    "method": [lambda: train(method=["GRU"])],
    "grid": [lambda: success.sweep("x.jsonl", None)],
    "dask": [lambda: success.sweep("x.jsonl", success.Grid(), dask=3)],
    "lengths": [lambda: success.Grid(lengths=10)],
    "methods": [lambda: success.Grid(methods="GRU")],
    "kinds": [lambda: next(contest.contest([rnnlib.LSTMCell]))],
    "FILE": [lambda: contest.main([])],
}


@pytest.mark.parametrize(
    ("argument", "call"), [(name, call) for name, calls in WRONG.items() for call in calls]
)
def test_one_sentence_about_the_argument(argument, call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError) as caught:
        call()
    sentence = str(caught.value)
    assert re.fullmatch(
        rf"{re.escape(argument)}: .*expected .+, got .+|{argument}: expected .+, got .+", sentence
    ), sentence
    assert len(sentence) < 300
    assert not list(tmp_path.iterdir())


def test_of_a_long_path_sixty_characters_are_told():
    with pytest.raises(ValueError) as caught:
        rnnlib.save("\0" + "x" * 99, PLAIN)
    assert str(caught.value) == f"path: expected a path, got '\\x00{'x' * 55}"
