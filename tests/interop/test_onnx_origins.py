"""First states and lengths in a model of ONNX are zero, or inputs, or refused: none is dropped."""

import io

import numpy as np
import pytest
from interop.keras_models import near
from needs import need

from rnnlib import GRUCell, LSTMCell, Recurrent
from rnnlib.interop import from_onnx, to_onnx
from rnnlib.layers import Stacked

onnx = need("onnx")
node, array = onnx.helper.make_node, onnx.numpy_helper.from_array
H, B, T = 3, 2, 4


def layer(D=2, kind=GRUCell):
    return Recurrent(kind(D, H, rng=np.random.default_rng(0), dtype=np.float32))


def number(value):
    return {"value": array(np.array([value], "f"))}


SHAPE = array(np.array([1, B, H]), "shape")
ONES, ZEROS = (array(np.full((1, 1, H), v, "f"), name) for v, name in ((1, "ones"), (0, "zeros")))
GIVEN = onnx.helper.make_tensor_value_info("given", onnx.TensorProto.FLOAT, [2, B, H])


def begun(*nodes):
    """A GRU whose first state is the tensor "h" of these nodes."""
    made = to_onnx(layer())
    graph = made.graph
    graph.node[0].input.extend(["", "h"])
    graph.initializer.extend([SHAPE, ONES, ZEROS])
    graph.initializer.extend([array(np.array([k]), f"at{k}") for k in (0, 1, H)])
    graph.input.append(GIVEN)
    for k, one in enumerate(nodes):
        graph.node.insert(k, one)
    return made


@pytest.mark.parametrize(
    "nodes",
    [
        [node("ConstantOfShape", ["shape"], ["h"])],
        [node("ConstantOfShape", ["shape"], ["h"], **number(0.0))],
        [node("Expand", ["zeros", "shape"], ["h"])],
        [node("Concat", ["zeros", "zeros"], ["two"], axis=1), node("Identity", ["two"], ["h"])],
        [
            node("Shape", ["X"], ["sizes"]),  # as PyTorch finds the number of sequences
            node("Gather", ["sizes", "at1"], ["B"]),
            node("Concat", ["at1", "B", "at3"], ["found"], axis=0),
            node("ConstantOfShape", ["found"], ["all"], **number(0.0)),
            node("Slice", ["all", "at0", "at1", "at0"], ["h"]),
        ],
    ],
)
def test_a_state_that_is_provably_zero_is_passed(nodes):
    found = from_onnx(begun(*nodes))
    np.testing.assert_array_equal(found.params["W"], layer().params["W"])


def test_a_state_cut_out_of_an_input_is_passed():
    assert from_onnx(begun(node("Slice", ["given", "at0", "at1", "at0"], ["h"]))).output_size == H


@pytest.mark.parametrize(
    ("nodes", "got"),
    [
        ([node("ConstantOfShape", ["shape"], ["h"], **number(1.0))], "a constant"),
        ([node("Expand", ["ones", "shape"], ["h"])], "a constant"),
        ([node("Constant", [], ["h"], value_floats=[1.0])], "a constant"),
        ([node("Concat", ["zeros", "ones"], ["h"], axis=1)], "zero and a constant"),
        ([node("Tanh", ["given"], ["h"], "bent")], "the output of Tanh 'bent'"),
        ([node("Exp", ["zeros"], ["h"])], "the output of Exp"),
        ([node("Slice", ["X", "at0", "at1", "at0"], ["h"])], "an input that the sequence is made"),
        ([], "a tensor of no node"),
    ],
)
def test_any_other_state_is_refused(nodes, got):
    said = f"^initial_h: expected a state of 'GRU_0' that is zero or an input, .* got {got}"
    with pytest.raises(ValueError, match=said):
        from_onnx(begun(*nodes))


def test_the_last_state_of_another_node_is_refused_and_that_node_can_be_had():
    made = to_onnx(Stacked([layer(), layer(H)]))
    above = made.graph.node[3]
    above.input.extend(["", "Y_h_0"])
    with pytest.raises(ValueError, match="'GRU_1' that is zero .* got the output of GRU 'GRU_0'$"):
        from_onnx(made)
    assert from_onnx(made, "GRU_0").output_size == H


@pytest.mark.parametrize("value", [0.0, 2.0])
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_first_state_that_pytorch_has_learned(value):
    torch = need("torch")

    class Begun(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.gru = torch.nn.GRU(2, H, num_layers=2)
            self.first = torch.nn.Parameter(torch.full((2, 1, H), value))

        def forward(self, x):
            return self.gru(x, self.first.expand(2, x.shape[1], H).contiguous())[0]

    module, x, file = Begun().eval(), torch.randn(T, B, 2), io.BytesIO()
    axes = {"X": {0: "T", 1: "B"}}
    names = {"input_names": ["X"], "output_names": ["Y"], "dynamic_axes": axes}
    torch.onnx.export(module, (x,), file, dynamo=False, **names)
    if value:
        with pytest.raises(ValueError, match="^initial_h: expected a state of .* got a constant$"):
            from_onnx(file.getvalue())
        return
    y = module(x).detach().numpy()
    found = from_onnx(file.getvalue()).forward(x.numpy())[0]
    np.testing.assert_allclose(found, y, **near("float32"))


def timed(lengths, steps):
    """A stack of two LSTMs whose sequences, of ``steps`` steps, have constant lengths."""
    made = to_onnx(Stacked([layer(2, LSTMCell), layer(H, LSTMCell)]), lengths=True)
    del made.graph.input[1:]
    made.graph.initializer.append(array(np.array(lengths, np.int32), "sequence_lens"))
    if steps:
        made.graph.input[0].type.tensor_type.shape.dim[0].dim_value = steps
    return made


def test_constant_lengths_are_the_whole_or_refused():
    assert len(from_onnx(timed([T, T], T)).layers) == 2
    for lengths, steps in (([T, 2], T), ([T, T], T + 1), ([T, T], None)):
        said = "^sequence_lens: expected none of 'LSTM_0', an input or the whole length, .* got a c"
        with pytest.raises(ValueError, match=said):
            from_onnx(timed(lengths, steps))


def test_lengths_that_come_with_the_input_are_passed_and_computed_ones_refused():
    made = to_onnx(layer(), lengths=True)
    made.graph.node.insert(0, node("Cast", ["sequence_lens"], ["cast"], to=onnx.TensorProto.INT32))
    made.graph.node[1].input[4] = "cast"
    assert from_onnx(made).output_size == H
    made.graph.node[0].op_type = "Neg"
    with pytest.raises(ValueError, match="^sequence_lens: .* got the output of Neg$"):
        from_onnx(made)
