"""Keras is the oracle: outputs, final states, files and the way back."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from interop.keras_models import built, drawn, keras, near, outputs, plans, run

import rnnlib
from rnnlib.interop import from_file, from_keras, to_keras
from rnnlib.interop.keras_parts import parts_of
from rnnlib.layers import Bidirectional, Recurrent, Reversed

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def layers_of(layer):
    return [layer] if isinstance(layer, Recurrent) else sum(map(layers_of, layer.layers), [])


@FEW
@given(plans())
def test_outputs_are_those_of_keras(plan):
    model, turned = built(plan)
    layer = from_keras(model)
    x, y = run(layer, layer.dtype)
    expected = outputs(model, x)[:: -1 if turned else 1]
    np.testing.assert_allclose(y, expected, **near("float32"))  # that of Keras' loops


@FEW
@given(plans())
def test_there_and_back_no_bit_changes(plan):
    model, _ = built(plan)
    first = model.get_weights()
    again = to_keras(from_keras(model))
    second = again.get_weights()
    assert [a.shape for a in first] == [a.shape for a in second]
    assert [a.tobytes() for a in first] == [a.tobytes() for a in second]
    layer = from_keras(model)
    x, y = run(layer, layer.dtype)
    np.testing.assert_array_equal(outputs(again, x), outputs(model, x))
    third = from_keras(again)
    assert all(
        third.params[k].tobytes() == v.tobytes() for k, v in from_keras(model).params.items()
    )


@FEW
@given(plans())
def test_a_file_holds_the_same(tmp_path_factory, plan):
    model, _ = built(plan)
    folder = tmp_path_factory.mktemp("keras")
    model.save(folder / "model.keras")
    found, expected = from_file(folder / "model.keras"), from_keras(model)
    assert type(found) is type(expected) and repr(found) == repr(expected)
    assert all(found.params[k].tobytes() == v.tobytes() for k, v in expected.params.items())


@pytest.mark.parametrize("kind", ["SimpleRNN", "LSTM", "GRU"])
def test_final_states_are_those_of_keras(kind):
    layer = getattr(keras.layers, kind)(4, return_state=True, return_sequences=True)
    layer.build((None, None, 3))
    ours = from_keras(drawn(layer, 1))
    x, _ = run(ours, "float32")
    _, *states = layer(x.swapaxes(0, 1))
    for mine, theirs in zip(ours.forward(x)[1].final, states, strict=True):
        np.testing.assert_allclose(mine, keras.ops.convert_to_numpy(theirs), **near("float32"))


def test_a_layer_that_reads_from_the_end():
    layer = keras.layers.LSTM(3, go_backwards=True, return_sequences=True)
    layer.build((None, None, 2))
    ours = from_keras(drawn(layer, 1))
    assert isinstance(ours, Reversed)
    x, y = run(ours, "float32")
    np.testing.assert_allclose(y[::-1], outputs(layer, x), **near("float32"))
    assert to_keras(ours).go_backwards


def test_weights_alone_tell_their_kinds_by_their_shapes(tmp_path):
    model = keras.Sequential(
        [keras.Input((None, 3)), keras.layers.GRU(4, return_sequences=True), keras.layers.GRU(2)]
    )
    path = tmp_path / "model.weights.h5"
    drawn(model, 4).save_weights(path)
    found, expected = from_keras(path, ["gru", "gru_1"]), from_keras(model)
    assert repr(found) == repr(expected)
    assert all(found.params[k].tobytes() == v.tobytes() for k, v in expected.params.items())


def test_eleven_layers_come_in_their_order(tmp_path):
    model = keras.Sequential([keras.Input((None, 1))])
    for H in range(1, 12):
        model.add(keras.layers.SimpleRNN(H, return_sequences=True))
    model.save_weights(tmp_path / "m.weights.h5")
    names = [part.name for part in parts_of(tmp_path / "m.weights.h5")]
    found = from_keras(tmp_path / "m.weights.h5", names)
    assert [layer.output_size for layer in found.layers] == [*range(1, 12)]


def test_a_part_of_a_model_by_its_name(tmp_path):
    inputs = keras.Input((None, 3))
    below = keras.layers.LSTM(4, return_sequences=True, name="below")(inputs)
    other = keras.layers.Dense(2, name="other")(below)
    above = keras.layers.Bidirectional(keras.layers.GRU(5, name="inner"), name="above")(other)
    model = keras.Model(inputs, above)
    model.save(tmp_path / "model.keras")
    for source in (model, tmp_path / "model.keras"):
        assert isinstance(from_keras(source, "below"), Recurrent)
        assert isinstance(from_keras(source, "above"), Bidirectional)
        with pytest.raises(ValueError, match="^name: expected one of 'below', 'above', or a list"):
            from_keras(source)
        with pytest.raises(
            ValueError, match="^name: expected one of 'below', 'other', 'above', got 'no'$"
        ):
            from_keras(source, "no")


def test_a_model_in_a_model(tmp_path):
    inner = keras.Sequential([keras.Input((None, 3)), keras.layers.LSTM(4, return_sequences=True)])
    model = drawn(keras.Sequential([keras.Input((None, 3)), inner, keras.layers.GRU(2)]), 1)
    model.save(tmp_path / "model.keras")
    found, expected = from_keras(tmp_path / "model.keras"), from_keras(model)
    assert repr(found) == repr(expected) and len(expected.layers) == 2
    assert all(found.params[k].tobytes() == v.tobytes() for k, v in expected.params.items())


def test_two_biases_become_one():
    rng = np.random.default_rng(0)
    cell = rnnlib.interop.blocks.cell_of(
        rnnlib.LSTMCell, *(rng.normal(size=s) for s in ((2, 12), (3, 12), 12, 12))
    )
    x, y = run(Recurrent(cell), "float64")
    np.testing.assert_allclose(outputs(to_keras(Recurrent(cell)), x), y, **near("float32"))
