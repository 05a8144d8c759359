"""Where a quotation is open."""

import pytest

from rnnlib.analysis import speech


def marked(text):
    return "".join("x" if inside else "." for inside in speech(text))


def test_quotations_apostrophes_and_lines():
    assert marked("she said `yes,' and") == ".........xxxxx....."
    assert marked("`I don't' x") == "xxxxxxxx..."
    assert marked("`open\nnext' day") == "xxxxx.........."
    assert marked("it's 'odd'") == ".........."
    assert marked("") == ""


def test_wrong_input():
    with pytest.raises(ValueError, match="text: expected a str, got int"):
        speech(3)
