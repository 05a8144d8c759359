"""Nodes of ONNX are a stack only where the axes between them lie as a stack has them."""

import numpy as np
import pytest
from interop.keras_models import near
from needs import need

from rnnlib import LSTMCell, Recurrent
from rnnlib.interop import from_onnx, to_onnx
from rnnlib.layers import Bidirectional, Stacked

onnx, runtime = need("onnx"), need("onnxruntime")
H = 3


def layer(D, seed, H=H):
    return Recurrent(LSTMCell(D, H, rng=np.random.default_rng(seed), dtype=np.float32))


def below(ways, H=H):
    made = [layer(2, seed, H) for seed in range(ways)]
    return made[0] if ways == 1 else Bidirectional(*made)


def joined(ways, *steps, opset=14, H=H):
    """Two LSTMs, the first with one way or two, with steps between: (operator, second, more)."""
    made = to_onnx(Stacked([below(ways, H), layer(ways * H, 5)]))
    made.opset_import[0].version = opset
    graph = made.graph
    above, last = graph.node[3], "ways_0"
    del graph.node[1:3]
    for k, (operator, second, more) in enumerate(steps):
        given = [last]
        if second is not None:
            graph.initializer.append(onnx.numpy_helper.from_array(np.array(second), f"second_{k}"))
            given.append(f"second_{k}")
        last = f"moved_{k}"
        graph.node.insert(1 + k, onnx.helper.make_node(operator, given, [last], **more))
    above.input[0] = last
    return made


def transpose(*perm):
    return "Transpose", None, {"perm": perm}


def reshape(*shape, **more):
    return "Reshape", shape, more


def squeeze(*axes):
    return "Squeeze", axes, {}


def unsqueeze(*axes):
    return "Unsqueeze", axes, {}


STACKS = [
    (1, [squeeze(1)]),
    (1, [squeeze(-3)]),
    (1, [("Squeeze", None, {})]),
    (1, [squeeze(1), transpose(1, 0, 2), ("Identity", None, {}), transpose(1, 0, 2)]),
    (1, [squeeze(1), unsqueeze(0), squeeze(0), unsqueeze(-1), squeeze(3)]),
    (1, [squeeze(1), ("Transpose", None, {}), ("Transpose", None, {})]),
    (1, [reshape(0, -1, H)]),
    (1, [transpose(0, 2, 1, 3), reshape(0, 0, -1)]),
    (1, [squeeze(1), ("Dropout", None, {})]),
    (2, [transpose(0, 2, 1, 3), reshape(0, 0, -1)]),
    (2, [transpose(0, 2, 1, 3), reshape(0, 0, 2 * H), reshape(0, 0, 2, H), reshape(0, 0, -1)]),
    (2, [transpose(2, 0, 1, 3), reshape(0, 0, -1), transpose(1, 0, 2)]),
]


@pytest.mark.parametrize(("ways", "steps"), STACKS)
def test_what_a_stack_does_is_one(ways, steps):
    made = joined(ways, *steps)
    onnx.checker.check_model(made, full_check=True)
    x = np.random.default_rng(3).normal(size=(5, 4, 2)).astype("f")
    (y,) = runtime.InferenceSession(made.SerializeToString()).run(["Y"], {"X": x})
    np.testing.assert_allclose(from_onnx(made).forward(x)[0], y, **near("float32"))


@pytest.mark.parametrize(
    ("ways", "steps"),
    [
        (1, [squeeze(1), transpose(1, 0, 2)]),
        (1, [squeeze(1), transpose(0, 2, 1), reshape(0, -1, H)]),
        (1, [reshape(-1, 1, H)]),
        (1, [reshape(5, 4, H)]),  # the file does not say that T is 5
        (1, [reshape(0, -1, 2 * H)]),  # two sequences side by side
        (1, [reshape(0, -1, 0, H, allowzero=1)]),
        (1, [squeeze(1), reshape(0, 0, -1, 0)]),
        (1, [squeeze(2)]),  # the only sequence
        (1, [unsqueeze(0)]),
        (1, [squeeze(1), unsqueeze(0, 0)]),  # one axis twice
        (1, []),
        (1, [squeeze(1), transpose(0, 1)]),
        (2, [reshape(0, -1, 2 * H)]),
        (2, [transpose(0, 2, 3, 1), reshape(0, 0, -1)]),
        (2, [squeeze(1)]),
    ],
)
def test_anything_else_is_none(ways, steps):
    made = joined(ways, *steps)
    with pytest.raises(ValueError, match="^name: .* since 'LSTM_1' does not read the outputs of"):
        from_onnx(made)
    assert len(from_onnx(made, ["LSTM_0", "LSTM_1"]).layers) == 2


def test_older_models_have_the_axes_as_an_attribute():
    made = joined(1, ("Squeeze", None, {"axes": [1]}), opset=12)
    onnx.checker.check_model(made, full_check=True)
    assert len(from_onnx(made).layers) == 2


def test_one_unit_is_a_size_like_others():
    for ways, steps in STACKS[-3], STACKS[0]:
        assert len(from_onnx(joined(ways, *steps, H=1)).layers) == 2


def test_the_layout_says_how_a_node_reads():
    made = joined(1, squeeze(2))
    for node in (made.graph.node[0], made.graph.node[2]):
        node.attribute.append(onnx.helper.make_attribute("layout", 1))
    assert len(from_onnx(made).layers) == 2
    made.graph.node[2].attribute[-1].i = 0
    with pytest.raises(ValueError, match="'LSTM_1' does not read the outputs"):
        from_onnx(made)


@pytest.mark.parametrize("training", [False, True])
def test_a_dropout_that_drops_is_no_stack(training):
    made = joined(1, squeeze(1), ("Dropout", np.float32(0.5), {}))
    made.graph.initializer.append(onnx.numpy_helper.from_array(np.array(training), "training"))
    made.graph.node[2].input.append("training")
    onnx.checker.check_model(made, full_check=True)
    if not training:
        assert len(from_onnx(made).layers) == 2
        return
    with pytest.raises(ValueError, match="'LSTM_1' does not read the outputs"):
        from_onnx(made)
