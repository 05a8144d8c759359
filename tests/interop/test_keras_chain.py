"""Layers of a Keras model are stacked by themselves only where the model joins them."""

import pytest
from interop.keras_models import drawn, keras, near, outputs, run

from rnnlib import Recurrent
from rnnlib.interop import from_keras, to_keras
from rnnlib.layers import Bidirectional, Reversed, Stacked

layers = keras.layers
ALL = {"return_sequences": True}


def sequence(*between, first=ALL):
    return keras.Sequential(
        [keras.Input((5, 3)), layers.LSTM(4, **first), *between, layers.LSTM(4, **ALL)]
    )


def parallel():
    x = keras.Input((5, 3))
    return keras.Model(x, layers.Add()([layers.LSTM(4, **ALL)(x), layers.LSTM(4, **ALL)(x)]))


def with_states():
    x = keras.Input((5, 4))
    y, h, c = layers.LSTM(4, return_state=True, **ALL)(x)
    return keras.Model(x, layers.LSTM(4, **ALL)(y, initial_state=[h, c]))


def of_the_last_state():
    x = keras.Input((5, 4))
    _, h, _ = layers.LSTM(4, return_state=True, **ALL)(x)
    return keras.Model(x, layers.LSTM(4, **ALL)(layers.Reshape((2, 2))(h)))


def shared():
    x, layer = keras.Input((5, 4)), layers.LSTM(4, **ALL)
    return keras.Model(x, layers.GRU(4, **ALL)(layer(layer(x))))


APART = {
    "a layer with weights": lambda: sequence(layers.Dense(4)),
    "a function": lambda: sequence(layers.ReLU()),
    "an autoencoder": lambda: sequence(layers.RepeatVector(5), first={}),
    "a cell in an RNN": lambda: sequence(layers.RNN(layers.LSTMCell(4), **ALL)),
    "side by side": parallel,
    "a state from below": with_states,
    "the last state": of_the_last_state,
    "one layer twice": shared,
}


@pytest.mark.parametrize("make", APART.values(), ids=APART)
def test_layers_that_are_not_joined_are_not_stacked(tmp_path, make):
    model = make()
    model.save(tmp_path / "m.keras")
    for source in (model, tmp_path / "m.keras"):
        with pytest.raises(ValueError, match="^name: expected one of .* or a list of those that"):
            from_keras(source)
    first = from_keras(tmp_path / "m.keras", [*names(model)][0])
    assert isinstance(first, Recurrent)


def twice_alone():
    x, layer = keras.Input((5, 4)), layers.LSTM(4, name="own", **ALL)
    return keras.Model(x, layer(layer(x)))


def a_model_twice():
    x, inner = keras.Input((5, 4)), keras.Input((5, 4))
    inner = keras.Model(inner, layers.GRU(4, **ALL)(layers.LSTM(4, name="own", **ALL)(inner)))
    return keras.Model(x, inner(inner(x)))


def both_ways_twice():
    x, layer = keras.Input((5, 4)), layers.Bidirectional(layers.LSTM(2, **ALL), name="own")
    return keras.Model(x, layer(layer(x)))


@pytest.mark.parametrize("make", [twice_alone, a_model_twice, both_ways_twice])
def test_a_layer_that_is_called_twice_is_not_taken_once(tmp_path, make):
    model = make()
    model.save(tmp_path / "m.keras")
    said = (
        "^name: expected 'own', or a list .* since the source calls 'own' more than once, got None$"
    )
    for source in (model, tmp_path / "m.keras"):
        with pytest.raises(ValueError, match=said):
            from_keras(source)
    x, y = run(from_keras(tmp_path / "m.keras", ["own", "own"]), "float32")
    if make is not a_model_twice:
        assert abs(y - outputs(model, x)).max() < near("float32")["atol"]


def test_a_layer_of_two_models_is_called_once_by_each():
    layer = layers.LSTM(4, **ALL)
    for _ in range(2):
        x = keras.Input((5, 4))
        model = keras.Model(x, layer(x))
    assert isinstance(from_keras(model), Recurrent)


def names(model):
    return [one.name for one in model.layers if isinstance(one, layers.LSTM | layers.GRU)]


def functional():
    x = keras.Input((5, 3))
    y = layers.LSTM(4, name="z", **ALL)(x)  # the last by its name
    y = layers.SpatialDropout1D(0.5)(layers.Dropout(0.5)(y))
    return keras.Model(x, layers.Bidirectional(layers.GRU(2, **ALL), name="a")(y))


def in_one_another():
    x = keras.Input((5, 3))
    inner = keras.Model(x, layers.LSTM(4, **ALL)(layers.LSTM(2, **ALL)(x)))
    outer = keras.Input((5, 3))
    return keras.Model(outer, layers.SimpleRNN(2, **ALL)(inner(outer)))


@pytest.mark.parametrize("make", [functional, in_one_another])
def test_layers_that_are_joined_are_stacked(tmp_path, make):
    model = drawn(make(), 1)
    model.save(tmp_path / "m.keras")
    for source in (model, tmp_path / "m.keras"):
        layer = from_keras(source)
        x, y = run(layer, "float32")
        assert abs(y - outputs(model, x)).max() < near("float32")["atol"]


def test_weights_alone_do_not_say_who_reads_whom(tmp_path):
    model = keras.Sequential([keras.Input((5, 3)), layers.LSTM(3, **ALL), layers.GRU(3, **ALL)])
    drawn(model, 1).save_weights(tmp_path / "m.weights.h5")
    with pytest.raises(ValueError, match="^name: expected one of 'gru', 'lstm', or a list"):
        from_keras(tmp_path / "m.weights.h5")
    layer = from_keras(tmp_path / "m.weights.h5", ["lstm", "gru"])
    x, y = run(layer, "float32")
    assert abs(y - outputs(model, x)).max() < near("float32")["atol"]


def stacked(*kinds):
    made = keras.Sequential([keras.Input((5, 3)), *(kind(3, **ALL) for kind in kinds)])
    return from_keras(drawn(made, 2)).layers


def test_stacks_in_stacks_and_turned_ones_go_to_keras():
    one, two, three = stacked(layers.LSTM, layers.GRU, layers.SimpleRNN)
    for layer in (
        Stacked([Stacked([one, two]), three]),
        Stacked([Reversed(one), Reversed(two), three]),
        Stacked([Reversed(Stacked([one, Reversed(two)])), three]),
        Reversed(Stacked([Reversed(one), two, Reversed(three)])),
    ):
        x, y = run(layer, "float32")
        assert abs(y - outputs(to_keras(layer), x)).max() < near("float32")["atol"]


def test_a_bidirectional_that_keras_would_turn_is_refused():
    below, one, two = stacked(layers.LSTM, layers.LSTM, layers.LSTM)
    both = Bidirectional(one, two)
    for layer in (
        Reversed(both),
        Stacked([Reversed(below), from_keras(drawn(bidirectional(), 3))]),
    ):
        with pytest.raises(ValueError, match="^layer: expected a Bidirectional that reads what"):
            to_keras(layer)


def bidirectional():
    layer = layers.Bidirectional(layers.LSTM(2))
    layer.build((None, None, 3))
    return layer
