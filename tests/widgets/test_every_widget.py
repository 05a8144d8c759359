"""What holds for every widget in `rnnlib.widgets`, without a page."""

import re

from widgets.each import FOLDERS, each, example

from rnnlib import widgets


def test_every_folder_is_a_widget():
    named = {type(example(folder)).__name__ for folder in FOLDERS}
    assert named == set(widgets.__all__)


@each
def test_its_text_is_short_and_the_same_every_time(folder):
    """`repr` is what a stored chapter keeps of a widget, and what its tests compare."""
    said = repr(example(folder))
    assert said == repr(example(folder))
    assert said.startswith(type(example(folder)).__name__)
    assert len(said) < 300 and "\n" not in said
    assert not re.search(r"\b0x[0-9a-f]{6}| object at ", said)


@each
def test_nothing_in_its_sources_reaches_out_or_evaluates(folder):
    widget = example(folder)
    source = (widget._esm + widget._css).replace("http://www.w3.org/2000/svg", "")
    for forbidden in ("http://", "https://", "eval(", "import(", "@import", "url(http", "fetch("):
        assert forbidden not in source
