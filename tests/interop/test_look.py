"""`python -m rnnlib.interop look`: the notebook of a file's network, and what it refuses."""

import re
from html import escape
from pathlib import Path

import nbformat
import numpy as np
import pytest
from nbformat import v4
from needs import need

from rnnlib import language
from rnnlib.analysis.paths import longest
from rnnlib.chapters.page.markdown import html
from rnnlib.chapters.page.state import CELL, STATE
from rnnlib.chapters.page.writer import page
from rnnlib.interop import from_file
from rnnlib.interop.__main__ import main
from rnnlib.language import say
from rnnlib.pretrained.alice_in_torch import FILE
from rnnlib.tasks import Text

NO_WIDGETS = v4.new_output("display_data", {STATE: {}})


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


def test_a_walk_back_of_the_predictions_or_of_the_outputs(here):
    parts = ["--name", "embedding,lstm,out"]
    read = ["--text", "Alice was beginning to get", "--corpus", "alice.txt"]
    for out, more in (("text", read), ("one", [*read[:1], "A", *read[2:]]), ("noise", [])):
        assert main(["look", "model.pt", *parts, *more, "--notebook", "--out", out]) == 0
        walk, names = codes(here / out / "model.ipynb")[-2], {}
        for code in codes(here / out / "model.ipynb")[:3]:
            exec(code.replace("../", ""), names)
        *before, last = walk.split("\n")
        exec("\n".join(before), names)
        view = eval(last, names)
        steps = 1 if out == "one" else 16
        assert repr(view) == f"BPTTView(TwoBiasLSTM → TwoBiasLSTM, T={steps}, H=32)"
        assert view._choices["parameter"] == ["U", "W", "b", "b_U", "V", "E"]
        loss = names["model"].loss_and_grads(view_batch(names))[0]
        assert view.paths.losses.sum() == pytest.approx(loss, rel=1e-5)
        if out != "text":  # the sum of all outputs
            outputs = names["net"].forward(names["x"][:16])[0]
            assert loss == pytest.approx(outputs.sum() / len(outputs), rel=1e-4)


def view_batch(names):
    """What the walk of a notebook's last cell but one has read."""
    first = names["first"]
    return names.get("batch") or names["rnn"].Batch(first[:-1], first[1:])


def test_the_walk_of_a_large_network_is_shorter_or_there_is_none(here, monkeypatch):
    many = sum(p.size for p in from_file("model.pt", "lstm").params.values())
    for steps in (5, 2):
        monkeypatch.setitem(longest.__globals__, "MOST", many * steps**2)
        assert main(["look", "model.pt", "--name", "lstm", "--notebook", "--out", str(steps)]) == 0
        walks = [code for code in codes(here / str(steps) / "model.ipynb") if "BPTTView" in code]
        assert [("x[:4, :1]" in code) for code in walks] == ([True] if steps == 5 else [])


def test_there_is_no_walk_back_where_a_network_reads_both_ways(here):
    torch = need("torch")
    torch.save(torch.nn.LSTM(3, 4, bidirectional=True).state_dict(), "both.pt")
    assert main(["look", "both.pt", "--notebook"]) == 0
    assert not any("BPTTView" in code for code in codes(here / "both.ipynb"))


def test_a_page_that_plays(here, capsys):
    assert main(["look", "model.pt", "--name", "lstm"]) == 0
    assert capsys.readouterr().out == "model.html\n"
    written = (here / "model.html").read_text(encoding="utf-8")
    assert "<title>Inside model.pt" in written and "layer 1" in written
    foot = re.search("<footer>.*?</footer>", written, re.DOTALL)[0]
    assert "python -m rnnlib.interop look FILE --notebook</p>" in foot and "chapter" not in foot


