"""Keras with PyTorch behind it, and random models of it."""

import os

import numpy as np
from hypothesis import strategies as st
from needs import need

os.environ.setdefault("KERAS_BACKEND", "torch")
need("torch")
need("h5py")
keras = need("keras")

KINDS = ("SimpleRNN", "LSTM", "GRU")


@st.composite
def plans(draw, most=3):
    """What `built` makes a model of: D, the float type, a seed, and layers with their options."""
    layers, turned = [], False
    for _ in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(KINDS))
        options = {"units": draw(st.integers(1, 4)), "use_bias": draw(st.booleans())}
        if kind == "GRU":
            options["reset_after"] = draw(st.booleans())
        if kind == "SimpleRNN":
            options["activation"] = draw(st.sampled_from(("tanh", "relu")))
        both = draw(st.booleans())
        options["go_backwards"] = not both and draw(st.booleans())
        turned ^= options["go_backwards"]
        layers.append((kind, options, both))
    dtype = draw(st.sampled_from(("float32", "float64")))
    return draw(st.integers(1, 4)), dtype, draw(st.integers(0, 99)), layers, turned


def built(plan):
    """The Sequential of a plan, with random weights, and whether its outputs begin with the last
    step."""
    D, dtype, seed, layers, turned = plan
    model = keras.Sequential([keras.Input((None, D), dtype=dtype)])
    for kind, options, both in layers:
        layer = getattr(keras.layers, kind)(**options, return_sequences=True, dtype=dtype)
        model.add(keras.layers.Bidirectional(layer, dtype=dtype) if both else layer)
        model.add(keras.layers.Dropout(0.5, dtype=dtype))
    model.dtype_policy = dtype
    return drawn(model, seed), turned


def drawn(model, seed):
    """The model with random weights, zeros of either sign among them."""
    rng, arrays = np.random.default_rng(seed), []
    for array in model.get_weights():
        new = rng.normal(scale=0.5, size=array.shape).astype(array.dtype)
        new.flat[0] = -0.0
        arrays.append(0 * new if seed % 3 == 0 and new.ndim == 1 else new)
    model.set_weights(arrays)
    return model


def outputs(model, x):
    """What the model gives for x (T, B, D), as (T, B, H)."""
    return keras.ops.convert_to_numpy(model(x.swapaxes(0, 1))).swapaxes(0, 1)


def run(layer, dtype, T=5, B=3, seed=0):
    """x (T, B, D) and y (T, B, H) of a layer of rnnlib."""
    x = np.random.default_rng(seed).normal(size=(T, B, layer.input_size)).astype(dtype)
    return x, layer.forward(x)[0]


def near(dtype):
    """Tolerances of a float type, for `np.testing.assert_allclose`."""
    few = 200 * np.finfo(dtype).eps
    return {"rtol": few, "atol": few}
