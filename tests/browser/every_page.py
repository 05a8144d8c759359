"""The pages of all chapters, written once for all tests that look at them."""

from pathlib import Path

from runs import ran

from rnnlib.chapters.page.writer import write_pages

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def written(factory):
    """{name: file} of the pages and the index, written into a folder that `factory` makes."""
    folder = factory.mktemp("pages")
    for path, problem in write_pages(NOTEBOOKS, folder, lambda path: ran(path, factory)):
        assert not problem, (path, problem)
    return {file.stem: file for file in sorted(folder.glob("*.html"))}
