"""The careful reader of Python, on lines whose truth is drawn beneath them."""

import numpy as np
import pytest

from rnnlib.analysis import FEATURES, features


def marks(source, feature):
    """The feature as a row of digits."""
    return "".join(str(int(v)) for v in features(source)[feature])


@pytest.mark.parametrize(
    ("source", "truth"),
    [
        ("a = 'b' + \"c\"", "0000110000110"),
        ("'it\\'s' ", "11111100"),
        ("'\"' \"'\"", "1100110"),
        ("'' x", "1000"),
        ("'a\nb'c", "110011"),
        ("# 'a'\nb", "0000000"),
    ],
)
def test_inside_quotes(source, truth):
    assert marks(source, "inside quotes") == truth


def test_inside_a_docstring():
    source = 'x = """a "b" c""" + ""'
    assert marks(source, "inside a docstring") == "0000001111111111000000"
    assert marks(source, "inside quotes") == "0000000000000000000010"


def test_a_hash_in_quotes_is_no_comment_and_a_comment_ends_with_its_line():
    assert marks("'#' # c\nd", "inside a comment") == "000011100"


def test_bracket_depth_counts_outside_strings_and_comments_and_never_below_zero():
    assert marks("f(a[0], '(')  # (\n))(", "bracket depth") == "011221111110000000001"


def test_indentation_grows_with_leading_spaces_and_stays_to_the_end_of_the_line():
    assert marks("  a b\n c\n", "indentation") == "122220110"


def test_line_position():
    assert marks("ab\ncd", "line position") == "12012"


def test_every_feature_has_a_number_for_every_character():
    found = features("def f():\n    return 1\n")
    assert tuple(found) == FEATURES
    assert all(v.shape == (22,) and v.dtype == np.float64 for v in found.values())


@pytest.mark.parametrize("source", ["", None, 3])
def test_no_text_is_refused(source):
    with pytest.raises(ValueError, match="source: expected at least one character"):
        features(source)
