"""What cannot be taken over is told in one sentence; no library is imported before it is needed."""

import subprocess
import sys

import numpy as np
import pytest
from needs import need

import rnnlib
from rnnlib import interop

torch = need("torch")
W = {"weight_ih_l0": np.ones((8, 3)), "weight_hh_l0": np.ones((8, 2))}


class Two(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(7, 3)
        self.encoder = torch.nn.LSTM(3, 4)
        self.decoder = torch.nn.GRUCell(4, 4)
        self.out = torch.nn.Linear(4, 5)


class Own(torch.nn.Module):
    """Calls its weights as PyTorch's cells do, and may compute anything with them."""

    def __init__(self):
        super().__init__()
        self.weight_ih = torch.nn.Parameter(torch.ones(4, 2))
        self.weight_hh = torch.nn.Parameter(torch.ones(4, 4))


@pytest.mark.parametrize(
    ("source", "options", "message"),
    [
        (torch.nn.LSTM(3, 4, proj_size=2), {}, "proj_size: expected 0, .* got 2"),
        (torch.nn.LSTM(3, 4, proj_size=2).state_dict(), {}, "proj_size: expected 0, .* got 2"),
        (torch.nn.GRU(3, 4).bfloat16(), {}, "weight_ih_l0: .* float32 or float64, got bfloat16"),
        (torch.nn.GRU(3, 4).half(), {}, ".* got float16, which model.float\\(\\) makes float32$"),
        (
            torch.nn.GRU(3, 4, device="meta"),
            {},
            "weight_ih_l0: expected numbers, got a tensor on the device meta, which holds none$",
        ),
        (torch.nn.Linear(3, 4), {}, "source: expected arrays of a recurrent network, got weight"),
        ({}, {}, "source: expected arrays of a recurrent network, got nothing"),
        ([1], {}, "source: expected a dict of arrays by name, got list"),
        (Own(), {}, "source: expected one of nn.RNN, .*, got Own"),
        (Two(), {}, "name: expected one of 'encoder', 'decoder', which the source has, got None"),
        (Two(), {"name": "lstm"}, "name: expected one of 'embedding', 'encoder', .*, got 'lstm'"),
        (Two(), {"name": 3}, "name: expected a name, or a list of names, got 3"),
        (Two(), {"name": []}, "layers: expected at least one layer"),
        (Two(), {"name": ["embedding", "out"]}, "layers: expected layer 1 to take the 3 outputs"),
        (torch.nn.LSTM(3, 4), {"name": "x"}, "name: expected none, got 'x'"),
        (torch.nn.RNN(3, 4), {"nonlinearity": "elu"}, "nonlinearity: expected 'tanh' or 'relu', "),
        (W | {"weight_hh_l0": np.ones((8, 4))}, {}, r"weight_hh_l0: .* got \(8, 4\)"),
        (
            W | {"weight_hh_l0": np.ones(8)},
            {},
            r"weight_hh_l0: expected a matrix, got shape \(8,\)",
        ),
        (W | {"weight_ih_l0": np.ones((6, 3))}, {}, r"weight_ih_l0: expected shape \(8, 3\), got"),
        (W | {"bias_ih_l0": np.ones(6)}, {}, r"bias_ih_l0: expected shape \(8,\), got \(6,\)"),
        (W | {"weight_hh_l0": [1]}, {}, "weight_hh_l0: expected an array or tensor .*, got list"),
        ({"weight_ih": W["weight_ih_l0"]}, {}, "source: expected an array 'weight_hh', got none"),
        (
            {"a.weight": np.ones((2, 3, 4)), "l.weight_ih_l0": 1},
            {"name": "a"},
            "name: expected parts that are recurrent, linear or an embedding, got one with weight",
        ),
    ],
)
def test_from_torch(source, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        interop.from_torch(source, **options)


def layers(*kinds, H=2):
    rng = np.random.default_rng(0)
    return rnnlib.Stacked([rnnlib.Recurrent(kind(2, H, rng=rng)) for kind in kinds])


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (layers(rnnlib.GRUCell), "layer: expected a cell that PyTorch has, .* got GRUCell"),
        (layers(rnnlib.LSTMCell, rnnlib.VanillaCell), "layer: expected all layers of one kind"),
        (rnnlib.Linear(2, 3, rng=np.random.default_rng(0)), "layer: .* got Linear"),
        (None, "layer: expected a cell, a Recurrent, .* got NoneType"),
    ],
)
def test_to_torch(layer, message):
    for function in (interop.to_torch, interop.state_dict):
        with pytest.raises(ValueError, match=f"^{message}"):
            function(layer)


