"""Two drawings of one figure are the same picture; a figure that changed is another."""

import base64
from io import BytesIO

import numpy as np
import pytest
from matplotlib import pyplot

from rnnlib.chapters.pictures import alike_in_size, decoded, difference, encoded
from rnnlib.notation.palette import COLOURS


def drawn(shift=0.0, colour=COLOURS["f"], cell=0.0, font="DejaVu Sans", size=10, name="forget"):
    """A curve beside a heatmap, as an array."""
    x = np.linspace(0, 10, 200)
    values = np.random.default_rng(0).uniform(-1, 1, (8, 20))
    values[3, 5] += cell
    with pyplot.rc_context({"font.family": font, "font.size": size}):
        fig, (left, right) = pyplot.subplots(1, 2, figsize=(8, 3))
        left.plot(x, np.sin(x) + shift, color=colour, label=name)
        left.set(ylim=(-2, 2), title="A gate", xlabel="t")
        left.legend(loc="lower left")
        right.imshow(values, cmap="RdBu", vmin=-1, vmax=1, aspect="auto")
        file = BytesIO()
        fig.savefig(file, dpi=150)
        pyplot.close(fig)
    return decoded(base64.b64encode(file.getvalue()).decode())


@pytest.fixture(scope="module")
def stored():
    return drawn()


@pytest.mark.parametrize("same", [{}, {"shift": 0.002}, {"size": 9.9}])
def test_small_differences_of_drawing_pass(stored, same):
    assert difference(stored, drawn(**same)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"shift": 0.08},
        {"colour": COLOURS["c"]},
        {"colour": COLOURS["g"]},
        {"cell": 0.2},
        {"name": "output gate"},
    ],
)
def test_a_change_is_seen_from_both_sides(stored, change):
    changed = drawn(**change)
    assert difference(stored, changed) is not None
    assert difference(changed, stored) is not None


def test_the_place_of_a_change_is_told():
    blank = np.ones((200, 300, 3), np.float32)
    spotted = blank.copy()
    spotted[50:70, 200:220] = 0
    x, y = difference(blank, spotted)
    assert 190 <= x <= 230 and 40 <= y <= 80


def test_a_frame_of_a_pixel_more_is_no_change_but_a_few_rows_are(stored):
    stored = np.pad(stored, ((9, 9), (9, 9), (0, 0)), mode="edge")
    larger = np.pad(stored, ((1, 0), (0, 1), (0, 0)), mode="edge")
    assert alike_in_size(stored, larger) and difference(stored, larger) is None
    assert difference(larger, drawn(shift=0.08)) is not None
    assert not alike_in_size(stored, np.pad(stored, ((3, 0), (0, 0), (0, 0))))


def test_grey_and_transparent_pictures_are_read():
    for mode in ("L", "RGBA"):
        from PIL import Image

        file = BytesIO()
        Image.new(mode, (4, 3), 0).save(file, format="png")
        pixels = decoded(base64.b64encode(file.getvalue()).decode())
        assert pixels.shape == (3, 4, 3)
        assert (pixels == (0 if mode == "L" else 1)).all()


def test_pictures_are_found_as_image_and_in_html():
    html = (
        '<img alt="a" src="data:image/png;base64,iVBORw0K=="><img src="data:image/png;base64,AB">'
    )
    assert encoded({"text/html": html, "image/png": "CD"}) == ["iVBORw0K==", "AB", "CD"]
    assert encoded({"text/plain": "3"}) == []
