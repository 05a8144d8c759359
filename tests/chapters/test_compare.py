"""Every difference between what was stored and what came is one clear sentence."""

from copy import deepcopy

import pytest
from chapters.notebook import notebook, result, stream
from matplotlib.figure import Figure
from nbformat import v4

from rnnlib.chapters.canonical import canonical
from rnnlib.chapters.compare import MARKER, differences, keep_pictures
from rnnlib.plots import Picture


def chapter(*outputs):
    nb = notebook("one cell")
    nb.cells[1].update(execution_count=1, outputs=list(outputs))
    return canonical(nb)


def shown(*line, alt="A line.", width=4):
    fig = Figure(figsize=(width, 3))
    fig.subplots().plot(line)
    data = Picture(fig, alt)._repr_mimebundle_()
    return v4.new_output("execute_result", data, execution_count=1)


def test_equal_notebooks():
    nb = chapter(stream("loss 1.2\n"), shown(1, 2), result(1, text__plain="3"))
    assert differences(nb, deepcopy(nb)) == []


def test_what_was_not_executed_has_nothing_to_compare():
    stored = chapter()
    stored.cells[1].execution_count = None
    assert differences(stored, chapter(stream("a"))) == []


@pytest.mark.parametrize(
    ("stored", "came", "sentence"),
    [
        (
            [stream("step 1\nloss 1.2\n")],
            [stream("step 1\nloss 1.3\n")],
            "stdout was stored with line 2 'loss 1.2', now it is 'loss 1.3'",
        ),
        (
            [stream("a\n")],
            [stream("a")],
            "stdout was stored with line 2 '', now it is missing",
        ),
        (
            [result(1, text__plain="3")],
            [result(1, text__plain="4")],
            "text/plain was stored with line 1 '3', now it is '4'",
        ),
        ([], [stream("a")], "nothing was stored as output 1, now it is stdout"),
        (
            [result(1, text__plain="3")],
            [],
            "a result was stored as output 1, now there is none",
        ),
        ([stream("a")], [stream("a", "stderr")], "stdout was stored, now it is stderr"),
        (
            [result(1, text__plain="3", text__html="<b>3</b>")],
            [result(1, text__plain="3")],
            "text/html was stored, now there is none",
        ),
        (
            [result(1, text__plain="3")],
            [result(1, text__plain="3", text__html="<b>3</b>")],
            "no text/html was stored, now there is one",
        ),
        (
            [shown(1, 2, alt="Up.")],
            [shown(1, 2, alt="Down.")],
            "text/plain was stored with line 1 'Up.', now it is 'Down.'",
        ),
        ([shown(1, 2)], [shown(2, 1)], "picture 1 is not the stored one around pixel "),
        (
            [shown(1, 2)],
            [result(1, text__plain="A line.", text__html="")],
            "its pictures numbered 1 when stored, now 0",
        ),
    ],
)
def test_a_difference_in_words(stored, came, sentence):
    found = differences(chapter(*stored), chapter(*came))
    assert any(line.startswith(f"cell [1]: {sentence}") for line in found), found


def test_a_picture_of_another_size():
    found = differences(chapter(shown(1, 2)), chapter(shown(1, 2, width=5)))
    sentence = "cell [1]: picture 1 was stored with 600 × 450 pixels, now it has 750 × 450"
    assert sentence in found


def test_an_unchanged_picture_keeps_its_stored_bytes():
    stored, came = chapter(shown(1, 2)), chapter(shown(1, 2.001))
    assert stored.cells[1].outputs != came.cells[1].outputs
    keep_pictures(came, stored)
    assert stored.cells[1].outputs == came.cells[1].outputs


@pytest.mark.parametrize("other", [shown(2, 1), shown(1, 2.001, alt="Another.")])
def test_a_changed_picture_replaces_the_stored_one(other):
    came = chapter(other)
    before = deepcopy(came)
    keep_pictures(came, chapter(shown(1, 2)))
    assert came == before


def test_where_rounding_decides_the_words_say_whether_a_picture_stays():
    for other, stays in ((shown(2, 1), True), (shown(2, 1, alt="Another."), False)):
        stored, came = chapter(shown(1, 2)), chapter(other)
        for nb in (stored, came):
            nb.cells[1].source = f"{MARKER}\none cell"
        keep_pictures(came, stored)
        assert (stored.cells[1].outputs == came.cells[1].outputs) == stays


def test_a_notebook_with_more_cells_keeps_the_pictures_it_can():
    stored, came = chapter(shown(1, 2)), chapter(shown(1, 2.001))
    came.cells.append(came.cells[0])
    keep_pictures(came, stored)
    assert stored.cells[1].outputs == came.cells[1].outputs
