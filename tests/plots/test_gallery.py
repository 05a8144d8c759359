"""The figures in the repository are what the command draws."""

import base64

import pytest

pytest.importorskip("matplotlib")

from rnnlib.chapters.pictures import decoded, difference
from rnnlib.plots.__main__ import FOLDER, main
from rnnlib.plots.gallery import FIGURES


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
    assert stored.shape == now.shape
    assert not difference(stored, now)


def test_nothing_else_lies_among_the_figures_of_the_gallery():
    assert {path.stem for path in FOLDER.glob("lstm_*.png")} == set(FIGURES)
