"""What is wrong with a stored chapter, told without running it."""

import re
from functools import cache

from rnnlib.chapters.canonical import canonical, parse, text
from rnnlib.chapters.compare import MARKER

LINES = 15  # of a code cell, at most
MARKERS = re.compile(r"^\s*#\s*(NBVAL_\w+|PYTEST_VALIDATE_\w+)\s*$", re.MULTILINE)
TAGS = re.compile(r"nbval-.*|raises-exception|skip-execution")
UNSTABLE = {  # what differs from run to run or from machine to machine
    "an address": re.compile(r"\b0x[0-9a-fA-F]{6,}"),
    "an absolute path": re.compile(
        r"(?<![\w.~/])/(?:home|Users|root|tmp|usr|opt|var|private|mnt|work|content)/[\w.-]+"
        r"|\b[A-Z]:\\\w+|site-packages"
    ),
    "a time": re.compile(
        r"\b\d+(?:\.\d+)? ?(?:ns|[µμ]s|ms|it/s|s/it)\b|\b\d+\.\d+ ?s(?:ec(?:onds?)?)?\b"
        r"|(?:Wall|CPU) times?:|\b\d\d:\d\d:\d\d\b|\b20\d\d-\d\d-\d\d\b"
    ),
}
IMAGE = re.compile(r"<img\b[^>]*>")
NO_ALT = re.compile(r"!\[\s*\]\(")


def problems(source):
    """Sentences on the notebook file with text `source`; none where it is as `write` leaves it."""
    try:
        nb = parse(source)
    except ValueError as error:
        return [str(error)]
    found = list(_opening(nb))
    if not any(cell.metadata.get("slideshow", {}).get("slide_type") for cell in nb.cells):
        found.append("no cell has a slide type: the chapter cannot be presented as slides")
    if "widgets" in nb.metadata:
        found.append("metadata.widgets is stored")
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    unexecuted = [n for n, cell in enumerate(code, start=1) if cell.execution_count is None]
    if unexecuted:
        found.append(f"not executed: code cell {', '.join(map(str, unexecuted))}")
    for number, cell in enumerate(code, start=1):
        found += [f"code cell {number} {what}" for what in _code(cell, number)]
    for number, cell in enumerate(nb.cells, start=1):
        if cell.cell_type == "markdown" and _without_alt(cell.source):
            found.append(f"cell {number} has an image without alt text")
    if not found and source != text(canonical(nb)):
        found.append("the file is not in the stored form")
    return found


def _opening(nb):
    """The opening cell: a title, the question, what is needed, the minutes."""
    first = nb.cells[0] if nb.cells else None
    if first is None or first.cell_type != "markdown" or not first.source.startswith("# "):
        yield "the opening cell is missing: a title, the question, what you need, the minutes"
        return
    wanted = {"the question": r"\?", "what you need": r"\bneed", "the minutes": r"\bminutes\b"}
    for name, pattern in wanted.items():
        if not re.search(pattern, first.source, re.IGNORECASE):
            yield f"the opening cell does not give {name}"


def _code(cell, number):
    lines = cell.source.splitlines()
    if not cell.source.strip():
        yield "is empty"
    elif cell.execution_count not in (None, number):
        yield f"has the count [{cell.execution_count}], expected [{number}]"
    if len(lines) > LINES:
        yield f"has {len(lines)} lines, at most {LINES} are wanted"
    if any(re.match(r"\s*class\s+\w", line) for line in lines):
        yield "defines a class, which belongs in the package"
    marks = MARKERS.findall(cell.source) + list(
        filter(TAGS.fullmatch, cell.metadata.get("tags", []))
    )
    if any("image/png" in output.get("data", {}) for output in cell.outputs):
        marks = [mark for mark in marks if f"# {mark}" != MARKER]  # rounding decides
    for mark in marks:
        yield f"is marked {mark}, which keeps its output from being compared"
    for output in cell.outputs:
        yield from _output(output)


def _output(output):
    if output.output_type == "error":
        yield f"has stored an error, {output.ename}: {output.evalue}"
        return
    data = {"stream": output.text} if output.output_type == "stream" else output.data
    shown = re.match(r"\w+", data.get("text/plain", ""))
    if shown and "image/png" not in data and shown[0] in _widgets():
        yield f"shows {shown[0]} without its still picture"
    for mime, value in data.items():
        if mime.startswith("image/"):
            about = output.metadata.get(mime, {}).get("alt") or output.metadata.get("alt")
            if not about:
                yield "shows a figure without alt text: show it as a Picture"
        elif isinstance(value, str):
            value = re.sub(r"data:[\w/+-]+;base64,[\w+/=]+", "", value)
            for what, pattern in UNSTABLE.items():
                if match := pattern.search(value):
                    yield f"has stored {what}, {match[0]!r}"
            if mime == "text/html" and _without_alt(value):
                yield "shows a figure without alt text"


@cache
def _widgets():
    """The names of the course's widgets: a stored notebook keeps no other sign of one."""
    from rnnlib import widgets

    return frozenset(widgets.__all__)


def _without_alt(source):
    images = IMAGE.findall(source)
    return NO_ALT.search(source) or any(not re.search(r"\balt=.?[^\s\"'>]", i) for i in images)
