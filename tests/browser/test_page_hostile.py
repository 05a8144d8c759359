"""Hostile texts on a page: nothing runs, nothing is asked for, and the page stays what it is."""

import json

import nbformat
import pytest
from browser.hostile import BAD, CLICK, FAR, LISTEN, NAMES, START, STRANGE, WIDGETS, payloads
from browser.pages import drawn
from nbformat import v4

from rnnlib.chapters.__main__ import main
from rnnlib.chapters.page.markdown import html

IMPORTS = """\
from IPython.display import HTML, Image, Markdown, display
from ipywidgets import Checkbox, Dropdown, HTMLMath, IntSlider, Label, VBox, jslink
from ipywidgets import HTML as Words"""
CELLS = (
    "display(*map(Markdown, whole))",
    "display(*map(HTML, whole))",
    "print(*whole, sep='\\n')",
    "whole",
    "raw = lambda **data: display(data, raw=True)\n"
    "for p in whole:\n"
    "    raw(**{'image/png': p}); raw(**{'image/svg+xml': p}); raw(**{'text/plain': p})\n"
    "    display({'image/gif': 'AAAA'}, metadata={'image/gif': {'alt': p}, 'alt': p}, raw=True)",
    "VBox([Words(p, description=p) for p in whole])",
    "VBox([Label(p, description=p) for p in whole] + [HTMLMath(p) for p in whole])",
    "VBox([IntSlider(description=p) for p in whole] + [Checkbox(description=p) for p in whole])",
    "VBox([Dropdown(options=whole, description=p, layout={'width': p}) for p in whole])",
    "label, words = Label(''.join(whole)), Words('')\n"
    "_ = jslink((label, 'value'), (words, 'value'))\nVBox([label, words])",
)


def hostile_notebook():
    texts = payloads()
    lines = " ".join(texts).replace("\n", " ")
    cells = [v4.new_markdown_cell(f"# Title {lines}\n\n**Question** {lines}")]
    for text in texts:
        cells.append(v4.new_markdown_cell(f"## {text}"))
        cells.append(
            v4.new_markdown_cell(
                f"{text}\n\ninline {text}\n\n| a | {text} |\n|-|-|\n| {text} | b |"
            )
        )
    cells.append(v4.new_code_cell(START.format(texts=ascii(texts))))
    cells += map(v4.new_code_cell, (IMPORTS, *CELLS, *WIDGETS.values()))
    return v4.new_notebook(cells=cells)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The page of a notebook that is hostile in every part, beside one with a hostile name."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "01_evil.ipynb").write_text(json.dumps(hostile_notebook()), encoding="utf-8")
    named = v4.new_notebook(cells=[v4.new_markdown_cell("no title")])
    nbformat.write(named, folder / "02_<img src=x onerror=ran(99)>\"'&#%.ipynb")
    assert main(["page", "--folder", str(folder), "--out", str(folder / "out")]) == 0
    return folder / "out" / "01_evil.html"


@pytest.fixture(scope="module")
def opened(open_page):
    def opened(path):
        page = open_page(width=1280, height=1000)
        page.asked = []
        page.on("dialog", lambda dialog: page.asked.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: page.asked.append(request.url[:300]))
        page.add_init_script(LISTEN)
        page.goto(path.as_uri())
        drawn(page)
        return page

    return opened


def asked(page, path):
    known = (path.as_uri(), "blob:", "data:")
    return [url for url in page.asked if not url.startswith(known)]


def ran(page):
    return sorted({NAMES[k] for k in page.evaluate("() => window.succeeded")})


@pytest.fixture(scope="module")
def page(written, opened):
    page = opened(written)
    for kind in WIDGETS:
        page.locator(f".{kind}").first.wait_for()
    return page


def test_nothing_runs_and_nothing_is_asked_for(page, written):
    page.evaluate(CLICK)
    drawn(page)
    assert ran(page) == []
    assert asked(page, written) == []
    assert page.evaluate(STRANGE) == []
    assert page.evaluate("() => window.refused") == [], "nothing is left for the policy to refuse"
    assert page.url == written.as_uri()


def test_the_page_stays_what_it_is(page, written):
    count = "(name) => document.querySelectorAll(name).length"
    assert page.evaluate(count, "main ~ footer") == 1
    assert page.evaluate(count, "main > .page-cell") == len(hostile_notebook().cells)
    assert page.evaluate(count, ".page-cell .page-cell, main #chapter, main #page-widgets") == 0
    assert page.title().startswith("Title")
    assert page.locator(".page-contents li").count() == len(NAMES)
    assert page.locator(".page-text").filter(has_text="<script>").count() >= 2, "text stays text"
    page.get_by_role("button", name="Slides").click()
    place = page.locator(".page-slides output").filter(has_text="slide 1 of")
    place.wait_for()
    assert place.is_visible()
    page.get_by_role("button", name="Slides").click()


def test_a_chapter_of_any_name_is_found_by_the_index(written, opened):
    index = written.with_name("index.html")
    page = opened(index)
    assert ran(page) == [] and asked(page, index) == [] and page.evaluate(STRANGE) == []
    page.get_by_role("link", name="02_").click()
    assert page.locator("main .page-cell").inner_text() == "no title"
    assert page.title() == "02_<img src=x onerror=ran(99)>\"'&#%"
    assert ran(page) == []


def test_what_slips_through_is_refused_by_the_page_s_policy(written, opened):
    """Were something not cleaned: the page's policy runs its own two scripts and no other."""
    text = written.read_text(encoding="utf-8")
    slipped = written.with_name("slipped.html")
    added = (
        f'<script>ran(0)</script><img src="{BAD}" onerror="ran(0)">'
        f'<a href="javascript:ran(0)">CLICK</a><svg onload="ran(0)"></svg><img src="{FAR}/a.png">'
        f'<base href="{FAR}"><form action="{FAR}"><button>CLICK</button></form></main>'
    )
    slipped.write_text(text.replace("</main>", added), encoding="utf-8")
    page = opened(slipped)
    page.evaluate(CLICK)
    for rule in ("script-src-elem", "script-src-attr", "img-src", "base-uri", "form-action"):
        page.wait_for_function("(r) => window.refused.some((x) => x.startsWith(r))", arg=rule)
    assert ran(page) == []
    page.watch.problems.clear()  # the browser tells what it refused


def test_halves_of_characters_in_code_are_named(tmp_path, capsys):
    nb = v4.new_notebook(cells=[v4.new_code_cell("x = 1"), v4.new_code_cell("'\ud800'")])
    (tmp_path / "01_half.ipynb").write_text(json.dumps(nb), encoding="utf-8")
    assert main(["page", "--folder", str(tmp_path), "--out", str(tmp_path)]) == 1
    said = r"01_half: cell [2] holds half of a character, '\ud800'"
    assert capsys.readouterr().out == f"{said}\n"


@pytest.mark.parametrize("sides", ["{0}", "> {0}", "{0} "])
def test_long_text_is_written_whole(tmp_path, sides):
    text = sides.format("<b>word</b> & $x$ * [ ` " * 20_000)
    assert html(text, tmp_path).count("word") == 20_000
