"""`python -m rnnlib.interop look`: the notebook of a file's network, and what it refuses."""

import nbformat
import numpy as np
import pytest

from rnnlib.interop.__main__ import main
from rnnlib.pretrained.alice_in_torch import FILE
from rnnlib.tasks import Text


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, with the shipped model and the text that it has read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.pt").write_bytes(FILE.read_bytes())
    (tmp_path / "alice.txt").write_text(Text.alice().corpus, encoding="utf-8")
    return tmp_path


def codes(notebook):
    return [c.source for c in nbformat.read(notebook, 4).cells if c.cell_type == "code"]


def test_a_notebook_to_go_on_from(here, capsys):
    np.save("x.npy", np.zeros((4, 16)))
    assert main(["look", "model.pt", "--input", "x.npy", "--notebook", "--out", "sub"]) == 0
    cells = codes(here / "sub" / "model.ipynb")
    assert "net = interop.from_file('../model.pt')" in cells[0].replace("\\\\", "/")
    assert "np.load('../x.npy')" in cells[1].replace("\\\\", "/")
    players = [c for c in cells if c.startswith("widgets.CellPlayer")]
    assert players == [f"widgets.CellPlayer(runs['layer {k}'], labels=labels)" for k in (0, 1)]
    assert cells[-1] == "widgets.GradientFlow(own=runs['layer 1'])"


def test_a_page_that_plays(here, capsys):
    assert main(["look", "model.pt", "--name", "lstm"]) == 0
    assert capsys.readouterr().out == "model.html\n"
    page = (here / "model.html").read_text(encoding="utf-8")
    assert "<title>Inside model.pt" in page and "layer 1" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.pt"], "path: expected a file, got nowhere.pt, where there is none\n"),
        (["alice.txt"], "path: expected a file that ends in one of .pt, .pth, .keras, .h5, .onnx"),
        (["model.pt", "--name", "gru"], "name: expected one of 'embedding', 'lstm', 'out', got "),
        (["model.pt", "--name", "out"], "path: expected a file with a recurrent network, got one "),
        (["model.pt", "--text", "a"], "text: expected one together with a corpus, got one of them"),
        (["model.pt", "--input", "nowhere.npy"], "model.pt: cell [2] raises FileNotFoundError"),
    ],
)
def test_what_will_not_do_is_told(here, capsys, arguments, message):
    assert main(["look", *arguments]) == 2
    out, error = capsys.readouterr()
    assert out == "" and error.startswith(message) and error.count("\n") == 1
    assert not list(here.glob("*.html"))
