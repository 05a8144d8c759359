"""The figures in the repository are what the command draws."""

import base64
from xml.etree import ElementTree

import pytest

pytest.importorskip("matplotlib")

from rnnlib.chapters import film
from rnnlib.chapters.pictures import alike_in_size, decoded, difference
from rnnlib.plots.__main__ import FOLDER, main
from rnnlib.plots.gallery import FIGURES

DESCRIPTION = "http://purl.org/dc/elements/1.1/}description"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    main([str(folder)])
    return folder


def test_the_command_draws_every_figure(drawn, capsys):
    assert {path.stem for path in drawn.iterdir()} == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_the_stored_figure_is_what_is_drawn(drawn, name):
    stored, now = (
        decoded(base64.b64encode((folder / f"{name}.png").read_bytes()).decode())
        for folder in (FOLDER, drawn)
    )
    assert alike_in_size(stored, now)
    assert not difference(stored, now)


@pytest.mark.parametrize("name", FIGURES)
def test_the_stored_drawing_for_print_shows_the_same(drawn, name):
    stored, now = (
        ElementTree.fromstring((folder / f"{name}.svg").read_text(encoding="utf-8"))
        for folder in (FOLDER, drawn)
    )
    for side in ("width", "height"):
        size, size_now = (float(drawing.get(side).removesuffix("pt")) for drawing in (stored, now))
        assert size == pytest.approx(size_now, abs=2)
    described = [DESCRIPTION in part.tag for part in stored.iter()]
    assert any(described)
    marks, marks_now = (len(list(drawing.iter())) for drawing in (stored, now))
    assert marks == pytest.approx(marks_now, rel=0.02)  # versions of matplotlib differ a little


def test_nothing_else_lies_among_the_figures():
    expected = {f"{name}.{kind}" for name in FIGURES for kind in ("png", "svg")}
    expected |= {f"{film.NAME}.{kind}" for kind in ("gif", "png")}
    assert {path.name for path in FOLDER.iterdir()} == expected