def test_a_page_ends_in_words_of_its_own_in_every_language():
    for name in language.LANGUAGES:
        with language.speaking(name):
            for foot in ("chapter", "look"):
                nb = v4.new_notebook(cells=[v4.new_code_cell(CELL, outputs=[NO_WIDGETS])])
                text = page(Path("a.ipynb"), nb, foot=foot).text
                assert (
                    re.search("<footer.*?</footer>", text, re.DOTALL)[0].count(
                        escape(say(f"page.foot_{foot}"), quote=False)
                    )
                    == 1
                )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.pt"], "path: expected a file, got nowhere.pt, where there is none\n"),
        (["alice.txt"], "path: expected a file that ends in one of .pt, .pth, .keras, .h5, .onnx"),
        (["model.pt", "--name", "gru"], "name: expected one of 'embedding', 'lstm', 'out', got "),
        (["model.pt", "--name", "out"], "path: expected a file with a recurrent network, got one "),
        (["model.pt", "--text", "a"], "text: expected one together with a corpus, got one of them"),
        (
            ["model.pt", "--input", "no.npy"],
            "input: expected a file, got no.npy, where there is none",
        ),
    ],
)
def test_what_will_not_do_is_told(here, capsys, arguments, message):
    assert main(["look", *arguments]) == 2
    out, error = capsys.readouterr()
    assert out == "" and error.startswith(message) and error.count("\n") == 1
    assert not list(here.glob("*.html"))


def test_what_a_name_ends_in_is_cut_and_no_more(here):
    for name in ("net_v1.1.pt", "net_v1.2.pt"):
        (here / name).write_bytes(FILE.read_bytes())
        assert main(["look", name, "--name", "lstm", "--notebook"]) == 0
    assert {p.name for p in here.glob("*.ipynb")} == {"net_v1.1.ipynb", "net_v1.2.ipynb"}


def test_a_notebook_that_somebody_may_have_gone_on_from_stays(here, capsys):
    (here / "model.ipynb").write_text("mine")
    assert main(["look", "model.pt", "--name", "lstm", "--notebook"]) == 2
    said = capsys.readouterr().err
    assert said == "out: expected a folder without model.ipynb, got one that has it\n"
    assert (here / "model.ipynb").read_text() == "mine"


@pytest.mark.parametrize(
    "name", ["<b>x & y's.pt", "[click](https:evil).pt", "_a_ *b* $x^2$.pt", "a`b``c.pt", "#.pt"]
)
def test_a_name_of_a_file_is_a_name_whatever_it_is(here, name):
    (here / name).write_bytes(FILE.read_bytes())
    assert main(["look", name, "--name", "lstm", "--notebook"]) == 0
    title = nbformat.read(here / f"{name[:-3]}.ipynb", 4).cells[0].source
    found = html(title, here)
    assert f"<code>{escape(name, quote=False)}</code></h1>" in found.replace("&#39;", "'")
    assert found.count("<strong>") == 7 and not re.search("<(b|em|a|math|img)[ >]", found)


def test_the_kind_of_unit_that_a_file_does_not_say_can_be_told_and_is_asked_for(here):
    torch = need("torch")
    torch.save(torch.nn.RNN(3, 4, nonlinearity="relu").state_dict(), "relu.pt")
    assert main(["look", "relu.pt", "--notebook", "--out", "unsaid"]) == 0
    first = nbformat.read(here / "unsaid" / "relu.ipynb", 4).cells[0].source
    assert "does not say whether its units are tanh or rectifiers: here they are tanh" in first
    assert main(["look", "relu.pt", "--notebook", "--nonlinearity", "relu"]) == 0
    told = nbformat.read(here / "relu.ipynb", 4)
    assert "does not say" not in told.cells[0].source
    assert told.cells[1].source.endswith("from_file('relu.pt', nonlinearity='relu')")
    net = from_file("relu.pt", nonlinearity="relu")
    assert "ReLU" in net.describe() and "ReLU" not in from_file("relu.pt").describe()


def test_a_kind_of_unit_is_for_files_that_do_not_say(here):
    (here / "model.onnx").write_bytes(b"")
    with pytest.raises(ValueError, match="nonlinearity: expected none for .onnx, which says it"):
        from_file("model.onnx", nonlinearity="relu")
