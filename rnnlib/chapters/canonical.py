"""The form in which a chapter is stored: the same bytes whoever runs it, wherever."""

import json
import re
from pathlib import Path

import nbformat

from rnnlib.edge import brief, expect

NOTEBOOK = "a notebook of format 4"
PARTS = {"cell_type": str, "source": str | list, "metadata": dict}  # of every cell
OPTIONAL = {"outputs": list, "attachments": dict}  # of some
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
KEPT = ("jupyter", "slideshow", "tags")  # cell metadata that a reader or a test can notice
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# nbval's own reading of such a file: pairs of lines, applied in order.
SANITIZE = re.findall(
    r"^regex: (.*)$\n^replace: (.*)$",
    Path(__file__).with_name("sanitize.cfg").read_text(encoding="utf-8"),
    flags=re.MULTILINE,
)


def parse(text):
    """The notebook that a file's text holds; ValueError where it holds none."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"text: expected {NOTEBOOK}, got no JSON: {error}") from error
    expect(isinstance(held, dict), "text", NOTEBOOK, brief(held))
    if held.get("nbformat") == 4:
        _check_cells(held.get("cells"))
    try:
        return nbformat.reads(text, as_version=4)
    except Exception as error:  # nbformat lets KeyError, AttributeError and its own ones through
        raise ValueError(f"text: expected {NOTEBOOK}, got {error}") from error


def _check_cells(cells):
    """A list of cells whose parts are of the kinds that everything here relies on."""
    expect(isinstance(cells, list), "text", NOTEBOOK, f"cells: {brief(cells)}")
    for number, cell in enumerate(cells, start=1):
        expect(isinstance(cell, dict), "text", NOTEBOOK, f"{brief(cell)} as cell {number}")
        some = {part: kind for part, kind in OPTIONAL.items() if part in cell}
        for part, kind in (PARTS | some).items():
            value = cell.get(part)
            fits = isinstance(value, kind)
            if fits and part == "source":
                fits = all(isinstance(line, str) for line in value)
            expect(fits, "text", NOTEBOOK, f"{part}: {brief(value)} in cell {number}")


def text(nb):
    """A notebook as stored: sorted keys, indented by one space, a newline at the end."""
    return nbformat.writes(nb, version=4).rstrip("\n") + "\n"


def canonical(nb):
    """A copy of the executed notebook `nb` without what differs from run to run.

    Cells are called cell-01, cell-02, …; of the metadata stay kernel, language, slides and tags.
    Of a widget stay its text and its still picture: a view without its state shows an error in
    JupyterLab.
    """
    cells = [_cell(cell, number) for number, cell in enumerate(nb.cells, start=1)]
    return nbformat.from_dict(
        {"cells": cells, "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}
    )


def _cell(cell, number):
    kept = {
        "cell_type": cell.cell_type,
        "id": f"cell-{number:02d}",
        "metadata": {key: cell.metadata[key] for key in KEPT if cell.metadata.get(key)},
        "source": cell.source,
    }
    if cell.get("attachments"):
        kept["attachments"] = cell.attachments
    if cell.cell_type == "code":
        kept["execution_count"] = cell.execution_count
        kept["outputs"] = canonical_outputs(cell.outputs, cell.execution_count)
    return kept


def canonical_outputs(outputs, count):
    """A cell's outputs, each stream in one piece.

    nbval joins the pieces of a stream too. stderr comes first: the kernel flushes its two streams
    by the clock, but both before anything is displayed.
    """
    kept, streams = [], {}
    for output in outputs:
        if output.output_type == "stream":
            if output.name not in streams:
                streams[output.name] = {"output_type": "stream", "name": output.name, "text": ""}
                kept.append(streams[output.name])
            streams[output.name]["text"] += output.text
        elif output.output_type == "error":
            kept.append(dict(output))
        elif data := _data(output.data):
            shown = {"output_type": output.output_type, "metadata": output.metadata, "data": data}
            if output.output_type == "execute_result":
                shown["execution_count"] = count
            kept.append(shown)
    for stream in streams.values():
        stream["text"] = sanitized(_overwritten(stream["text"]))
    return sorted(kept, key=lambda output: output.get("name") != "stderr")


def _data(data):
    kept = {}
    for mime, value in data.items():
        if mime == "text/plain":
            value = sanitized(value)
        elif mime.startswith("image/") and mime != "image/svg+xml":
            value = "".join(value.split())
        if mime != WIDGET_VIEW:
            kept[mime] = value
    return kept


def sanitized(text):
    """`text` without what differs from run to run, as nbval compares it."""
    for regex, replacement in SANITIZE:
        text = re.sub(regex, replacement, text)
    return text


def _overwritten(text):
    """What a terminal still shows of `text`: a carriage return starts the line anew."""
    return re.sub(r"^.*\r(?=[^\n])", "", text, flags=re.MULTILINE)
