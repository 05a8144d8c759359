"""Parameters that are replaced, and parameters that change between forward and backward."""

import numpy as np
import pytest
from kinds import CELLS

import rnnlib
from rnnlib.analysis import jacobians, split_paths

rng = np.random.default_rng(0)
X, SYMBOLS = rng.normal(size=(5, 3, 4)), rng.integers(0, 4, (5, 3))


def layers():
    make = np.random.default_rng(1)
    yield from (rnnlib.Recurrent(kind(4, 6, rng=make)) for kind in CELLS)
    yield rnnlib.Linear(4, 2, rng=make)
    yield rnnlib.Window(4, 2, 3, rng=make)
    yield rnnlib.Embedding(4, 2, rng=make)


def run(layer, x, between=lambda params: None):
    y, tape = layer.forward(x)
    between(layer.params)
    return layer.backward(tape, np.cos(np.arange(y.size)).reshape(y.shape))


def doubled(params):
    for p in params.values():
        p *= 2


READ = {number: (X, SYMBOLS) for number in range(len(CELLS))}  # what each layer can read
READ |= {len(CELLS): (X,), len(CELLS) + 1: (X,), len(CELLS) + 2: (SYMBOLS,)}


@pytest.mark.parametrize(("number", "x"), [(n, x) for n, xs in READ.items() for x in xs])
def test_the_gradient_is_that_of_the_run(number, x):
    one, other = (list(layers())[number] for _ in range(2))
    dx, first, grads = run(one, x)
    dx_, first_, grads_ = run(other, x, doubled)
    for name in grads:
        np.testing.assert_array_equal(grads[name], grads_[name], err_msg=name)
    np.testing.assert_array_equal(dx, dx_)
    for a, b in zip(first or (), first_ or (), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("number", range(len(CELLS) + 3))
def test_parameters_of_another_form_are_refused(number):
    names = list(list(layers())[number].params)
    for name in names:
        for form in (
            lambda p: p[..., :1].copy(),
            lambda p: p[None],
            lambda p: np.concatenate([p, p]),
            lambda p: p.astype(np.float32),
            lambda p: p.astype(int),
            lambda p: p.astype(object),
            lambda p: p.tolist(),
            lambda p: None,
        ):
            layer = list(layers())[number]
            layer.params[name] = form(layer.params[name])
            with pytest.raises(
                ValueError, match=rf"^params\['{name}'\]: expected float64 \(.*, got"
            ):
                layer.forward(SYMBOLS if "E" in names else X)


def test_a_missing_parameter_is_named():
    layer = rnnlib.Recurrent(rnnlib.LSTMCell(4, 6, rng=np.random.default_rng(0)))
    del layer.params["b"]
    with pytest.raises(ValueError, match=r"^params\['b'\]: expected float64 \(24,\), got NoneType"):
        layer.forward(X)


def test_another_array_of_the_same_form_will_do():
    layer = rnnlib.Recurrent(rnnlib.LSTMCell(4, 6, rng=np.random.default_rng(0)))
    y, _ = layer.forward(X)
    layer.params["W"] = np.asfortranarray(layer.params["W"])
    np.testing.assert_allclose(layer.forward(X)[0], y, rtol=1e-12)


@pytest.mark.parametrize("x", [X, SYMBOLS], ids=["vectors", "symbols"])
@pytest.mark.parametrize("measure", [jacobians, split_paths])
def test_what_is_measured_on_a_run_needs_its_parameters(measure, x):
    layer = rnnlib.Recurrent(rnnlib.LSTMCell(4, 6, rng=np.random.default_rng(0)))
    _, tape = layer.forward(x)
    measure(tape)
    layer.params["W"] *= 1.5
    with pytest.raises(ValueError, match="^tape: expected a run of the cell as it is, got one"):
        measure(tape)


def test_omega_is_that_of_the_run():
    layer = rnnlib.Recurrent(rnnlib.VanillaCell(4, 6, rng=np.random.default_rng(0)))
    y, tape = layer.forward(X)
    layer.backward(tape, y)
    before = rnnlib.Omega(1.0)(tape)
    layer.params["U"] *= 2
    after = rnnlib.Omega(1.0)(tape)
    assert before[0] == after[0]
    np.testing.assert_array_equal(before[1]["U"], after[1]["U"])


def test_training_notices_that_a_parameter_was_replaced():
    make = np.random.default_rng(0)
    cell = rnnlib.GRUCell(4, 6, rng=make)
    model = rnnlib.EveryStepModel(rnnlib.Recurrent(cell), rnnlib.Linear(6, 4, rng=make))
    records = rnnlib.fit(model, [rnnlib.Batch(SYMBOLS, SYMBOLS)] * 3, rnnlib.SGD(model.params, 0.1))
    next(records)
    cell.params["U"] = np.zeros_like(cell.params["U"])
    with pytest.raises(ValueError, match="^model: expected the parameters it had at the start"):
        next(records)


def test_an_optimiser_moves_all_parameters_or_none():
    frozen = np.ones(2)
    frozen.flags.writeable = False
    for kind in (rnnlib.SGD, rnnlib.Adam, rnnlib.RMSProp):
        params = {"a": np.ones(2), "b": frozen}
        with pytest.raises(ValueError, match="^params: expected writeable arrays, got 'b'"):
            kind(params, lr=0.1).step({"a": np.ones(2), "b": np.ones(2)})
        np.testing.assert_array_equal(params["a"], 1)
    grads = {"a": np.full(2, 100.0), "b": frozen}
    for clip in (rnnlib.clip_norm, rnnlib.clip_value):
        with pytest.raises(ValueError, match="^grads: expected writeable arrays, got 'b'"):
            clip(grads, 0.5)
        np.testing.assert_array_equal(grads["a"], 100)


def test_a_file_of_another_alphabet_is_refused(tmp_path):
    def model(text):
        make = np.random.default_rng(0)
        return rnnlib.LanguageModel(
            text, rnnlib.Recurrent(rnnlib.GRUCell(4, 3, rng=make)), rng=make
        )

    rnnlib.save(tmp_path / "w.npz", model(rnnlib.Text("abcdabcd")))
    rnnlib.load(tmp_path / "w.npz", model(rnnlib.Text("dcba")))
    with pytest.raises(ValueError, match="expected parameters for the alphabet 'wxyz', got 'abcd'"):
        rnnlib.load(tmp_path / "w.npz", model(rnnlib.Text("wxyz")))


def test_one_array_under_two_names_cannot_take_two_sets_of_numbers(tmp_path):
    rnnlib.save(tmp_path / "w.npz", {"a": np.ones(2), "b": np.zeros(2)})
    shared = np.full(2, 7.0)
    with pytest.raises(ValueError, match="expected the same numbers for 'a' and 'b'"):
        rnnlib.load(tmp_path / "w.npz", {"a": shared, "b": shared})
    np.testing.assert_array_equal(shared, 7)
