"""What rnnlib does not compute, and files that are none, are refused in one sentence."""

import builtins

import numpy as np
import pytest
from needs import need

from rnnlib import CoupledLSTMCell, GRUCell, LSTMCell, Recurrent, VanillaCell
from rnnlib.interop import from_onnx, to_onnx
from rnnlib.layers import Bidirectional, Linear, Stacked

onnx = need("onnx")


def model(kind=LSTMCell, **attributes):
    """A model of one node, with other attributes."""
    made = to_onnx(Recurrent(kind(2, 3, rng=np.random.default_rng(0), dtype=np.float32)))
    node = made.graph.node[0]
    for name, value in attributes.items():
        kept = [a for a in node.attribute if a.name != name]
        del node.attribute[:]
        node.attribute.extend([*kept, onnx.helper.make_attribute(name, value)])
    return made


@pytest.mark.parametrize(
    ("kind", "attributes", "said"),
    [
        (LSTMCell, {"clip": 1.0}, "^clip: expected none in 'LSTM_0', got 1.0$"),
        (LSTMCell, {"input_forget": 1}, "^input_forget: expected none in 'LSTM_0', got 1$"),
        (GRUCell, {"activations": ["HardSigmoid", "Tanh"]}, "^activations: expected .*HardSigmoid"),
        (VanillaCell, {"activations": ["Elu"]}, "^activations: expected .*Relu.*got .*Elu"),
        (LSTMCell, {"direction": "up"}, "^direction: expected one of forward, .* got up$"),
    ],
)
def test_another_function_is_refused(kind, attributes, said):
    with pytest.raises(ValueError, match=said):
        from_onnx(model(kind, **attributes))


def test_shapes_are_looked_at():
    made = model()
    wrong = onnx.numpy_helper.from_array(np.zeros((1, 12, 4), "f"), "R_0")
    place = [one.name for one in made.graph.initializer].index("R_0")
    made.graph.initializer[place].CopyFrom(wrong)
    with pytest.raises(ValueError, match=r"^W: expected shape \(1, 16, 2\) in 'LSTM_0', got"):
        from_onnx(made)


def test_weights_that_are_computed_are_refused():
    made = model()
    made.graph.node[0].input[1] = "X"
    with pytest.raises(ValueError, match="^source: expected constant weights W of 'LSTM_0'"):
        from_onnx(made)


@pytest.mark.parametrize("value", [0.0, 0.5])
def test_a_first_state_in_the_file_must_be_zero(value):
    made = model()
    node = made.graph.node[0]
    node.input.extend(["", "h"])
    state = np.full((1, 1, 3), value, "f")
    made.graph.initializer.append(onnx.numpy_helper.from_array(state, "h"))
    if not value:
        assert from_onnx(made).output_size == 3
        return
    with pytest.raises(ValueError, match="^initial_h: expected a state of 'LSTM_0' that is zero"):
        from_onnx(made)


@pytest.mark.parametrize("content", [b"", b"nothing of the kind", bytes(100)])
def test_a_file_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "m.onnx").write_bytes(content)
    for source in (tmp_path / "m.onnx", content):
        with pytest.raises(ValueError, match="^source: expected a model in ONNX"):
            from_onnx(source)
    with pytest.raises(ValueError, match="^source: expected a file, got .* where there is none$"):
        from_onnx(tmp_path / "no.onnx")


def test_a_model_without_recurrence_is_refused():
    made = model()
    del made.graph.node[0]
    with pytest.raises(ValueError, match="^source: expected a model with nodes RNN, GRU or LSTM"):
        from_onnx(made)


def test_nodes_that_do_not_follow_each_other_are_chosen_by_name():
    made, more = model(), model()
    more.graph.node[0].name = ""
    made.graph.node.append(more.graph.node[0])
    with pytest.raises(ValueError, match="^name: expected one of 'LSTM_0', 'LSTM_3', or a list"):
        from_onnx(made)
    assert from_onnx(made, "LSTM_3").output_size == 3
    for wrong in ("no", 3):
        with pytest.raises(ValueError, match="^name: expected"):
            from_onnx(made, wrong)


def test_layers_that_onnx_has_not_are_refused():
    rng = np.random.default_rng(0)
    coupled = Recurrent(CoupledLSTMCell(2, 3, rng=rng))
    mixed = Bidirectional(Recurrent(GRUCell(2, 3, rng=rng)), Recurrent(LSTMCell(2, 3, rng=rng)))
    for layer, said in (
        (coupled, "expected cells that ONNX has, .* got CoupledLSTMCell$"),
        (mixed, "expected all layers of one kind for ONNX, got GRUCell and LSTMCell$"),
        (Stacked([Linear(2, 3, rng=rng)]), "expected a cell, a Recurrent, .* got Linear$"),
    ):
        with pytest.raises(ValueError, match=f"^layer: {said}"):
            to_onnx(layer)


def test_what_is_missing_is_told(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "onnx":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match="pip install onnx$"):
        from_onnx("m.onnx")
