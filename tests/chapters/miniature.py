"""The project in miniature: its package, its test configuration, and one small chapter."""

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import nbformat
from chapters.notebook import notebook

PROJECT = Path(__file__).parents[2]
PARTS = ("pyproject.toml", "rnnlib", "tests/conftest.py", "tests/needs.py", "tests/browser")
PARTS += ("tests/chapters/test_stored.py", "tests/runs.py")
CHAPTER = (
    "import numpy as np\nfrom ipywidgets import Button\nfrom matplotlib import pyplot\n"
    "from rnnlib import LSTMCell, Recurrent\nfrom rnnlib.plots import Picture\n"
    "from rnnlib.widgets import CellPlayer\nrng = np.random.default_rng(0)",
    "layer = Recurrent(LSTMCell(2, 3, rng=rng))\n"
    "y, tape = layer.forward(rng.normal(size=(4, 1, 2)))\nprint(f'{y[-1, 0, 0]:.3f}')",
    "player, button, seen = CellPlayer(tape), Button(), []\n"
    "player.observe(lambda change: seen.append(change.new), 't')\n"
    "button.on_click(lambda button: seen.append('click'))",
    "player.t = 2",
    "button.click()\nseen",
    "fig, ax = pyplot.subplots()\nax.plot(y[:, 0], color='#0072B2')\nPicture(fig, 'h of 3 units.')",
)


class Miniature:
    """The project's own files in `folder`, with one chapter, 01_fine, written."""

    def __init__(self, folder):
        self.folder = folder
        for part in PARTS:
            (folder / part).parent.mkdir(parents=True, exist_ok=True)
            if (PROJECT / part).is_dir():
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(PROJECT / part, folder / part, ignore=ignored)
            else:
                shutil.copy(PROJECT / part, folder / part)
        (folder / "notebooks").mkdir()
        self.chapter = folder / "notebooks" / "01_fine.ipynb"
        nbformat.write(notebook(*CHAPTER), self.chapter)
        run = self.python("-m", "rnnlib.chapters", "write")
        assert run.stdout == "01_fine: written\n", run.stdout + run.stderr

    def python(self, *arguments):
        """Run Python in the miniature, its package before any installed one."""
        env = os.environ | {"PYTHONPATH": str(self.folder)}
        env = {name: value for name, value in env.items() if not name.startswith("PYTEST_")}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    def red(self, *paths):
        """What pytest, configured as the project is, finds wrong."""
        run = self.python("-m", "pytest", "-rfE", *paths)
        assert run.returncode in (0, 1), run.stdout + run.stderr
        self.said = run.stdout
        found = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", run.stdout, re.MULTILINE)
        assert bool(found) == run.returncode, run.stdout
        assert re.search(r"=+ .*\d+ (passed|failed|error).* =+\n\Z", run.stdout), run.stdout
        return set(found)

    def variant(self, name, old, new):
        """Another chapter: the fine one's text with `old` replaced by `new`."""
        text = self.chapter.read_text(encoding="utf-8")
        assert re.search(old, text), f"{old} is not in the chapter"
        path = self.chapter.with_name(f"{name}.ipynb")
        path.write_text(re.sub(old, new, text), encoding="utf-8")

    def stripped(self, name):
        """Another chapter: the fine one as if it had never been executed."""
        nb = nbformat.read(self.chapter, as_version=4)
        for cell in nb.cells[1:]:
            cell.update(execution_count=None, outputs=[])
        nbformat.write(nb, self.chapter.with_name(f"{name}.ipynb"))

    @contextmanager
    def altered(self, part, old, new):
        """One of the project's files changed for a while."""
        path = self.folder / part
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old} is not in {part}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(text, encoding="utf-8")
