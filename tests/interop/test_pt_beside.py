"""What PyTorch loads beside weights, and is no array that NumPy has, is passed."""

import zipfile
from collections import Counter

import pytest
from interop.configurations import same_bits
from needs import need

from rnnlib import interop
from rnnlib.interop import pt_file

torch = need("torch")
BESIDE = {
    "complex": (lambda: torch.zeros(2, dtype=torch.complex64), "complex64"),
    "complex of float64": (lambda: torch.ones(2, dtype=torch.complex128), "complex128"),
    "float8": (lambda: torch.zeros(2).to(torch.float8_e4m3fn), "a tensor of a rare type"),
    "uint16": (lambda: torch.zeros(2, dtype=torch.uint16), "a tensor of a rare type"),
    "sparse": (lambda: torch.eye(2).to_sparse(), "a sparse tensor"),
    "quantized": (
        lambda: torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8),
        "a quantized tensor",
    ),
    "size": (lambda: torch.Size([1, 2]), "a torch.Size"),
    "device": (lambda: torch.device("cpu"), "a torch.device"),
    "dtype": (lambda: torch.float32, "a torch.dtype"),
    "dtype of few bits": (lambda: torch.float8_e5m2, "a torch.dtype"),
    "set": (lambda: {1, "a"}, "a set"),
    "counter": (lambda: Counter("ab"), "a Counter"),
}


@pytest.fixture
def saved(tmp_path):
    def save(value):
        torch.save(value, tmp_path / "model.pt")
        return tmp_path / "model.pt"

    return save


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", BESIDE)
def test_what_pytorch_loads_beside_weights_is_passed(saved, name):
    module = torch.nn.LSTM(2, 3)
    weights, (make, kind) = module.state_dict(), BESIDE[name]
    value = make()
    for whole in (weights | {"x": value}, {"model": weights, "more": [value, {"y": value}]}):
        path = saved(whole)
        torch.load(path, weights_only=True)
        assert same_bits(interop.state_dict(interop.from_torch(path)), weights)
    said = f"^weight_hh_l0: expected an array or tensor of float32 or float64, got {kind}"
    with pytest.raises(ValueError, match=said):
        interop.from_torch(saved(weights | {"weight_hh_l0": value}))


def test_a_complex_tensor_is_read_as_it_is(saved):
    value = torch.tensor([1 + 2j, 3])
    assert same_bits(pt_file.read(saved({"x": value})), {"x": value})


def test_what_is_passed_keeps_nothing_of_what_a_file_says(tmp_path):
    pickled = b"\x80\x02ctorch\nSize\n}(Vdtype\nK\x01ub."
    path = tmp_path / "a.pt"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("x/data.pkl", pickled)
    found = pt_file.read(path)
    assert vars(found) == {"dtype": "a torch.Size"}
    assert found(open) is found
