"""Formulas become MathML that browsers draw alike, or are refused."""

import re
from xml.etree import ElementTree

import pytest

from rnnlib.chapters.canonical import parse
from rnnlib.chapters.commands import FOLDER, chapters
from rnnlib.chapters.page.font import style
from rnnlib.chapters.page.formulas import in_html, mathml
from rnnlib.chapters.page.markdown import html


def tags(latex, **options):
    """The formula as nested tags and texts, attributes left out."""
    return re.sub(r"<(\w+)[^>]*>", r"<\1>", mathml(latex, **options))


@pytest.mark.parametrize(
    ("latex", "inside"),
    [
        ("h_{t-1}", "<msub><mi>h</mi><mrow><mi>t</mi><mo>−</mo><mn>1</mn></mrow></msub>"),
        (r"\mathrm{diag}(x)", "<mi>diag</mi>"),
        (r"\operatorname{diag}(x)", "<mi>diag</mi><mo>(</mo>"),
        (r"\log p", "<mi>log</mi><mspace><mi>p</mi>"),
        (r"\log(p)", "<mi>log</mi><mo>(</mo>"),
        (r"\max_i x", "<munder><mo>max</mo><mi>i</mi></munder>"),
        (r"a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"a \& b", "<mi>&amp;</mi>"),
        (r"\{a\}", "<mo>{</mo><mi>a</mi><mo>}</mo>"),
    ],
)
def test_what_is_written(latex, inside):
    assert inside in tags(latex)


@pytest.mark.parametrize("name", ["aligned", "align", "align*", "split", "gathered", "equation"])
def test_lines_stand_below_each_other(name):
    text = tags(rf"\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}", display=True)
    assert text.count("<mtr>") == 2
    assert text.count("<mtd>") == 4


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\foo x", r"not \\foo"),
        ("a & b", "& only inside an environment"),
        (r"\{ a }", "as many { as }"),
        (r"\left( x", "one that can be read"),
        (r"\begin{tikzpicture} x \end{tikzpicture}", "environment tikzpicture"),
        (r"\text{of $x$}", r"no \$ inside"),
        (r"a \\ b", "only inside an environment"),
    ],
)
def test_what_is_not_understood_is_refused(latex, expected):
    with pytest.raises(ValueError, match=f"^formula: expected .*{expected}"):
        mathml(latex)


def test_dollars_in_html():
    text = "<p title='$a$'>costs $5 or \\$6, but $x$</p><pre>$y$</pre><!-- $z$ -->"
    assert in_html(text).replace(mathml("x"), "X") == text.replace("$x$", "X")


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.stem)
def test_every_formula_of_a_chapter_is_drawn(path):
    for cell in parse(path.read_text(encoding="utf-8")).cells:
        if cell.cell_type == "markdown":
            text = html(cell.source, FOLDER)
            for formula in re.findall(r"<math.*?</math>", text, re.DOTALL):
                assert not re.search(r"[\\$&]", "".join(ElementTree.fromstring(formula).itertext()))
            assert "$" not in re.sub(r"<(code|pre)\b.*?</\1>|<[^>]*>", "", text, flags=re.DOTALL)


def test_the_font_holds_the_signs_of_the_page_and_little_else():
    small, large = style(mathml("x")), style(mathml(r"x \odot \sum_{i} \alpha_i \to \mathbb{R}"))
    assert style("no formula") == ""
    assert 3_000 < len(small) < len(large) < 60_000
    assert style(mathml("x")) == small
