"""The pages of all chapters, written once for all tests that look at them."""

from pathlib import Path

from rnnlib.chapters.page.writer import write_pages

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def written(folder):
    """{name: file} of the pages and the index, written into the folder."""
    for path, problem in write_pages(NOTEBOOKS, folder):
        assert not problem, (path, problem)
    return {file.stem: file for file in sorted(folder.glob("*.html"))}