def test_parts_of_a_model():
    """One by its name, several in a chain, from a module, its tensors, or a checkpoint."""
    torch.manual_seed(0)
    module, x = Two(), np.array([[1, 2], [3, 4], [5, 6]])
    theirs = module.out(module.encoder(module.embedding(torch.tensor(x)))[0]).detach()
    arrays = module.state_dict()
    for source, start in ((module, ""), (arrays, ""), ({"epoch": 3, "model": arrays}, "model.")):
        names = [start + name for name in ("embedding", "encoder", "out")]
        y, tape = interop.from_torch(source, names).forward(x)
        np.testing.assert_allclose(y, theirs, atol=1e-6)
        assert list(interop.runs(tape)) == ["layer 0"]
        assert interop.from_torch(source, f"{start}decoder").describe().startswith("TwoBias")


def test_a_matrix_without_a_bias():
    """A module says what it is; of its arrays alone, the first one is an embedding."""
    linear = torch.nn.Sequential(
        torch.nn.Linear(3, 4, bias=False), torch.nn.Linear(4, 2, bias=False)
    )
    layer = interop.from_torch(linear, ["0", "1"])
    assert layer.describe() == "Stacked(Linear, Linear)"
    x = np.random.default_rng(0).normal(size=(5, 2, 3)).astype(np.float32)
    np.testing.assert_allclose(layer.forward(x)[0], linear(torch.tensor(x)).detach(), atol=1e-6)
    arrays = {"0.weight": np.ones((7, 4)), "1.weight": np.ones((2, 4))}
    assert interop.from_torch(arrays, ["0", "1"]).describe() == "Stacked(Embedding, Linear)"


def test_the_nonlinearity_of_a_state_dict_is_said():
    theirs = torch.nn.RNN(2, 3, nonlinearity="relu", bias=False)
    for kind in ("tanh", "relu"):
        layer = interop.from_torch(theirs.state_dict(), nonlinearity=kind)
        assert layer.describe() == f"NoBiasVanilla{'ReLU' if kind == 'relu' else ''}Cell"
    assert interop.from_torch(theirs).describe() == "NoBiasVanillaReLUCell"


def test_dropout_comes_along():
    assert interop.from_torch(torch.nn.LSTM(2, 3, num_layers=2, dropout=0.5)).dropout == 0.5


def test_without_pytorch(monkeypatch):
    arrays = {k: v.numpy() for k, v in torch.nn.LSTM(2, 3).state_dict().items()}
    monkeypatch.setitem(sys.modules, "torch", None)
    layer = interop.from_torch(arrays)
    assert list(interop.state_dict(layer)) == list(arrays)
    with pytest.raises(ImportError, match=r"^to_torch needs PyTorch: pip install torch$"):
        interop.to_torch(layer)


def test_nothing_is_imported_before_it_is_needed():
    code = (
        "import sys, numpy as np; from rnnlib import interop; assert dir(interop)\n"
        "interop.from_torch({'weight_ih': np.ones((4, 1)), 'weight_hh': np.ones((4, 1))})\n"
        "print([m for m in ('torch', 'keras', 'onnx', 'h5py', 'nbformat') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_a_name_that_there_is_not():
    with pytest.raises(AttributeError, match="module 'rnnlib.interop' has no attribute 'torchy'"):
        interop.torchy  # noqa: B018
