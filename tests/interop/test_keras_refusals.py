"""What rnnlib does not compute, and files that are none, are refused in one sentence."""

import builtins
import zipfile

import numpy as np
import pytest
from interop.keras_models import keras

from rnnlib import CoupledLSTMCell, Linear, PeepholeLSTMCell, Recurrent
from rnnlib.interop import from_file, from_keras, to_keras

layers = keras.layers


def built(layer):
    layer.build((1, None, 3))
    return layer


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: layers.LSTM(2, activation="relu"), "activation: expected 'tanh' in .* got 'relu'"),
        (
            lambda: layers.GRU(2, recurrent_activation="hard_sigmoid"),
            "recurrent_activation: expected 'sigmoid' in .* got 'hard_sigmoid'",
        ),
        (lambda: layers.SimpleRNN(2, activation="elu"), "activation: expected 'tanh' or 'relu'"),
        (lambda: layers.SimpleRNN(2, stateful=True), "stateful: expected False"),
        (
            lambda: layers.Bidirectional(layers.LSTM(2), merge_mode="sum"),
            "merge_mode: expected 'concat', as rnnlib does it, got 'sum'",
        ),
        (lambda: layers.Dense(2), "source: expected a model with SimpleRNN, LSTM, GRU"),
        (
            lambda: layers.LSTM(2, dtype="float16", recurrent_initializer="zeros"),
            "expected weights of float32 or float64",
        ),
    ],
)
def test_another_layer_is_refused(make, said):
    with pytest.raises(ValueError, match=said):
        from_keras(built(make()))


def test_a_layer_without_weights_is_refused():
    with pytest.raises(ValueError, match="^source: expected a model with weights, got .* not b"):
        from_keras(layers.LSTM(2))


@pytest.mark.parametrize("name", ["m.keras", "m.weights.h5"])
@pytest.mark.parametrize("content", [b"", b"nothing of the kind", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_none_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match="^source: expected a (model saved|file of weights)"):
        from_keras(tmp_path / name)


def test_a_file_that_is_not_there_and_one_of_another_kind(tmp_path):
    with pytest.raises(ValueError, match="^source: expected a file, got .* where there is none$"):
        from_keras(tmp_path / "m.keras")
    with pytest.raises(ValueError, match=r"^source: expected a file that ends in .keras or"):
        from_keras(tmp_path / "m.h5")
    with pytest.raises(ValueError, match="^path: expected a file"):
        from_file(tmp_path / "m.keras")


def test_a_model_whose_weights_are_missing_is_refused(tmp_path):
    model = keras.Sequential([keras.Input((None, 3)), layers.LSTM(2), layers.Dense(1)])
    other = keras.Sequential([keras.Input((None, 3)), layers.Dense(1)])
    for k, one in enumerate((model, other)):
        one.save(tmp_path / f"{k}.keras")
    with zipfile.ZipFile(tmp_path / "mixed.keras", "w") as mixed:
        for k, name in ((0, "config.json"), (1, "model.weights.h5")):
            mixed.writestr(name, zipfile.ZipFile(tmp_path / f"{k}.keras").read(name))
    with pytest.raises(
        ValueError, match="^source: expected weights of 'lstm.*', got a file without"
    ):
        from_keras(tmp_path / "mixed.keras")


def test_what_weights_alone_do_not_tell_is_asked_for(tmp_path):
    model = keras.Sequential([keras.Input((None, 3)), layers.GRU(2, use_bias=False)])
    model.save_weights(tmp_path / "m.weights.h5")
    with pytest.raises(ValueError, match="^reset_after: expected a model or a .keras file"):
        from_keras(tmp_path / "m.weights.h5")


@pytest.mark.parametrize("name", [3, b"lstm", {}])
def test_a_name_is_a_name(name):
    with pytest.raises(ValueError, match="^name: expected a name or a list, got"):
        from_keras(built(layers.LSTM(2)), name)


@pytest.mark.parametrize("kind", [CoupledLSTMCell, PeepholeLSTMCell])
def test_a_cell_that_keras_has_not_is_refused(kind):
    layer = Recurrent(kind(2, 3, rng=np.random.default_rng(0)))
    with pytest.raises(
        ValueError, match=f"^layer: expected a cell that Keras has.*{kind.__name__}"
    ):
        to_keras(layer)


def test_a_layer_that_is_not_recurrent_is_refused():
    with pytest.raises(ValueError, match="^layer: expected Recurrent, .* got Linear$"):
        to_keras(Linear(2, 3, rng=np.random.default_rng(0)))


@pytest.mark.parametrize("lacking", ["keras", "h5py"])
def test_what_is_missing_is_told(monkeypatch, tmp_path, lacking):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == lacking:
            raise ImportError(name)
        return real(name, *args, **kwargs)

    (tmp_path / "m.weights.h5").write_bytes(b"")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=f"pip install {lacking}$"):
        if lacking == "keras":
            to_keras(None)
        else:
            from_keras(tmp_path / "m.weights.h5")
