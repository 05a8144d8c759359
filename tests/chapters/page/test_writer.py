"""Pages without a kernel: what is written, what is refused, and that it is the same twice."""

import json
import re
import zlib
from base64 import b64decode, b64encode

import nbformat
import numpy as np
import pytest
from chapters.notebook import notebook
from nbformat import v4

from rnnlib import LSTMCell, Recurrent
from rnnlib.chapters.__main__ import main
from rnnlib.chapters.page.packing import packed
from rnnlib.chapters.page.state import Widgets
from rnnlib.widgets import CellPlayer

PIXEL = "UElYRUw="
NASTY = "</script><!-- <script>alert(1)</script> \u2028"
CELLS = (
    "import numpy as np\nfrom IPython.display import HTML, Latex, Markdown\n"
    "from ipywidgets import Button, IntSlider, Label, Output, VBox, jslink\n"
    "from rnnlib import LSTMCell, Recurrent\nfrom rnnlib.widgets import CellPlayer\n"
    "rng = np.random.default_rng(0)",
    "_, tape = Recurrent(LSTMCell(2, 3, rng=rng)).forward(rng.normal(size=(4, 1, 2)))\n"
    "first, second, unseen = CellPlayer(tape), CellPlayer(tape), CellPlayer(tape)\nfirst",
    "link = jslink((first, 't'), (second, 't'))\nhidden = jslink((first, 't'), (unseen, 't'))\n"
    f"VBox([second, Label({NASTY!r})])",
    "print('5 < 6 & $7$')\nHTML('so is <i>$a_1 &lt; 2$</i>, <code>$b$</code> and <b>$$c$$</b>')",
    "Markdown('**bold** $x$')",
    "Latex(r'$$\\sqrt{2}$$')",
    "first.t = 2",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two notebooks, the second with a failing cell."""
    folder = tmp_path_factory.mktemp("notebooks")
    good = notebook(*CELLS)
    good.cells[
        0
    ].source = "# One **&** $x_1$\n\n**Why** $y$? You need two minutes.\n\n## Then\n\n## Then"
    good.cells.append(v4.new_code_cell("1 + 1", metadata={"jupyter": {"source_hidden": True}}))
    nbformat.write(good, folder / "01_one.ipynb")
    nbformat.write(notebook("x = 1", "x / 0"), folder / "02_two.ipynb")
    return folder


@pytest.fixture(scope="module")
def text(folder, tmp_path_factory):
    """The page of the first notebook."""
    out = tmp_path_factory.mktemp("pages")
    assert main(["page", "01_one", "--folder", str(folder), "--out", str(out)]) == 0
    assert [path.name for path in out.iterdir()] == ["01_one.html"]
    return (out / "01_one.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def content(text):
    """What the page's scripts read of its widgets: models, sources, pieces and buffers."""
    written = json.loads(re.search(r'id="page-widgets">\n(.*?)\n</script>', text, re.DOTALL)[1])
    code, way = written["rest"]
    assert way == "deflate"
    return json.loads(zlib.decompress(b64decode(code))) | {"buffers": written["buffers"]}


def test_two_runs_give_the_same_bytes(folder, text, tmp_path):
    main(["page", "01_one", "--folder", str(folder), "--out", str(tmp_path)])
    assert (tmp_path / "01_one.html").read_text(encoding="utf-8") == text


def test_nothing_is_asked_of_a_network_or_a_file(text):
    page = text.replace("http://www.w3.org/", "")  # the names of SVG and MathML
    assert not re.search(r"<link|@import|<iframe|<object", page)
    assert re.findall(r"\b(?:src|href)=[\"'](?!data:|#)[^\"' ]*", page) == []
    assert re.findall(r"url\((?!data:|#)[^)]*", page) == []
    assert "default-src 'none'" in page


def test_what_the_page_says(text):
    assert "<title>One &amp; x1</title>" in text
    assert text.count('<h2 id="Then">') == text.count('<h2 id="Then-2">') == 1
    assert '<a href="#Then-2">Then</a>' in text
    assert "5 &lt; 6 &amp; $7$</pre>" in text
    assert re.search(r'so is <i><math [^>]*alttext="a_1 &lt; 2"', text)
    assert "<code>$b$</code>" in text
    assert 'display="block" alttext="c"' in text
    assert "<strong>bold</strong> <math" in text
    assert "<msqrt>" in text
    assert re.search(
        r"<details class=\"page-fold\"><summary>Code</summary>.*?</details>.*?>2</pre>",
        text,
        re.DOTALL,
    )


def test_widgets_are_those_that_are_seen_as_they_were_at_the_end(content):
    names = [model["name"] for model in content["models"]]
    assert names.count("AnyModel") == 2
    assert names.count("LinkModel") == 1
    assert len(content["sources"]) == 2  # one module and one style sheet for both
    first = content["models"][0]
    assert first["state"]["t"] == 2
    assert [(k, path) for k, path, *_ in content["buffers"] if k == 0] == [(0, ["_numbers"])]
    assert sum("class CellPlayer" in piece for piece in content["pieces"]) == 1


@pytest.mark.parametrize("size", [0, 1, 4, 4000, 4001])
def test_bytes_are_packed_without_loss(size):
    data = np.random.default_rng(0).normal(size=2000).astype("<f4").tobytes()[:size]
    code, way = packed(b64encode(data).decode())
    found = b64decode(code) if way == "" else zlib.decompress(b64decode(code))
    if way == "planes":
        found = np.frombuffer(found, "u1").reshape(4, -1).T.tobytes()
    assert found == data
    assert len(b64decode(code)) <= size


def test_a_long_run_with_gradients_adds_less_than_a_megabyte():
    rng = np.random.default_rng(0)
    layer = Recurrent(LSTMCell(64, 32, rng=rng))
    y, tape = layer.forward(rng.integers(0, 64, (200, 1)))
    layer.backward(tape, rng.normal(size=y.shape))
    code, way = packed(b64encode(CellPlayer(tape)._numbers).decode())
    assert way == "planes"
    assert len(code) < 900_000


def test_state_cannot_end_its_script(text, content):
    words = next(model for model in content["models"] if model["name"] == "LabelModel")
    assert words["state"]["value"] == NASTY
    state = re.search(r'id="page-widgets">\n(.*?)\n</script>', text, re.DOTALL)[1]
    assert "<" not in state and "\u2028" not in state


def test_a_notebook_that_fails_leaves_the_old_page(folder, tmp_path, capsys):
    old = tmp_path / "02_two.html"
    old.write_text("old")
    assert main(["page", "02_two", "--folder", str(folder), "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        "02_two: cell [2] raises ZeroDivisionError: division by zero\n"
    )
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("02_two.html", "old")
    ]


def test_a_disk_that_is_full_leaves_the_old_page(folder, tmp_path, capsys, monkeypatch):
    def full(*paths):
        raise OSError("no space left")

    monkeypatch.setattr("rnnlib.chapters.page.writer.os.replace", full)
    assert main(["page", "01_one", "--folder", str(folder), "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().out == "01_one: no space left\n"
    assert list(tmp_path.iterdir()) == []


def test_several_pages_have_an_index_of_those_that_were_written(folder, tmp_path, capsys):
    assert main(["page", "--folder", str(folder), "--out", str(tmp_path / "new")]) == 1
    assert "02_two: cell [2] raises" in capsys.readouterr().out
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "01_one.html",
        "index.html",
    ]
    index = (tmp_path / "new" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="01_one.html">One <strong>&amp;</strong> <math', index)
    assert re.search(r"<strong>Why</strong> <span class=.page-together.><math", index)
    assert "02_two" not in index
    assert len(index) < 60_000


def test_what_several_pages_weigh_is_told(folder, tmp_path, capsys):
    (tmp_path / "01_one.ipynb").write_bytes((folder / "01_one.ipynb").read_bytes())
    nbformat.write(v4.new_notebook(cells=[v4.new_markdown_cell("# 2 · Two")]), tmp_path / "2.ipynb")
    assert main(["page", "--folder", str(tmp_path), "--out", str(tmp_path)]) == 0
    *_, head, one, two, mean = capsys.readouterr().out.splitlines()
    sizes = [(tmp_path / f"{name}.html").stat().st_size / 1e6 for name in ("01_one", "2")]
    assert head.split() == ["MB"]
    assert [line.split() for line in (one, two)] == [
        ["01_one", f"{sizes[0]:.2f}"],
        ["2", f"{sizes[1]:.2f}"],
    ]
    assert mean.split() == ["on", "average", f"{sum(sizes) / 2:.2f}"]


def test_a_name_that_is_none(folder, capsys):
    assert main(["page", "03_three", "--folder", str(folder)]) == 2
    assert capsys.readouterr().err == "name: expected one of 01_one, 02_two, got 03_three\n"


def test_a_notebook_that_is_none_keeps_no_other_from_being_written(tmp_path, capsys):
    nbformat.write(v4.new_notebook(cells=[v4.new_markdown_cell("# One")]), tmp_path / "1.ipynb")
    broken = json.loads((tmp_path / "1.ipynb").read_text())
    broken["cells"][0]["source"] = 5
    (tmp_path / "0.ipynb").write_text(json.dumps(broken))
    (tmp_path / "2.ipynb").write_text("[]")
    assert main(["page", "--folder", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "0: text: expected a notebook of format 4, got source: 5 in cell 1" in told
    assert "2: text: expected a notebook of format 4, got []" in told
    assert (tmp_path / "out" / "1.html").exists()


def test_a_cell_that_cannot_be_written_is_named(tmp_path, capsys):
    nb = notebook("x = 1")
    nb.cells.insert(1, v4.new_markdown_cell(r"So $\foo$."))
    nbformat.write(nb, tmp_path / "01_one.ipynb")
    assert main(["page", "--folder", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        "01_one: cell 2 of 3: formula: expected commands that are known, "
        r"not \foo, got \foo" + "\n"
    )


def test_a_closed_widget_has_no_number():
    widgets = Widgets({})
    assert widgets.number("gone") is None
    assert json.loads(widgets.json())["buffers"] == []
