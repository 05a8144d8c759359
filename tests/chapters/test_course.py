"""What the list of chapters says is what the notebooks say."""

import re
from pathlib import Path

import nbformat
import pytest

from rnnlib import exercises
from rnnlib.chapters.course import CHAPTERS

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def test_every_notebook_is_in_the_list_and_the_other_way_round():
    assert [chapter.file for chapter in CHAPTERS] == sorted(
        p.name for p in NOTEBOOKS.glob("*.ipynb")
    )


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_opens_with_its_number_title_and_question(chapter):
    cells = nbformat.read(NOTEBOOKS / chapter.file, as_version=4).cells
    title, question, *_ = cells[0].source.split("\n\n")
    assert title == f"# {chapter.number} · {chapter.title}"
    assert question == f"**{chapter.question}**"
    minutes = re.findall(r"(\d+)[^.\d]*minutes|(\d+) more", cells[0].source)
    assert tuple(int(a or b) for a, b in minutes) == chapter.minutes


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_a_chapter_checks_just_its_own_exercises(chapter):
    cells = nbformat.read(NOTEBOOKS / chapter.file, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    checked = re.findall(r"exercises\.(\w+)\.check\(", code)
    assert tuple(checked) == chapter.exercises
    assert len(checked) >= 3


def test_every_exercise_belongs_to_one_chapter_and_has_a_title_of_its_own():
    listed = [name for chapter in CHAPTERS for name in chapter.exercises]
    assert sorted(listed) == sorted(exercises.__all__)
    titles = [getattr(exercises, name).title for name in listed]
    assert len(set(titles)) == len(titles)


def test_a_chapter_needs_only_earlier_ones():
    for place, chapter in enumerate(CHAPTERS):
        assert set(chapter.needs) <= {earlier.name for earlier in CHAPTERS[:place]}
