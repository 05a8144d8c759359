"""What a network in a file is to read is checked, and told, before anything of it is run."""

import nbformat
import numpy as np
import pytest
from interop.keras_models import keras
from needs import need

from rnnlib.interop.__main__ import main
from rnnlib.interop.look import look

torch = need("torch")
need("onnx")
LETTERS = "abcdefghijkl"  # 12 of them
ONES = torch.ones(9, 5)  # of a readout for other symbols
READ = ["--text", "face", "--corpus", "letters.txt"]


class Reader(torch.nn.Module):
    def __init__(self, V, D, embeds=True):
        super().__init__()
        self.emb = torch.nn.Embedding(V, D) if embeds else None
        self.rnn = torch.nn.LSTM(D, 5)
        self.out = torch.nn.Linear(5, V)

    def forward(self, x):
        return self.out(self.rnn(self.emb(x))[0])


def spoiled(V, D):
    made = Reader(V, D).state_dict()
    made["rnn.weight_hh_l0"][3, 3] = float("nan")
    return made


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Networks in files, and what they are given."""
    at, layers = tmp_path_factory.mktemp("given"), keras.layers
    states = {
        "m": Reader(12, 8).state_dict(),
        "square": Reader(12, 12).state_dict(),
        "onehot": Reader(12, 12, embeds=False).state_dict(),
        "odd": Reader(12, 8).state_dict() | {"out.weight": ONES, "out.bias": ONES[:, 0]},
        "nan": spoiled(12, 8),
        "huge": {k: 1e38 * (1 + 0 * v) for k, v in Reader(12, 8).state_dict().items()},
    }
    for name, state in states.items():
        torch.save(state, at / f"{name}.pt")
    for name, D in (("m", 8), ("square", 12)):
        made = [layers.Embedding(12, D, name="e"), layers.LSTM(5, name="l")]
        made = keras.Sequential([keras.Input((None,)), *made, layers.Dense(12, name="o")])
        made.save(at / f"{name}.keras")
        made.save_weights(at / f"{name}.weights.h5")
        x = (torch.zeros(5, 1, dtype=torch.long),)
        torch.onnx.export(Reader(12, D), x, at / f"{name}.onnx", dynamo=False)
    for name, text in {"letters": LETTERS, "few": LETTERS[:9], "eight": LETTERS[:8]}.items():
        (at / f"{name}.txt").write_text(text)
    (at / "empty.txt").write_text("")
    (at / "latin.txt").write_bytes("né".encode("latin-1"))
    (at / "text.npy").write_text("1 2 3")
    arrays = {"wide": np.zeros((4, 9)), "none": np.zeros((0, 8)), "nan": np.full((4, 8), np.nan)}
    arrays |= {"words": np.array(["a"]), "symbols": np.arange(5), "much": np.arange(13)}
    arrays |= {"minus": np.array([-1]), "fits": np.zeros((4, 8)), "deep": np.zeros((1, 1, 1), int)}
    for name, array in arrays.items():
        np.save(at / f"{name}.npy", array)
    np.save(at / "object.npy", np.array([None]), allow_pickle=True)
    np.savez(at / "several.npz", np.zeros(3))
    return at


VECTORS = "or the vectors that it reads, one-hot perhaps, as --input, since the network takes {} "
VECTORS += "numbers and the corpus has {} symbols, got {} alone"
EXACT = "name: expected the embedding, too, --name {}, " + VECTORS
FRONT = EXACT.replace("{}, or", "{}, where all else between them is left out, or")
ONNX = "path: expected a network that reads symbols, got one behind an embedding: embeddings can be"
GIVEN = {"text": "face", "corpus": "letters.txt"}
NUMBERS = "input: expected a file of numpy.save with numbers, got "
WIDTH = "input: expected one sequence, (T, 8) numbers or (T,) symbols, or several, (T, B, 8) or "
ALL = ["--name", "emb,rnn,out"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["m.pt", *READ], FRONT.format("emb,rnn,out", 8, 12, "rnn")),
        (["square.pt", *READ], FRONT.format("emb,rnn,out", 12, 12, "rnn")),
        (["square.pt", "--name", "rnn,out", *READ], FRONT.format("emb,rnn,out", 12, 12, "rnn,out")),
        (["m.keras", *READ], EXACT.format("e,l,o", 8, 12, "l")),
        (["square.keras", *READ], EXACT.format("e,l,o", 12, 12, "l")),
        (["m.weights.h5", *READ], FRONT.format("embedding,lstm,dense", 8, 12, "lstm")),
        (["m.onnx", *READ], ONNX),
        (["onehot.pt", "--name", "out,rnn", *READ], "name: expected a first part that reads sym"),
        (
            ["odd.pt", *ALL, *READ],
            "corpus: expected 9 symbols, as many as the readout gives numbers, got 12 in letters",
        ),
        (["square.onnx", *READ], ONNX),
        (["square.onnx", "--input", "symbols.npy"], ONNX),
        (["m.pt", "--input", "symbols.npy"], "name: expected the embedding, too, --name emb,rnn,"),
        (["onehot.pt", "--name", "out", "--text", "a", "--corpus", "few.txt"], "path: expected a"),
        (
            ["m.pt", *ALL, "--text", "face", "--corpus", "few.txt"],
            "corpus: expected 12 symbols, as many as the embedding has rows, got 9 in few.txt",
        ),
        (
            ["onehot.pt", "--text", "face", "--corpus", "few.txt"],
            "corpus: expected 12 symbols, as many as the network takes numbers, got 9 in few.txt",
        ),
        (["m.pt", *ALL, "--text", "fax", "--corpus", "letters.txt"], "text: expected only charact"),
        (["m.pt", *ALL, "--text", "", "--corpus", "letters.txt"], "text: expected at least one "),
        (
            ["m.pt", *ALL, "--text", "a", "--corpus", "no.txt"],
            "corpus: expected a file, got no.txt, where there is none",
        ),
        (["m.pt", *ALL, "--text", "a", "--corpus", "empty.txt"], "corpus: expected a text file of"),
        (
            ["m.pt", *ALL, "--text", "a", "--corpus", "latin.txt"],
            "corpus: expected a text file in utf-8, got latin.txt, whose byte 1 is not utf-8",
        ),
        (
            ["m.pt", *READ, "--input", "fits.npy"],
            "input: expected none beside a text, got fits.npy",
        ),
        (["m.pt", "--input", "object.npy"], f"{NUMBERS}object.npy, which holds objects"),
        (["m.pt", "--input", "text.npy"], f"{NUMBERS}text.npy, which is none"),
        (["m.pt", "--input", "several.npz"], f"{NUMBERS}several.npz, which holds several arrays"),
        (["m.pt", "--input", "words.npy"], f"{NUMBERS}<U1 in words.npy"),
        (["m.pt", "--input", "wide.npy"], WIDTH + "(T, B), got float64 (4, 9) in wide.npy"),
        (["m.pt", "--input", "none.npy"], WIDTH + "(T, B), got float64 (0, 8) in none.npy"),
        (["m.pt", "--input", "deep.npy"], WIDTH),
        (["m.pt", "--input", "nan.npy"], "input: expected finite numbers, got nan in nan.npy"),
        (["m.pt", *ALL, "--input", "much.npy"], "input: expected symbols from 0 to 11, got 12 in "),
        (["m.pt", *ALL, "--input", "minus.npy"], "input: expected symbols from 0 to 11, got -1 in"),
        (
            ["m.pt", *ALL, "--input", "fits.npy"],
            "input: expected symbols (T,) or (T, B), for an em",
        ),
        (
            ["nan.pt", *ALL, *READ],
            "path: expected a network of finite numbers, got nan in rnn.weight_hh_l0",
        ),
        (["huge.pt", *ALL, *READ], "path: expected a network that gives finite numbers for the te"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(files, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(files)
    assert main(["look", *arguments, "--out", "deep/er"]) == 2
    out, error = capsys.readouterr()
    assert out == "" and error.startswith(said) and error.count("\n") == 1
    assert "../" not in error and "cell [" not in error
    assert not (files / "deep").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["m.pt", *ALL, *READ],
        ["square.pt", *ALL[:1], "emb,rnn", *READ],
        ["onehot.pt", *READ],
        ["onehot.pt", "--name", "rnn,out", *READ],
        ["m.keras", "--name", "e,l,o", *READ],
        ["m.pt", "--input", "fits.npy"],
        ["m.pt", *ALL, "--input", "symbols.npy"],
        ["onehot.pt", "--input", "symbols.npy"],
        ["nan.pt", *ALL],  # noise shows where numbers end
    ],
)
def test_what_can_be_read_is_written(files, monkeypatch, tmp_path, arguments):
    monkeypatch.chdir(files)
    assert main(["look", *arguments, "--notebook", "--out", str(tmp_path)]) == 0


def test_the_notebook_asks_again(files, tmp_path, monkeypatch):
    """Whoever puts another corpus into it is told, and sees no other network."""
    monkeypatch.chdir(files)
    place = look("onehot.pt", tmp_path, as_notebook=True, name=["rnn", "out"], **GIVEN)
    load, read, run, *_ = (c.source for c in nbformat.read(place, 4).cells if "code" in c.cell_type)
    monkeypatch.chdir(tmp_path)
    names = {}
    for code in (load, read, run):
        exec(code, names)
    with pytest.raises(AssertionError, match="^9 symbols, the network reads 12$"):
        exec(read.replace("letters.txt", "few.txt"), names)
    with pytest.raises(AssertionError, match="^9 symbols, the network predicts 12$"):
        exec(run, names)  # the text is the other one by now
