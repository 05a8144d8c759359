"""onnxruntime is the oracle: outputs and last states, with lengths and first states."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interop.keras_models import near
from needs import need

from rnnlib import cells
from rnnlib.interop import from_file, from_onnx, to_onnx
from rnnlib.interop.biases import variant
from rnnlib.interop.onnx_parts import GATES
from rnnlib.layers import Bidirectional, Recurrent, Reversed, Stacked

onnx, runtime = need("onnx"), need("onnxruntime")
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def layers(draw, dtypes=(np.float32, np.float64)):
    """A stack of layers of every kind and direction, with weights of any sign."""
    dtype = draw(st.sampled_from(dtypes))
    rng, D, made = np.random.default_rng(draw(st.integers(0, 99))), draw(st.integers(1, 3)), []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(list(GATES)))
        prefix = draw(st.sampled_from(("", "TwoBias", "NoBias")))
        way = draw(st.sampled_from(("forward", "reverse", "bidirectional")))
        H = draw(st.integers(1, 4))
        ways = []
        for _ in range(2 if way == "bidirectional" else 1):
            cell = (variant(prefix, kind) if prefix else kind)(D, H, rng=rng, dtype=dtype)
            for array in cell.params.values():
                array[...] = rng.normal(scale=0.5, size=array.shape)
                array.flat[0] = -0.0
            ways.append(Recurrent(cell))
        layer = ways[0] if len(ways) == 1 else Bidirectional(*ways)
        made.append(Reversed(layer) if way == "reverse" else layer)
        D = made[-1].output_size
    return made[0] if len(made) == 1 else Stacked(made)


def session(model):
    onnx.checker.check_model(model, full_check=True)
    return runtime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def recurrent(layer):
    """The single runs of a layer, bottom up."""
    parts = layer.layers if isinstance(layer, Stacked) else [layer]
    return [list(part.layers) if hasattr(part, "layers") else [part] for part in parts]


def inner(tape):
    return list(tape) if hasattr(tape, "layers") else [tape]


@FEW
@given(layers([np.float32]), st.booleans(), st.booleans())  # onnxruntime has no RNN of float64
def test_a_written_model_gives_what_the_layer_gives(layer, lengths, states):
    rng, T, B = np.random.default_rng(0), 5, 3
    x = rng.normal(size=(T, B, layer.input_size)).astype(layer.dtype)
    fed, mask, first, operators = {"X": x}, None, [], to_onnx(layer).graph.node[::3]
    if lengths:
        fed["sequence_lens"] = np.array([5, 2, 4], np.int32)
        mask = np.arange(T)[:, None] < fed["sequence_lens"]
    for k, (ways, node) in enumerate(zip(recurrent(layer), operators, strict=True)):
        letters = "hc" if node.op_type == "LSTM" else "h"
        H = ways[0].output_size
        given = [rng.normal(size=(len(ways), B, H)).astype(layer.dtype) for _ in letters]
        if states:
            fed |= {f"initial_{s}_{k}": a for s, a in zip(letters, given, strict=True)}
        first.append([tuple(a[way] for a in given) for way in range(len(ways))])
    begun = tuple(tuple(one) if len(one) == 2 else one[0] for one in first)
    state = (begun if isinstance(layer, Stacked) else begun[0]) if states else None
    y, tape = layer.forward(x, state, mask)
    model = to_onnx(layer, lengths=lengths, states=states)
    one = session(model)
    found = dict(zip([o.name for o in one.get_outputs()], one.run(None, fed), strict=True))
    near_ = near(layer.dtype)
    real = np.ones((T, B), bool) if mask is None else mask
    np.testing.assert_allclose(found["Y"][real], y[real], **near_)
    assert not found["Y"][~real].any()
    tapes = list(tape) if isinstance(layer, Stacked) else [tape]
    for k, part in enumerate(tapes):
        for way, single in enumerate(inner(part)):
            for letter, last in zip("hc", single.final, strict=False):
                np.testing.assert_allclose(found[f"Y_{letter}_{k}"][way], last, **near_)


@FEW
@given(layers())
def test_there_and_back_no_bit_changes(layer):
    model = to_onnx(layer)
    again = from_onnx(model)
    assert to_onnx(again).SerializeToString() == model.SerializeToString()
    assert again.output_size == layer.output_size
    for name, array in again.params.items():
        assert name not in layer.params or array.tobytes() == layer.params[name].tobytes()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_onnxruntime_runs_float32_alone_as_to_onnx_says(dtype):
    cell = cells.LSTMCell(3, 4, rng=np.random.default_rng(0), dtype=np.dtype(dtype))
    one, x = session(to_onnx(cell)), np.zeros((5, 2, 3), dtype)
    if dtype == "float32":
        assert one.run(["Y"], {"X": x})[0].shape == (5, 2, 4)
        return
    with pytest.raises(Exception, match="does not support double"):
        one.run(["Y"], {"X": x})
    assert "float32" in to_onnx.__doc__


def test_a_file_from_pytorch(tmp_path):
    torch = need("torch")
    torch.manual_seed(0)
    module = torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True)
    arrays = {k: v.detach().numpy() for k, v in module.named_parameters()}
    from rnnlib.interop import from_torch

    path = tmp_path / "m.onnx"
    onnx.save(to_onnx(from_torch(arrays)), path)
    found = from_file(path)
    x = np.random.default_rng(0).normal(size=(5, 2, 3)).astype("f")
    with torch.no_grad():
        expected = module(torch.from_numpy(x))[0].numpy()
    np.testing.assert_allclose(found.forward(x)[0], expected, **near("float32"))


def exported(torch, module, *given):
    """What PyTorch itself writes of a module, as bytes; None where this PyTorch cannot."""
    import io

    file = io.BytesIO()
    torch.onnx.export(module, given, file, dynamo=False, opset_version=17)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_what_pytorch_exports_is_read(kind):
    torch = need("torch")
    torch.manual_seed(1)
    module = getattr(torch.nn, kind)(3, 4, num_layers=2, bidirectional=kind == "GRU").eval()
    x = torch.randn(5, 2, 3)
    found = from_onnx(exported(torch, module, x))
    with torch.no_grad():
        expected = module(x)[0].numpy()
    np.testing.assert_allclose(found.forward(x.numpy())[0], expected, **near("float32"))


def test_the_cells_of_onnx_are_these():
    assert {kind for kind in cells.CELLS.values() if kind in GATES} == set(GATES)
