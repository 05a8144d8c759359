"""A picture: its sentence, its bytes, and what becomes of its figure."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure
from matplotlib.image import imread

from rnnlib.plots import Picture


def figure(figsize=(4, 3)):
    fig, ax = pyplot.subplots(figsize=figsize)
    ax.plot([1, 2], label="f")
    ax.legend()
    return fig


def test_the_sentence_is_text_and_alt_text():
    bundle = Picture(figure(), 'A "line" from 1 to 2,\n   where h < c.')._repr_mimebundle_()
    assert bundle["text/plain"] == 'A "line" from 1 to 2, where h < c.'
    assert '<img alt="A &quot;line&quot; from 1 to 2, where h &lt; c." ' in bundle["text/html"]
    assert set(bundle) == {"text/plain", "text/html"}


def test_the_picture_is_the_whole_figure_in_fine_print():
    picture = Picture(figure(), "A line.")
    code = re.search(
        r'src="data:image/png;base64,([^"]+)"', picture._repr_mimebundle_()["text/html"]
    )
    assert b64decode(code[1]) == picture.png
    assert imread(BytesIO(picture.png)).shape[:2] == (450, 600)
    assert 'width="400"' in picture._repr_mimebundle_()["text/html"]


def test_a_dark_page_shows_a_white_card_with_round_corners():
    fig = figure()
    pixels = imread(BytesIO(Picture(fig, "A line.").png))
    assert pixels.shape[2] == 4
    corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]]
    assert (corners[:, 3] == 0).all()
    assert (pixels[[0, -1], 300, 3] == 1).all() and (pixels[[225, 225], [0, -1], 3] == 1).all()
    assert (pixels[20, 20] == 1).all(), "and white inside"
    assert not fig.artists, "the figure is as it was"


def test_the_same_figure_gives_the_same_bytes_without_date_or_software():
    first, second = Picture(figure(), "A line."), Picture(figure(), "A line.")
    assert first.png == second.png
    assert not re.search(rb"tEXt|zTXt|iTXt|tIME|Software|matplotlib", first.png)


def test_cropping_set_elsewhere_changes_nothing():
    plain = Picture(figure(), "A line.")
    with pyplot.rc_context({"savefig.bbox": "tight", "savefig.dpi": 40}):
        assert Picture(figure(), "A line.").png == plain.png


def test_pyplot_forgets_the_figure():
    fig = figure()
    assert pyplot.fignum_exists(fig.number)
    Picture(fig, "A line.")
    assert not pyplot.fignum_exists(fig.number)


def test_a_figure_without_pyplot():
    fig = Figure()
    fig.subplots().plot([1, 2])
    assert repr(Picture(fig, "A line.")) == "A line."


@pytest.mark.parametrize("alt", ["", "  ", None, 3])
def test_no_sentence(alt):
    with pytest.raises(ValueError, match=r"^alt: expected a sentence .*, got "):
        Picture(figure(), alt)
    pyplot.close("all")


def test_no_figure():
    with pytest.raises(ValueError, match=r"^fig: expected a matplotlib figure, got str$"):
        Picture("figure", "A line.")
