"""Nodes of ONNX are stacked by themselves only where the graph joins them; stacks go there."""

import numpy as np
import pytest
from interop.keras_models import near
from needs import need

from rnnlib import LSTMCell, Recurrent
from rnnlib.interop import from_onnx, to_onnx
from rnnlib.layers import Bidirectional, Reversed, Stacked

onnx, runtime = need("onnx"), need("onnxruntime")


def layer(seed=0, D=3, H=3):
    return Recurrent(LSTMCell(D, H, rng=np.random.default_rng(seed), dtype=np.float32))


def between(operator):
    """A stack of two whose second reads what an operator makes of the outputs of the first."""
    model = to_onnx(Stacked([layer(0), layer(1)]))
    reshape, above = model.graph.node[2:4]
    assert above.input[0] == reshape.output[0] == "Y_0"
    model.graph.node.insert(3, onnx.helper.make_node(operator, ["Y_0"], ["made"]))
    model.graph.node[4].input[0] = "made"
    onnx.checker.check_model(model, full_check=True)
    return model


def test_a_node_that_only_hands_on_is_passed():
    assert len(from_onnx(between("Identity")).layers) == 2


def test_a_function_between_two_nodes_is_no_stack():
    model = between("Relu")
    with pytest.raises(ValueError, match="^name: .* since 'LSTM_1' does not read the outputs of"):
        from_onnx(model)
    assert len(from_onnx(model, ["LSTM_0", "LSTM_1"]).layers) == 2


def test_nodes_side_by_side_and_the_last_state_are_no_stack():
    for source in ("X", "Y_h_0"):
        model = to_onnx(Stacked([layer(0), layer(1)]))
        model.graph.node[3].input[0] = source
        with pytest.raises(ValueError, match="^name: .* since 'LSTM_1' does not read the outputs"):
            from_onnx(model)


def test_nodes_of_one_name_are_told_apart():
    model = to_onnx(Stacked([layer(0), layer(1)]))
    for node in model.graph.node:
        node.name = "same"
    found = from_onnx(model)
    for k in (0, 1):
        np.testing.assert_array_equal(found.layers[k].params["W"], layer(k).params["W"])


def test_names_of_functions_have_no_case():
    model = to_onnx(layer())
    names = onnx.helper.make_attribute("activations", ["sigmoid", "TANH", "Tanh"])
    model.graph.node[0].attribute.append(names)
    assert from_onnx(model).output_size == 3


def test_layout_changes_no_weight():
    model = to_onnx(layer())
    model.graph.node[0].attribute.append(onnx.helper.make_attribute("layout", 1))
    for name, array in from_onnx(model).params.items():
        assert array.tobytes() == layer().params[name].tobytes()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Stacked([Stacked([layer(0), layer(1)]), layer(2)]),
        lambda: Reversed(Stacked([layer(0), Reversed(layer(1))])),
        lambda: layer().cell,
    ],
)
def test_stacks_in_stacks_turned_ones_and_cells_go_to_onnx(make):
    made = make()
    x = np.random.default_rng(3).normal(size=(5, 2, 3)).astype("f")
    ours = made if hasattr(made, "forward") else Recurrent(made)
    session = runtime.InferenceSession(to_onnx(made).SerializeToString())
    (y,) = session.run(["Y"], {"X": x})
    np.testing.assert_allclose(y, ours.forward(x)[0], **near("float32"))


def test_a_turned_bidirectional_is_refused():
    with pytest.raises(ValueError, match="^layer: expected a Bidirectional that is not turned"):
        to_onnx(Reversed(Bidirectional(layer(0), layer(1))))
