"""What a cell's output becomes on a page."""

from nbformat import v4

from rnnlib.chapters.page.cells import Cells
from rnnlib.chapters.page.state import Widgets


def test_of_ten_million_letters_the_first_are_shown_and_the_rest_is_counted(tmp_path):
    printed = v4.new_output("stream", text="<b>" * 3_500_000)
    cell = v4.new_code_cell("1", outputs=[printed], execution_count=1)
    text = Cells(tmp_path, Widgets({})).write(cell)
    assert text.count("&lt;b&gt;") == 66_666 and "<b>" not in text
    assert "… 10300000 characters more: open the chapter in Jupyter to see them." in text
