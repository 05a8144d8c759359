"""The widgets play a network of PyTorch's, layer by layer, with its own numbers."""

import numpy as np
import pytest
from needs import need

import rnnlib as rnn
from rnnlib import analysis, interop, widgets
from rnnlib.interop import runs

torch = need("torch")
T = 12


@pytest.fixture(params=[("RNN", True), ("LSTM", True), ("GRU", True), ("GRU", False)], ids=str)
def deep(request):
    """A network of two layers in both directions, its tape after `backward`, and PyTorch's own."""
    kind, bias = request.param
    torch.manual_seed(3)
    theirs = getattr(torch.nn, kind)(3, 5, num_layers=2, bidirectional=True, bias=bias)
    x = np.random.default_rng(0).normal(size=(T, 1, 3)).astype(np.float32)
    ours = interop.from_torch(theirs)
    y, tape = ours.forward(x)
    ours.backward(tape, np.ones_like(y))
    return theirs, x, tape


def test_every_layer_has_a_run_with_its_own_input(deep):
    theirs, x, tape = deep
    found = runs(tape)
    names = [f"layer {k}{way}" for k in (0, 1) for way in ("", ", backward")]
    assert list(found) == names
    np.testing.assert_array_equal(found["layer 0"].x, x)
    np.testing.assert_array_equal(found["layer 0, backward"].x, x[::-1])
    lower = np.concatenate([found["layer 0"]["h"], found["layer 0, backward"]["h"][::-1]], axis=2)
    np.testing.assert_array_equal(found["layer 1"].x, lower)
    top = theirs(torch.tensor(x))[0].detach().numpy()
    np.testing.assert_allclose(found["layer 1"]["h"], top[..., :5], atol=1e-6)
    np.testing.assert_allclose(found["layer 1, backward"]["h"][::-1], top[..., 5:], atol=1e-6)


def test_players_show_its_gates_and_gradients(deep):
    for name, run in runs(deep[2]).items():
        player = widgets.CellPlayer(run, direction="backward")
        series = player._run["series"]
        gates = run.cell.inputs or run.cell.gates
        assert {f"{gate}.b" for gate in gates} <= series.keys(), name
        assert widgets.TextView(run, "hello, world").t == 0
        flow = np.frombuffer(widgets.GradientFlow(own=run)._own, "<f4")
        assert len(flow) == T and np.isfinite(flow).all()


def test_two_networks_on_one_input(deep):
    _, x, tape = deep
    other = rnn.Recurrent(rnn.LSTMCell(3, 4, rng=np.random.default_rng(0), dtype=np.float32))
    both = {"theirs": runs(tape)["layer 0"], "ours": other.forward(x)[1]}
    assert repr(widgets.ComparePlayer(both)) == f"ComparePlayer(theirs | ours, T={T}, B=1)"


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("kind", ["RNN", "GRU", "LSTM"])
def test_backpropagation_through_its_time(kind, bias, layers):
    torch.manual_seed(3)
    own = getattr(torch.nn, kind)(3, 4, num_layers=layers, bias=bias)
    layer, linear = interop.from_torch(own), torch.nn.Linear(4, 2)
    readout = interop.from_torch({"out": linear.state_dict()}, "out")
    model = rnn.EveryStepModel(layer, readout)
    rng = np.random.default_rng(1)
    batch = rnn.Batch(rng.normal(size=(6, 1, 3)).astype(np.float32), rng.integers(2, size=(6, 1)))
    view = widgets.BPTTView(model, batch)
    biases = ["b", "b_U"] if bias else []
    assert view._choices["parameter"] == ["U", "W", *biases, "V"]
    if bias and kind != "GRU":  # two that are added: what the one gets the other gets, sent once
        assert view._run["arrays"]["0 b_U"] == view._run["arrays"]["0 b"]
    assert view._choices["lane"] == (["h", "c"] if kind == "LSTM" else ["h"])
    _, grads, _ = model.loss_and_grads(batch)
    for name, total in grads.items():
        np.testing.assert_allclose(view.paths.total(name), total, atol=1e-6, err_msg=name)
    scores = linear(own(torch.tensor(batch.x))[0]).flatten(0, 1)
    torch.nn.functional.cross_entropy(scores, torch.tensor(batch.target).flatten()).backward()
    for k, lanes in enumerate(view.paths.layers):
        theirs = np.linalg.norm(getattr(own, f"weight_ih_l{k}").grad)
        ours = np.linalg.norm(view.paths.total(f"{lanes.name}.W"))  # whatever its blocks' order
        assert ours == pytest.approx(theirs, rel=1e-5)


def test_the_flow_of_a_run_is_that_of_its_own_input():
    rng = np.random.default_rng(0)
    layer = rnn.Recurrent(rnn.LSTMCell(3, 4, rng=rng))
    tape = layer.forward(rng.normal(size=(9, 2, 3)), (np.ones((2, 4)), np.ones((2, 4))))[1]
    norms = analysis.flow_of_run(tape, rng=np.random.default_rng(5))
    v = np.random.default_rng(5).normal(size=(2, 4))
    v /= np.linalg.norm(v)
    assert tape.back is None  # it is left as it was
    layer.backward(tape, None, (v, None))
    np.testing.assert_allclose(norms, analysis.state_norms(tape)[::-1])
    with pytest.raises(ValueError, match="tape: expected that of one recurrent layer, got int"):
        analysis.flow_of_run(3, rng=rng)


def test_what_is_no_tape_is_told():
    with pytest.raises(
        ValueError, match="tape: expected one that a layer's `forward` gave, got int"
    ):
        runs(3)
    with pytest.raises(ValueError, match="own: expected the tape of one recurrent layer"):
        widgets.GradientFlow(own=3)
