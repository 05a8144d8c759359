"""The stored form: what stays, what goes, and that it is a fixed point."""

import json

import pytest
from chapters.notebook import notebook, result, stream
from nbformat import v4

from rnnlib.chapters.canonical import WIDGET_VIEW, canonical, parse, text


def executed(*outputs):
    nb = notebook("first", "second")
    nb.cells[1].execution_count = 1
    nb.cells[2].update(execution_count=2, outputs=list(outputs))
    return nb


def outputs(*given):
    return canonical(executed(*given)).cells[2].outputs


def test_ids_and_metadata_do_not_depend_on_who_saved_it():
    nb = executed()
    nb.metadata = {
        "kernelspec": {"display_name": "mine", "name": "conda-env", "language": "python"},
        "language_info": {"name": "python", "version": "3.12.1"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {}},
    }
    nb.cells[1].metadata = {"execution": {"iopub.status.busy": "now"}, "tags": ["hint"]}
    nb.cells[2].metadata = {"editable": True, "slideshow": {"slide_type": "fragment"}, "tags": []}
    form = canonical(nb)
    assert [cell.id for cell in form.cells] == ["cell-01", "cell-02", "cell-03"]
    assert form.metadata == canonical(executed()).metadata
    assert form.metadata.kernelspec.name == "python3"
    assert set(form.metadata) == {"kernelspec", "language_info"}
    assert form.cells[1].metadata == {"tags": ["hint"]}
    assert form.cells[2].metadata == {"slideshow": {"slide_type": "fragment"}}


def test_streams_are_merged_with_stderr_first():
    given = stream("one\n"), result(9, text__plain="3"), stream("oh\n", "stderr"), stream("two\n")
    err, out, value = outputs(*given)
    assert (err.name, err.text) == ("stderr", "oh\n")
    assert (out.name, out.text) == ("stdout", "one\ntwo\n")
    assert value.execution_count == 2


@pytest.mark.parametrize(
    ("bar", "left"),
    [
        (
            "\r  0%|   | 0/9 [00:00<?, ?it/s]\r100%|███| 9/9 [00:03<00:00, 2.9it/s]\n",
            "100%|███| 9/9\n",
        ),
        ("\r100%|███| 9/9 [1:02:03<00:00, loss=0.5]\n", "100%|███| 9/9\n"),
        ("\r100%|███| 9/9 [00:03<00:00, 2.9it/s]\r                      \r", ""),
    ],
)
def test_a_progress_bar_leaves_no_time(bar, left):
    assert outputs(stream(bar, "stderr"))[0].text == left


def test_of_a_widget_its_text_stays():
    view = {"model_id": "8c6f", "version_major": 2, "version_minor": 0}
    (output,) = outputs(result(2, text__plain="Player(T=4)", **{WIDGET_VIEW: view}))
    assert output.data == {"text/plain": "Player(T=4)"}
    assert outputs(result(2, **{WIDGET_VIEW: view})) == []


def test_the_given_notebook_stays_and_the_form_is_a_fixed_point():
    nb = executed(stream("a\n"), result(2, text__plain="1", image__png="iVBO\nRw0K\n"))
    before = json.dumps(nb, sort_keys=True)
    form = text(canonical(nb))
    assert json.dumps(nb, sort_keys=True) == before
    assert text(canonical(parse(form))) == form
    assert '"image/png": "iVBORw0K"' in form


def test_text_is_sorted_indented_by_one_and_ends_in_a_newline():
    form = text(canonical(executed()))
    assert form.startswith('{\n "cells": [\n  {\n   "cell_type"')
    assert form.endswith("}\n") and not form.endswith("\n\n")
    assert list(json.loads(form)) == sorted(json.loads(form))


def test_cells_attachments_stay():
    nb = executed()
    nb.cells[0].attachments = {"a.png": {"image/png": "iVBO"}}
    assert canonical(nb).cells[0].attachments == nb.cells[0].attachments


@pytest.mark.parametrize("bad", ["", "{}", "[1]", "<<<<<<< HEAD\n", '{"nbformat": 4}'])
def test_what_is_no_notebook(bad):
    with pytest.raises(ValueError, match="^text: expected a notebook of format 4, got "):
        parse(bad)


@pytest.mark.parametrize(
    "bad", ["[]", "5", "null", '"a"', "[" * 10**5, '{"nbformat": 4, "cells": 5}']
)
def test_what_is_there_instead_of_a_notebook_is_told_in_words(bad):
    with pytest.raises(ValueError) as caught:
        parse(bad)
    assert "object" not in str(caught.value) and len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("cell", "got"),
    [
        (5, "5 as cell 1"),
        ({}, "cell_type: None in cell 1"),
        ({"source": 5}, "source: 5 in cell 1"),
        ({"source": ["a", 5]}, r"source: \['a', 5\] in cell 1"),
        ({"source": "a", "metadata": None}, "metadata: None in cell 1"),
        ({"source": "a", "attachments": "a"}, "attachments: 'a' in cell 1"),
        ({"source": "a", "cell_type": "code", "outputs": 5}, "outputs: 5 in cell 1"),
    ],
)
def test_a_cell_of_the_wrong_kind_is_named(cell, got):
    if cell not in (5, {}):
        cell = {"cell_type": "markdown", "metadata": {}} | cell
    held = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}
    with pytest.raises(ValueError, match=f"^text: expected a notebook of format 4, got {got}$"):
        parse(json.dumps(held))


def test_raw_cells_pass():
    nb = executed()
    nb.cells.append(v4.new_raw_cell("as it is"))
    assert canonical(nb).cells[3].source == "as it is"
