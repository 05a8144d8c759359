"""Several pages at once, and pages in another language."""

import json
import re
import zlib
from base64 import b64decode
from copy import deepcopy

import nbformat
import pytest
from chapters.notebook import notebook
from nbformat import v4

from rnnlib import exercises, language
from rnnlib.chapters.__main__ import main
from rnnlib.chapters.page.state import STATE
from rnnlib.chapters.page.writer import write_pages


@pytest.fixture
def came():
    """An executed notebook without widgets."""
    nb = notebook("1 + 1")
    nb.cells.append(v4.new_code_cell(outputs=[v4.new_output("display_data", {STATE: {}})]))
    return nb


def stored(folder, *names):
    """The paths of notebooks of these names."""
    paths = [folder / f"{name}.ipynb" for name in names]
    for path in paths:
        nbformat.write(notebook("1 + 1"), path)
    return paths


def test_a_page_in_another_language_speaks_it_in_widgets_and_exercises(tmp_path, monkeypatch):
    monkeypatch.setenv(language.VARIABLE, "en")  # which the command changes
    shown = "from rnnlib import exercises\nfrom rnnlib.widgets import WidgetCheck\nWidgetCheck()"
    nbformat.write(notebook(shown, "exercises.affine"), tmp_path / "01_one.ipynb")
    command = ["page", "01_one", "--folder", str(tmp_path), "--out", str(tmp_path)]
    assert main([*command, "--language", "de"]) == 0
    page = (tmp_path / "01_one.html").read_text(encoding="utf-8")
    assert page.count('<summary lang="de">Tipp ') == len(exercises.affine.hints)
    assert '<summary lang="de">Lösung</summary>' in page and "Hint 1" not in page
    code = json.loads(re.search(r'id="page-widgets">\n(.*?)\n</script>', page, re.DOTALL)[1])
    pieces = "".join(json.loads(zlib.decompress(b64decode(code["rest"][0])))["pieces"])
    assert '$frame_say.learn("de", "widget_check"' in pieces and '.learn("en"' not in pieces


def test_in_whatever_order_chapters_are_named_the_index_is_the_course_s(tmp_path, came):
    paths = stored(tmp_path, "05_lstm_gates", "03_bptt", "05_lstm_gates")
    done = list(write_pages(paths, tmp_path, lambda _: deepcopy(came)))
    assert done == [(tmp_path / "03_bptt.ipynb", ""), (tmp_path / "05_lstm_gates.ipynb", "")]
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert 0 < index.index("03_bptt.html") < index.index("05_lstm_gates.html")


def test_the_list_of_pages_is_no_chapter_s(tmp_path, came):
    paths = stored(tmp_path, "03_bptt", "index")
    done = dict(write_pages(paths, tmp_path, lambda _: deepcopy(came)))
    assert done[paths[0]] == "" and done[paths[1]].startswith("name: expected another than index")
    assert "03_bptt.html" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_file_is_no_folder_for_pages_and_is_told_before_anything_runs(tmp_path, capsys):
    stored(tmp_path, "03_bptt")
    (out := tmp_path / "file").write_text("mine")
    assert main(["page", "--folder", str(tmp_path), "--out", str(out)]) == 2
    assert capsys.readouterr().err == f"out: expected a folder, got the file {out}\n"
    assert out.read_text() == "mine"
