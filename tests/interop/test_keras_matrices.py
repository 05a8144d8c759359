"""Embedding and Dense of Keras are taken where they are named, and compute the same."""

import numpy as np
import pytest
from interop.keras_models import drawn, keras, near

from rnnlib.interop import from_keras

layers = keras.layers


def reader(*between, activation="softmax", **options):
    """A model of symbols, whose layers have the names that `PARTS` are."""
    return drawn(
        keras.Sequential(
            [
                keras.Input((None,)),
                layers.Embedding(7, 5, name="symbols", **options),
                layers.Dropout(0.5),
                layers.LSTM(4, return_sequences=True, name="memory"),
                *between,
                layers.Dense(7, activation=activation, name="scores"),
            ]
        ),
        1,
    )


PARTS = ["symbols", "memory", "scores"]


@pytest.mark.parametrize("activation", [None, "softmax"])
def test_they_compute_what_keras_does(tmp_path, activation):
    model = reader(activation=activation)
    model.save(tmp_path / "m.keras")
    model.save_weights(tmp_path / "m.weights.h5")
    x = np.random.default_rng(0).integers(7, size=(6, 2))
    theirs = keras.ops.convert_to_numpy(model(x.T)).swapaxes(0, 1)
    for source, names in (
        (model, PARTS),
        (tmp_path / "m.keras", PARTS),
        (tmp_path / "m.weights.h5", ["embedding", "lstm", "dense"]),
    ):
        layer = from_keras(source, names)
        assert layer.describe() == "Stacked(Embedding, LSTMCell, Linear)"
        y = layer.forward(x)[0]
        if activation == "softmax":  # of which scores are what comes before
            y = np.exp(y) / np.exp(y).sum(-1, keepdims=True)
        np.testing.assert_allclose(y, theirs, **near("float32"))


def test_without_a_name_there_are_the_recurrent_layers_alone(tmp_path):
    reader().save(tmp_path / "m.keras")
    assert from_keras(tmp_path / "m.keras").describe() == "LSTMCell"


def test_a_dense_layer_without_a_bias_and_one_in_another_model():
    inner = keras.Sequential(
        [keras.Input((None, 4)), layers.Dense(3, use_bias=False, name="inner")]
    )
    model = reader(inner, layers.Dense(4, name="wide"))
    layer = from_keras(model, ["memory", "inner", "wide", "scores"])
    assert layer.describe() == "Stacked(LSTMCell, Linear, Linear, Linear)"
    assert not layer.layers[1].params["b"].any()
    np.testing.assert_array_equal(layer.params["1.V"], inner.get_weights()[0])


@pytest.mark.parametrize(
    ("model", "names", "said"),
    [
        (reader(mask_zero=True), PARTS, "mask_zero: expected False in 'symbols', got True"),
        (reader(activation="relu"), PARTS, "activation: .* or 'softmax' in 'scores', got 'relu'"),
        (
            reader(layers.Dense(4, "softmax", name="wide"), layers.Dense(4)),
            ["memory", "wide", "scores"],
            "activation: expected 'linear' in 'wide', got 'softmax'",
        ),
        (reader(dtype="float16"), PARTS, "symbols: expected weights of float32 .* got float16"),
    ],
)
def test_what_is_not_computed_is_refused(tmp_path, model, names, said):
    model.save(tmp_path / "m.keras")
    for source in (model, tmp_path / "m.keras"):
        with pytest.raises(ValueError, match=f"^{said}$"):
            from_keras(source, names)


def test_a_layer_that_has_no_weights_yet():
    model = keras.Sequential([layers.Dense(3, name="early")])
    model.add(layers.LSTM(2))
    model.layers[1].build((None, None, 3))
    with pytest.raises(ValueError, match="^early: expected one matrix, .* for it is not built$"):
        from_keras(model, ["early"])
