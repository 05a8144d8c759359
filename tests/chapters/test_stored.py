"""Every chapter is stored as `write` would write it, here and on another processor."""

import pytest

from rnnlib.chapters.commands import FOLDER, chapters, check
from rnnlib.chapters.execute import older_processor
from rnnlib.chapters.lint import problems


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_lint(path):
    assert problems(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_it_is_what_comes_when_it_runs_again(path):
    # nbval executes the chapter too, with this processor's own rounding
    assert check(path, older_processor()) == []


def test_names():
    for path in FOLDER.glob("*.ipynb"):
        number, _, name = path.stem.partition("_")
        assert number.isdecimal() and len(number) == 2
        assert name.isidentifier() and name == name.lower()
