"""The table: the commonest mistakes first, in one order, and nothing in it is taken for code."""

import csv
import io
import re

from chapters.grade.rows import NAMES, ROWS, TURNED, row

from rnnlib.chapters.grade.page import as_html
from rnnlib.chapters.grade.table import as_csv, summaries


def test_the_commonest_mistakes_come_first():
    affine, slope = summaries(ROWS)
    assert (affine.exercise, affine.right, affine.of) == ("affine", 1, 6)
    assert [(mistake, len(rows)) for mistake, rows in affine.mistakes] == [
        (TURNED, 4),
        ("Another <b>mistake</b>.", 1),
    ]
    assert (slope.right, slope.of, len(slope.mistakes)) == (3, 6, 1)


def test_every_row_is_in_the_csv_once_mistakes_first():
    rows = list(csv.DictReader(io.StringIO(as_csv(ROWS))))
    assert len(rows) == len(ROWS)
    outcomes = [row["outcome"] for row in rows]
    assert outcomes[:6] == ["wrong"] * 5 + ["right"] and outcomes[-1] == "unreadable"
    assert [row["mistake"] for row in rows[:4]] == [TURNED] * 4


def test_no_cell_of_the_csv_is_a_formula_and_names_come_back():
    rows = list(csv.reader(io.StringIO(as_csv(ROWS))))
    assert not any(cell.lstrip().startswith(tuple("=+-@")) for row in rows for cell in row)
    assert {'a, "b"', "'=1+1", "'@sum\\u202e", "'-2\\tx"} <= {row[3] for row in rows}


def test_the_page_holds_no_element_of_a_students():
    html = as_html(ROWS)
    assert "<script" not in html and "<b>" not in html
    assert "&lt;script&gt;alert(1)" in html and "=1+1" in html and "'=1+1" not in html
    assert "default-src 'none'" in html and not re.search(r"(src|href)=", html)
    assert "1 of 6 solved (17 %)" in html and f"<strong>{len(NAMES) - 2} ×</strong>" in html


def test_of_nothing_there_is_a_page_too():
    assert "0 of 0 exercises" in as_html([]) and as_csv([]).count("\n") == 1


def test_what_nobody_has_tried_is_not_free_of_mistakes():
    untried = [row("ada", "affine", "blank"), row("bo", "affine", "missing")]
    assert "Nobody has tried it." in as_html(untried) and "No mistakes" not in as_html(untried)
    solved = as_html([*untried, row("cy", "affine", "right")])
    assert "No mistakes." in solved and "Nobody" not in solved
