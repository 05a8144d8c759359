"""The film of the README shows the run, and is no heavier than a page can bear."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from needs import need
from PIL import Image

from rnnlib.chapters import film
from rnnlib.pretrained import python_reader

PROJECT = Path(__file__).parents[2]
STORED = PROJECT / "figures" / f"{film.NAME}.gif"


@pytest.fixture(scope="module")
def player():
    return film.subject()


def test_its_numbers_are_those_of_the_reader(player):
    _, tape = python_reader().predict(film.LINE)
    c, i = (tape.rnn[name][:, 0, player.unit] for name in "ci")
    at, to = film.LINE.index("("), film.LINE.index(")")
    assert i[at] > 0.95 and abs(c[at - 1]) < 0.2 and c[at] < -0.9
    assert c[at:to].max() < -0.9 and abs(c[to]) < 0.2  # held between the brackets
    assert np.isclose(c[at], tape.rnn["f"][at, 0, player.unit] * c[at - 1], atol=1)
    for number in (c[at - 1], c[at], c[to]):
        assert film.said(number) in film.sentence(player)


def test_the_stored_film_is_of_these_numbers(player):
    with Image.open(STORED) as picture:
        assert picture.info["comment"].decode() == film.sentence(player)
        assert picture.n_frames == len(list(film.shots(player)))
        with Image.open(STORED.with_suffix(".png")) as still:
            assert still.size == picture.size
    assert STORED.stat().st_size < 1_000_000


def test_the_readme_opens_with_it_and_has_a_still_for_those_who_want_no_motion(player):
    readme = (PROJECT / "README.md").read_text("utf-8")
    title, moving, *_ = readme.split("\n\n")
    assert title.startswith("# ")
    assert f'media="(prefers-reduced-motion: reduce)" srcset="figures/{film.NAME}.png"' in moving
    assert f'src="figures/{film.NAME}.gif"' in moving
    assert re.search(r'alt="([^"]+)"', moving)[1] == film.sentence(player)


def test_it_is_taken_of_the_widget(player, tmp_path):
    need("chromium")
    command = [sys.executable, "-m", "rnnlib.chapters.film", str(tmp_path)]
    subprocess.run(command, check=True, cwd=PROJECT)  # of its own: it drives a browser
    with Image.open(tmp_path / STORED.name) as now, Image.open(STORED) as stored:
        assert (now.n_frames, now.info["comment"]) == (stored.n_frames, stored.info["comment"])
        levels = []
        for frame in range(now.n_frames):
            now.seek(frame)
            levels.append(np.asarray(now.convert("L"), float))
    changes = [np.abs(a - b).mean() for a, b in zip(levels, levels[1:], strict=False)]
    assert min(changes) > 0.1  # no frame stands still


def test_without_a_browser_one_sentence_says_so(player, monkeypatch):
    monkeypatch.setattr(film.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match="^film: expected one of chromium"):
        film.photographed(player)
