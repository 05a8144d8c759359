"""The wheel in an environment of its own, away from the project: a notebook and its widget."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import nbformat
import pytest
from browser.pages import drawn
from distribution import PROJECT, distribute
from nbformat import v4

CELLS = [
    v4.new_markdown_cell("# Alone"),
    v4.new_code_cell("""\
import numpy as np
import rnnlib as rnn
from rnnlib import exercises, plots, tasks, widgets
from rnnlib.pretrained import python_reader
from rnnlib.tasks.corpora import shipped
x = np.random.default_rng(0).normal(size=(7, 1, 3))
y, tape = rnn.Recurrent(rnn.LSTMCell(3, 2, rng=np.random.default_rng(1))).forward(x)
assert len(tasks.digit_pictures()[0]) == 1797 and len(shipped("alice.txt")) > 100_000
assert python_reader().params and exercises.affine and plots.course_map()"""),
    v4.new_code_cell("widgets.CellPlayer(tape, labels=list('abcdefg'))"),
]


@pytest.fixture
def python(tmp_path):
    """`python(*arguments)` → what the Python prints that has the wheel, called elsewhere.

    What the package depends on is lent from this environment; its own rnnlib is not.
    """
    folder = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    place = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    pip = [sys.executable, "-m", "pip", "--python", folder / place, "install", "-q", "--no-deps"]
    (tmp_path / "dist").mkdir()
    subprocess.run([*pip, "--no-index", distribute(tmp_path / "dist")[1]], check=True)
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def python(*arguments):
        run = subprocess.run(
            [folder / place, *arguments],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert run.returncode == 0, (run.stdout + run.stderr)[-3000:]
        return run.stdout.strip()

    libraries = Path(python("-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
    lent = {sysconfig.get_path(kind) for kind in ("purelib", "platlib")}
    (libraries / "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return python


def test_it_makes_a_page_whose_widget_plays(python, tmp_path, open_page):
    package = Path(python("-c", "import rnnlib; print(rnnlib.__file__)"))
    assert PROJECT not in package.parents and tmp_path in package.parents
    (tmp_path / "notebooks").mkdir()
    nbformat.write(v4.new_notebook(cells=CELLS), tmp_path / "notebooks" / "01_alone.ipynb")
    python("-m", "rnnlib.chapters", "page", "--folder", "notebooks", "--out", "pages")
    page = open_page(offline=True)
    page.goto((tmp_path / "pages" / "01_alone.html").as_uri())
    player = page.locator(".rnn-player")
    player.wait_for()
    player.press("End")
    drawn(page)
    assert player.locator("input.scrub").input_value() == "6"
    page.watch.check()
