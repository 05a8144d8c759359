"""The figures in the repository are what the command draws."""

from xml.etree import ElementTree

import pytest

pytest.importorskip("matplotlib")

from rnnlib.chapters import film
from rnnlib.plots.__main__ import FOLDER, main, same
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
    assert same(*((folder / f"{name}.png").read_bytes() for folder in (FOLDER, drawn)))


def test_only_a_figure_that_shows_something_else_is_written(drawn, tmp_path, monkeypatch):
    name, other = list(FIGURES)[:2]
    for kind in ("png", "svg"):
        (tmp_path / f"{name}.{kind}").write_bytes((drawn / f"{name}.{kind}").read_bytes() + b"\n")
        (tmp_path / f"{other}.{kind}").write_bytes((drawn / f"{name}.{kind}").read_bytes())
    monkeypatch.setattr("rnnlib.plots.__main__.FIGURES", {n: FIGURES[n] for n in (name, other)})
    main([str(tmp_path)])
    for kind in ("png", "svg"):
        assert (tmp_path / f"{name}.{kind}").read_bytes().endswith(b"\n")
        now, drawn_once = ((f / f"{other}.{kind}").read_bytes() for f in (tmp_path, drawn))
        assert now == drawn_once


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
    assert {path.name for path in FOLDER.iterdir() if path.is_file()} == expected


def test_a_question_for_help_is_answered_and_draws_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in (main, film.main):
        with pytest.raises(SystemExit):
            command(["--help"])
        assert "FOLDER" in capsys.readouterr().out and not list(tmp_path.iterdir())
