"""Whatever is wrong with a stored chapter is told without running it."""

import pytest
from chapters.notebook import notebook, result, stream
from nbformat import v4

from rnnlib.chapters.canonical import canonical, text
from rnnlib.chapters.lint import problems


def stored(*outputs, source="1 + 2", **changes):
    nb = notebook(source)
    nb.cells[1].update(execution_count=1, outputs=list(outputs), **changes)
    return canonical(nb)


def told(nb):
    return problems(text(nb))


def test_a_chapter_as_written_is_fine():
    image = '<img alt="A line." src="data:image/png;base64,iVBORw0K">'
    wide = result(1, text__plain="f: x / (y / z) and 12 steps", text__html=image)
    assert told(stored(stream("loss 1.25, 30 seconds a chapter\n"), wide)) == []


@pytest.mark.parametrize("count", [2, 0])
def test_counts(count):
    nb = stored()
    nb.cells[1].execution_count = count
    assert told(nb) == [f"code cell 1 has the count [{count}], expected [1]"]


def test_cells_not_executed():
    nb = canonical(notebook("x", "y"))
    assert told(nb) == ["not executed: code cell 1, 2"]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("x = 1\n" * 16 + "x", "code cell 1 has 17 lines, at most 15 are wanted"),
        ("class Net:\n    pass", "code cell 1 defines a class, which belongs in the package"),
        ("  ", "code cell 1 is empty"),
        (
            "# NBVAL_IGNORE_OUTPUT\nx",
            "code cell 1 is marked NBVAL_IGNORE_OUTPUT, which keeps its output from being compared",
        ),
    ],
)
def test_code(source, sentence):
    assert told(stored(source=source)) == [sentence]


@pytest.mark.parametrize("tag", ["nbval-skip", "raises-exception", "skip-execution"])
def test_tags_that_blind_the_tests(tag):
    sentence = f"code cell 1 is marked {tag}, which keeps its output from being compared"
    assert told(stored(metadata={"tags": ["hint", tag]})) == [sentence]


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        ("<Player object at 0x7f3a5c0d1e50>", "an address, '0x7f3a5c0d1e50'"),
        ("read /home/ada/course/text.txt", "an absolute path, '/home/ada'"),
        (r"read C:\Users\ada", r"an absolute path, 'C:\\Users'"),
        ("…/lib/site-packages/numpy", "an absolute path, 'site-packages'"),
        ("trained in 3.27 s", "a time, '3.27 s'"),
        ("95 ms per step", "a time, '95 ms'"),
        ("CPU times: user", "a time, 'CPU times:'"),
        ("31it/s", "a time, '31it/s'"),
        ("at 12:03:59", "a time, '12:03:59'"),
    ],
)
def test_what_differs_from_run_to_run(printed, sentence):
    for output in (stream(printed), result(1, text__plain=printed), result(1, text__html=printed)):
        assert told(stored(output)) == [f"code cell 1 has stored {sentence}"]


def test_an_error():
    error = v4.new_output("error", ename="ValueError", evalue="no", traceback=[])
    assert told(stored(error)) == ["code cell 1 has stored an error, ValueError: no"]


@pytest.mark.parametrize(
    "output",
    [
        result(1, image__png="iVBORw0K"),
        result(1, text__html='<img src="data:image/png;base64,iVBORw0K">'),
        result(1, text__html='<img alt="" src="a.png">'),
    ],
)
def test_a_figure_without_alt_text(output):
    (sentence,) = told(stored(output))
    assert sentence.startswith("code cell 1 shows a figure without alt text")


def test_a_figure_with_alt_text_in_its_metadata():
    figure = result(1, image__png="iVBORw0K")
    figure.metadata = {"image/png": {"alt": "A line."}}
    assert told(stored(figure)) == []


@pytest.mark.parametrize("image", ["![](a.png)", '<img src="a.png">', '<img alt="" src="a.png">'])
def test_an_image_of_the_text_without_alt_text(image):
    nb = stored()
    nb.cells[0].source += f"\n\n{image}"
    assert told(nb) == ["cell 1 has an image without alt text"]


@pytest.mark.parametrize(
    ("opening", "sentence"),
    [
        (
            "Hello.",
            "the opening cell is missing: a title, the question, what you need, the minutes",
        ),
        ("# Why? You need nothing.", "the opening cell does not give the minutes"),
        ("# Gates. You need 5 minutes.", "the opening cell does not give the question"),
        ("# Why? In 5 minutes.", "the opening cell does not give what you need"),
    ],
)
def test_the_opening_cell(opening, sentence):
    nb = stored()
    nb.cells[0].source = opening
    assert told(nb) == [sentence]


def test_no_cells_at_all():
    nb = canonical(v4.new_notebook())
    assert told(nb)[0].startswith("the opening cell is missing")


def test_no_slides():
    nb = stored()
    nb.cells[0].metadata = {}
    assert told(nb) == ["no cell has a slide type: the chapter cannot be presented as slides"]


def test_widget_state():
    nb = stored()
    nb.metadata["widgets"] = {}
    assert told(nb) == ["metadata.widgets is stored"]


@pytest.mark.parametrize("change", ["id", "metadata", "indent", "end"])
def test_another_form(change):
    nb = stored()
    if change == "id":
        nb.cells[1].id = "b1946ac9"
    if change == "metadata":
        nb.metadata.language_info["version"] = "3.12.1"
    source = text(nb)
    if change == "indent":
        source = source.replace("\n ", "\n  ")
    if change == "end":
        source = source.rstrip("\n")
    assert problems(source) == ["the file is not in the stored form"]


def test_no_notebook():
    (sentence,) = problems("<<<<<<< HEAD")
    assert sentence.startswith("text: expected a notebook of format 4, got ")
