"""What the comparison takes for the same, and what it tells apart and calls by its name."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from visual.approved import coarser, store, stored
from visual.compare import differences

INK = (30, 30, 30)


def drawn(*, x=0, y=0, line=1, hue=(0, 158, 115), paper=255, smooth=8, word="gate", room=0):
    """A panel with a label, a box, a line and a bar of a hue; at half the size, as kept."""
    size = (200, 160 + room)
    large = Image.new("RGB", [smooth * side for side in size], (paper,) * 3)
    draw = ImageDraw.Draw(large)

    def box(left, top, right, bottom, colour):
        edges = (smooth * left, smooth * top, smooth * right - 1, smooth * bottom - 1)
        if bottom > top:
            draw.rectangle(edges, fill=colour)

    box(20, 100, 60, 140, hue)
    box(80, 79, 180, 79 + line, (120,) * 3)
    draw.text((smooth * (20 + x), smooth * (20 + y)), word, INK, font_size=13 * smooth)
    return np.asarray(large.resize(size, Image.Resampling.BOX).reduce(2))


def kinds(found, approved=None):
    approved = drawn() if approved is None else approved
    return [region.kind for region in differences(found, coarser(approved))]


@pytest.mark.parametrize("other", [{"smooth": 3}, {"smooth": 2}, {"x": 0.4, "y": 0.3}, {}])
def test_smoothing_is_no_difference(other):
    assert kinds(drawn(**other)) == []


def test_bolder_and_paler_letters_are_no_difference():
    for gamma in (0.8, 1.25):
        picture = drawn().copy()
        label = picture[:25]
        label[...] = 255 * (label / 255) ** gamma
        assert kinds(picture) == []


@pytest.mark.parametrize(
    "broken",
    [{"x": 4}, {"y": 4}, {"line": 0}, {"hue": (213, 94, 0)}, {"paper": 17}, {"word": ""},
     {"word": "rate"}, {"hue": (86, 180, 233)}, {"paper": 235}],
    ids=str,
)  # fmt: skip
def test_what_is_broken_is_seen(broken):
    assert kinds(drawn(**broken)) != []


def test_it_is_told_where_and_how():
    (region,) = differences(drawn(hue=(213, 94, 0)), coarser(drawn()))
    assert region.kind == "another colour" and region.amount > 50
    assert abs(region.left - 20) < 12 and abs(region.right - 60) < 12
    assert abs(region.top - 100) < 12 and abs(region.bottom - 140) < 12
    assert kinds(drawn(word="")) == ["brighter"]
    assert kinds(drawn(), drawn(word="")) == ["darker"]
    assert kinds(drawn(room=20)) == ["more room is taken"]
    assert kinds(drawn(), drawn(room=20)) == ["less room is taken"]


def test_places_that_lie_apart_are_told_one_by_one_the_largest_first():
    assert kinds(drawn(word="", hue=(213, 94, 0))) == ["another colour", "brighter"]


def test_pictures_come_back_from_their_file_the_same_bytes_every_time(tmp_path):
    pictures = [drawn(), drawn(room=20), drawn(hue=INK)]
    for name in ("one", "two"):
        store(tmp_path / name / "a.webp", pictures)
    known = stored(tmp_path / "one" / "a.webp")
    assert all((a == coarser(b)).all() for a, b in zip(known, pictures, strict=True))
    assert np.abs(coarser(np.arange(256)) - np.arange(256.0)).max() <= 5
    one, two = ((tmp_path / name / "a.webp").read_bytes() for name in ("one", "two"))
    assert one == two
    assert stored(tmp_path / "none.webp") == []
