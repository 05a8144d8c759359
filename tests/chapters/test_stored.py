"""Every chapter is stored as `write` would write it, here and on another processor."""

import pytest
from runs import ran

from rnnlib.chapters.commands import FOLDER, chapters, faults
from rnnlib.chapters.lint import problems


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_lint(path):
    assert problems(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_it_is_what_comes_when_it_runs_again(path, tmp_path_factory):
    # nbval executes the chapter too, with this processor's own rounding
    came = ran(path, tmp_path_factory)
    came.cells.pop()  # the widgets' state
    assert faults(path, came) == []


def test_names():
    for path in FOLDER.glob("*.ipynb"):
        number, _, name = path.stem.partition("_")
        assert number.isdecimal() and len(number) == 2
        assert name.isidentifier() and name == name.lower()
