"""The README's table of chapters is that of the course, and the command that writes it leaves the
rest alone."""

from rnnlib.chapters.course import CHAPTERS
from rnnlib.chapters.readme import README, refresh, table


def test_the_table_is_that_of_the_course():
    assert table() in README.read_text(encoding="utf-8"), "python -m rnnlib.chapters write"
    assert table().count("](notebooks/") == len(CHAPTERS)


def test_what_stands_around_the_table_is_kept(tmp_path):
    text = README.read_text(encoding="utf-8")
    other = tmp_path / "README.md"
    other.write_text(text.replace(CHAPTERS[-1].question, "Is this an old question?"), "utf-8")
    assert refresh(other)
    assert other.read_text(encoding="utf-8") == text
    assert not refresh(other)


def test_without_a_readme_nothing_is_written(tmp_path):
    assert not refresh(tmp_path / "README.md")
    assert not list(tmp_path.iterdir())
