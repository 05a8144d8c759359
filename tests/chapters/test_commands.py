"""`python -m rnnlib.chapters`: what it stores, what it says, and its exit codes."""

import os

import nbformat
import pytest
from chapters.notebook import notebook

from rnnlib.chapters import commands
from rnnlib.chapters.__main__ import main
from rnnlib.chapters.canonical import parse
from rnnlib.chapters.commands import chapters
from rnnlib.chapters.execute import ChapterError, execute, older_processor

CELLS = (
    "import sys\nfrom matplotlib import pyplot\nimport ipywidgets\nfrom tqdm import tqdm\n"
    "from rnnlib.plots import Picture",
    "for _ in tqdm(range(3)):\n    print('step')\nprint('late', file=sys.stderr)",
    "fig, ax = pyplot.subplots()\nax.plot([1, 2])\nPicture(fig, 'A line from 1 to 2.')",
    "slider, out = ipywidgets.IntSlider(3), ipywidgets.Output()\n"
    "with out:\n    print('kept')\nslider",
    "_ = ipywidgets.interact(lambda x: print(x), x=(0, 4))",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with one chapter, written."""
    folder = tmp_path_factory.mktemp("notebooks")
    nbformat.write(notebook(*CELLS), folder / "01_one.ipynb")
    assert main(["write", "--folder", str(folder)]) == 0
    return folder


@pytest.fixture
def stored(folder):
    """The written chapter's path; put back as it was afterwards."""
    path = folder / "01_one.ipynb"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def test_what_is_stored(stored):
    setup, bar, picture, widget, interact = parse(stored.read_text(encoding="utf-8")).cells[1:]
    assert [c.execution_count for c in (setup, bar, picture, widget, interact)] == [1, 2, 3, 4, 5]
    assert bar.outputs[0].text == "100%|██████████| 3/3\nlate\n"
    assert bar.outputs[1].text == "step\n" * 3
    assert picture.outputs[0].data["text/plain"] == "A line from 1 to 2."
    assert widget.outputs[0].text == "kept\n"
    assert widget.outputs[1].data == {"text/plain": "IntSlider(value=3)"}
    assert interact.outputs[0].text == "2\n"


def test_check_finds_nothing_even_on_another_processor(stored, capsys):
    assert main(["check", "--older-processor", "--folder", str(stored.parent), "01_one"]) == 0
    assert capsys.readouterr().out == "01_one: as stored\n"


def test_write_again_leaves_the_same_bytes(stored):
    before = stored.read_bytes()
    assert main(["write", "01_one.ipynb", "--folder", str(stored.parent)]) == 0
    assert stored.read_bytes() == before


def test_check_tells_every_difference_and_changes_nothing(stored, capsys):
    text = stored.read_text(encoding="utf-8")
    text = text.replace("IntSlider(value=3)", "IntSlider(value=4)").replace(
        "ax.plot([1", "ax.plot([3"
    )
    stored.write_text(text, encoding="utf-8")
    assert main(["check", "--folder", str(stored.parent)]) == 1
    picture, slider = capsys.readouterr().out.splitlines()
    assert picture.startswith("01_one: cell [3]: picture 1 is not the stored one around pixel ")
    assert slider == (
        "01_one: cell [4]: text/plain was stored with line 1 'IntSlider(value=4)', "
        "now it is 'IntSlider(value=3)'"
    )
    assert stored.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("1 / 0", "cell [2] raises ZeroDivisionError: division by zero"),
        ("import os\nos._exit(1)", "cell [2] kills its kernel"),
    ],
)
def test_a_chapter_that_fails_is_not_stored(tmp_path, capsys, source, sentence):
    path = tmp_path / "02_two.ipynb"
    nbformat.write(notebook("x = 1", source), path)
    before = path.read_bytes()
    for command in ("write", "check"):
        assert main([command, "--folder", str(tmp_path)]) == 1
        assert capsys.readouterr().out == f"02_two: {sentence}\n"
    assert path.read_bytes() == before


def test_a_cell_that_takes_too_long(tmp_path):
    nb = notebook("import time\ntime.sleep(20)")
    with pytest.raises(ChapterError, match=r"^cell \[1\] takes longer than 1 s$"):
        execute(nb, tmp_path, timeout=1)


def test_write_says_what_it_cannot_mend(tmp_path, capsys):
    nbformat.write(notebook("object()"), tmp_path / "03_three.ipynb")
    assert main(["write", "--folder", str(tmp_path)]) == 1
    assert "code cell 1 has stored an address, '0x" in capsys.readouterr().out


def test_a_file_that_is_no_notebook(tmp_path, capsys):
    (tmp_path / "04_four.ipynb").write_text("<<<<<<< HEAD")
    assert main(["check", "--folder", str(tmp_path)]) == 1
    assert "04_four: text: expected a notebook of format 4, got " in capsys.readouterr().out


def test_names_that_are_none(folder, tmp_path, capsys):
    assert main(["check", "02_two", "--folder", str(folder)]) == 2
    assert capsys.readouterr().err == "name: expected one of 01_one, got 02_two\n"
    assert main(["check", "--folder", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("folder: expected a folder with notebooks, got ")
    assert "the installed package has no chapters" not in said
    with pytest.raises(SystemExit) as exit:
        main(["mend"])
    assert exit.value.code == 2


def test_an_installed_package_says_that_it_has_no_chapters(monkeypatch, tmp_path):
    monkeypatch.setattr(commands, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match="got .*: the installed package has no chapters; get the"):
        chapters(folder=tmp_path)


def test_names_may_be_paths(folder):
    (path,) = chapters(["notebooks/01_one.ipynb"], folder)
    assert path == folder / "01_one.ipynb"


def test_the_environment_reaches_the_kernel(tmp_path):
    env = older_processor()
    assert env["PATH"] == os.environ["PATH"]
    code = "import os\nfrom rnnlib import compiled\nprint(os.environ['OPENBLAS_CORETYPE'])\n"
    nb = execute(notebook(code + "print(compiled.on())"), tmp_path, env=env)
    assert nb.cells[1].outputs[0].text == "Nehalem\nFalse\n"
