"""Throw-away notebooks for the tests of the chapters' machinery."""

from nbformat import v4

OPENING = "# A chapter\n\nDoes it run? You need nothing, and two minutes."


def notebook(*sources):
    """A notebook as an author leaves it: an opening and these code cells, nothing executed."""
    slide = {"slideshow": {"slide_type": "slide"}}
    cells = [v4.new_markdown_cell(OPENING, metadata=slide)]
    return v4.new_notebook(cells=cells + [v4.new_code_cell(source) for source in sources])


def result(count, **data):
    """An execute_result with these MIME types, their slashes written as double underscores."""
    data = {name.replace("__", "/"): value for name, value in data.items()}
    return v4.new_output("execute_result", data, execution_count=count)


def stream(text, name="stdout"):
    return v4.new_output("stream", name=name, text=text)
