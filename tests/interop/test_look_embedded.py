"""Symbols are no one-hot vectors for a network that has an embedding in front of what was named."""

import numpy as np
import pytest
from interop.keras_models import keras
from needs import need

from rnnlib.interop import from_file
from rnnlib.interop.look_given import check_given

torch = need("torch")
nn, layers = torch.nn, keras.layers
V = 12


@pytest.fixture
def given(tmp_path, monkeypatch):
    """What checks the parts ``name`` of a file, with a text or with symbols."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letters.txt").write_text("abcdefghijkl")
    np.save("symbols.npy", np.arange(5))

    def check(path, name=None, symbols=False):
        read = {"text": "face", "corpus": "letters.txt"}
        read = {"input": "symbols.npy"} if symbols else read
        check_given(from_file(path, name), tmp_path / path, name, **read)

    return check


def saved(**parts):
    torch.save(nn.ModuleDict(parts).state_dict(), "m.pt")
    return "m.pt"


def linear(D, H):
    return nn.Linear(D, H, bias=False)


ALL_FROM = "^name: expected all from the embedding on, or the vectors .*, since {} "


@pytest.mark.parametrize(
    ("parts", "symbols", "said"),
    [
        (
            {"e": nn.Embedding(100, 8), "p": linear(8, V), "r": nn.LSTM(V, 5)},
            True,
            "--name e,p,r, where all else between them is left out, or the vectors",
        ),
        (
            {"e": nn.Embedding(V, 8), "c": nn.Conv1d(8, V, 3), "r": nn.LSTM(V, 5)},
            False,
            ALL_FROM.format("e looks like"),
        ),
        (
            {"a": nn.Embedding(V, 6), "b": nn.Embedding(V, 6), "r": nn.LSTM(V, 5)},
            False,
            ALL_FROM.format("b looks like"),
        ),
        ({"r": nn.LSTM(V, 5), "z": nn.Embedding(V, V)}, False, "--name z,r, where all else"),
        (
            {"r": nn.LSTM(V, V), "z": nn.Embedding(V, V), "zz": nn.Linear(V, V)},
            False,
            "--name z,r,zz, where all else",
        ),
    ],
)
def test_pytorch_by_sizes(given, parts, symbols, said):
    with pytest.raises(ValueError, match=said):
        given(saved(**parts), "r", symbols)


@pytest.mark.parametrize(
    ("parts", "name", "symbols"),
    [
        ({"r": nn.LSTM(V, 5), "attn": linear(V, 1)}, None, False),
        ({"r": nn.LSTM(V, 5), "attn": linear(V, 1)}, None, True),
        ({"enc_emb": nn.Embedding(50, V), "r": nn.LSTM(V, 5)}, None, False),
        ({"speaker": nn.Embedding(5, V), "r": nn.LSTM(V, 5)}, None, False),
        ({"a_readout": linear(V, V), "r": nn.LSTM(V, V)}, ["r", "a_readout"], False),
        ({"r": nn.LSTM(V, V), "readout": linear(V, V)}, None, False),
    ],
)
def test_matrices_of_other_things_are_passed(given, parts, name, symbols):
    given(saved(**parts), name, symbols)


def chain(*between, D=V, last=V):
    """A Sequential: an embedding e, layers, an LSTM r, and a readout o."""
    made = [keras.Input((9,)), layers.Embedding(V, D, name="e"), *between]
    made.append(layers.LSTM(5, return_sequences=True, name="r"))
    return keras.Sequential([*made, layers.Dense(last, name="o")])


BETWEEN = {
    "norm": lambda: [layers.LayerNormalization()],
    "relu": lambda: [layers.ReLU()],
    "scale": lambda: [layers.Rescaling(3.0)],
    "conv": lambda: [layers.Conv1D(V, 3, padding="same")],
    "timed": lambda: [layers.TimeDistributed(layers.Dense(V))],
}


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_keras_says_that_something_lies_between(given, between):
    chain(*between()).save("m.keras")
    said = ALL_FROM.format("e is an embedding in front of it and the")
    with pytest.raises(ValueError, match=said):
        given("m.keras", "r")
    said = "^name: expected parts that follow each other, got e,r, where r does not read the outp"
    with pytest.raises(ValueError, match=said):
        given("m.keras", ["e", "r", "o"])


def test_keras_says_what_to_name(given):
    chain(layers.Dense(V, name="p"), layers.Dropout(0.5), D=8).save("m.keras")
    for symbols in (False, True):
        with pytest.raises(ValueError, match="too, --name e,p,r(,o)?, or the vectors that"):
            given("m.keras", "r", symbols)
    given("m.keras", ["e", "p", "r", "o"])


def test_weights_of_keras_in_no_order(given):
    chain(layers.Dense(V, name="p"), D=8).save_weights("m.weights.h5")
    with pytest.raises(ValueError, match=ALL_FROM.format("embedding looks like")):
        given("m.weights.h5", "lstm")


def test_a_decoder_that_begins_with_a_state_reads_its_own_symbols(given):
    x, y = keras.Input((9,), name="x"), keras.Input((9, V), name="y")
    e = layers.Embedding(V, V, name="e")(x)
    _, *state = layers.LSTM(5, return_state=True, name="encoder")(e)
    z = layers.LSTM(5, return_sequences=True, name="decoder")(y, initial_state=state)
    keras.Model([x, y], layers.Dense(V, name="o")(z)).save("m.keras")
    given("m.keras", ["decoder", "o"])
    with pytest.raises(ValueError, match="too, --name e,encoder, or"):
        given("m.keras", "encoder")


def test_models_in_models_and_embeddings_side_by_side(given):
    x = keras.Input((9,), name="x")
    inner = keras.Model(x, layers.Embedding(V, V, name="e")(x))
    z = layers.LSTM(5, return_sequences=True, name="r")(inner(x))
    keras.Model(x, z).save("m.keras")
    with pytest.raises(ValueError, match="too, --name e,r, or"):
        given("m.keras", "r")
    both = [layers.Embedding(V, V // 2, name=name)(x) for name in "ab"]
    keras.Model(x, layers.LSTM(5, name="r")(layers.Concatenate()(both))).save("m.keras")
    with pytest.raises(ValueError, match=ALL_FROM.format("a is an embedding")):
        given("m.keras", "r")


def test_one_hot_layers_are_no_embeddings(given):
    x = keras.Input((9,), name="x", dtype="int32")
    z = layers.LSTM(5, name="r")(keras.ops.one_hot(x, V))
    keras.Model(x, z).save("m.keras")
    given("m.keras", "r")
