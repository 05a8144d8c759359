"""A site of several pages: the ways between them, the search, and what a reader has chosen."""

from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import nbformat
import pytest
from nbformat import v4

from rnnlib.chapters.page.state import STATE
from rnnlib.chapters.page.writer import write_pages

NASTY = "Second </script><img src=x onerror=alert(1)> “quoted” \u202eright\u202c 🙂"
LONG = (
    "Walk walk. " + "Then we walk on and on. " * 40 + "A wandering walker walks. " + "Home. " * 60
)
TEXTS = {
    "01_first": "# 1 · First\n\n**Why?**\n\n## Forget gates\n\nA gate that forgets home: $f_t$.",
    "02_second": f"# 2 · {escape(NASTY)}\n\n**What then?**\n\n## An uncommon one\n\n"
    "Gates. Čapek. ∂l / ∂z, ∂l / ∂z.",
    "04_fourth": "# 4 · Fourth\n\n**How far?**\n\nA loss L, a z. " + "L, z. " * 9 + LONG,
    "03_third": "# 3 · Third\n\n**And now?**\n\n## Loss\n\nNothing of the kind: "
    r"$\frac{\partial L}{\partial z_{t}} = \mathrm{softmax}(z) - \sigma$. For k = 40 and $h^-$.",
}
RANKED = {
    "loss": "3 · Third › Loss",
    "gates": "1 · First › Forget gates",
    "home": "4 · Fourth",  # where it stands more often
    "L z": "4 · Fourth",
    "∂L/∂z": "3 · Third › Loss",  # it stands there as it is written
    "wander walk": "4 · Fourth",
}
FIRST = "(first) => document.querySelector('.found a')?.textContent === first"
FOUND = "(said) => document.querySelector('#page-found').textContent.startsWith(said)"
NO_STORE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a folder with four pages and their index."""
    folder = tmp_path_factory.mktemp("site")
    state = v4.new_code_cell(outputs=[v4.new_output("display_data", {STATE: {}})])
    for name, text in TEXTS.items():
        nb = v4.new_notebook(cells=[v4.new_markdown_cell(text), state])
        nbformat.write(nb, folder / f"{name}.ipynb")
    paths = sorted(folder.glob("*.ipynb"))
    out = folder / "pages"
    assert [said for _, said in write_pages(paths, out, run=lambda p: nbformat.read(p, 4))] == [
        ""
    ] * len(TEXTS)
    return out.as_uri()


@pytest.fixture(scope="module")
def listener():
    """A server that says who has asked it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.asked, server.address = [], f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def opened(open_page, site, name="index", script=None, **options):
    page = open_page(**options)
    if script:
        page.add_init_script(script)
    page.goto(f"{site}/{name}.html")
    return page


def test_every_page_leads_to_those_around_it(open_page, site):
    page = opened(open_page, site, "02_second")
    ways = {
        way: page.locator(f"header a[rel={way}]").get_attribute("href") for way in ("prev", "next")
    }
    assert ways == {"prev": "01_first.html", "next": "03_third.html"}
    page.locator(".page-turning a[rel=next]").click()
    page.wait_for_url("**/03_third.html*")
    assert page.locator("header a[rel=next]").get_attribute("href") == "04_fourth.html"
    page.get_by_role("link", name="Course", exact=True).click()
    page.wait_for_url("**/index.html*")
    assert page.locator(".page-chapters li").count() == len(TEXTS)


def test_the_search_finds_sections_and_the_way_back(open_page, site):
    page = opened(open_page, site)
    page.keyboard.press("/")
    page.keyboard.type("gate forget")
    page.locator(".found li").first.wait_for()
    assert page.locator("#page-found").inner_text() == "1 section"
    assert page.locator(".found a").inner_text() == "1 · First › Forget gates"
    assert {mark.inner_text().lower() for mark in page.locator(".found mark").all()} >= {"gate"}
    assert not page.locator(".course").is_visible()
    page.locator(".found a").click()
    page.wait_for_url("**/01_first.html*#*")
    page.go_back()
    page.locator(".found li").first.wait_for()
    field = page.locator("#page-search")
    assert field.input_value() == "gate forget"
    field.fill("capek")  # without its accent
    page.wait_for_function(FOUND, arg="1 section")
    field.fill("nowhere to be seen")
    page.wait_for_function(FOUND, arg="Nothing")
    field.press("Escape")
    page.locator(".course").wait_for()
    assert field.input_value() == ""


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("forgetting gate?", 1),
        ('"forget-gates"', 1),
        ("forgets, gating", 0),
        ("sigma", 1),
        ("Σ", 1),
        ("∂", 2),
        ("softmax", 1),
        ("mathrm", 0),
        ("???", 0),
        ("ga", 0),  # a letter or two is a word, and no part of one
        ("z", 3),  # with an index, too
        ("r", 0),
        ("ka", 0),
        ("h_{t-1}", 0),
        ("∂L/∂Z", 3),
        ("h⁻", 1),
        ("$h^{-}$", 1),
        ("k = 4", 0),
        ("k=40", 1),
    ],
)
def test_a_question_is_understood_however_it_is_written(open_page, site, question, count):
    page = opened(open_page, site)
    page.locator("#page-search").fill(question)
    page.wait_for_function(FOUND, arg=f"{count} " if count else "Nothing")
    page.close()


def test_the_best_section_stands_first_and_shows_the_rarest_word(open_page, site):
    page = opened(open_page, site)
    field = page.locator("#page-search")
    for question, first in RANKED.items():
        field.fill(question)
        page.wait_for_function(FIRST, arg=first)
    marked = page.locator(".found li").first.locator("mark").all_inner_texts()
    assert {*marked} == {"walk", "wandering", "walker", "walks"}
    shown = page.locator(".found li p").first.inner_text()
    assert set(shown.replace("…", " ").split()) <= {*LONG.split()}  # whole words


def test_of_a_formula_nothing_inside_of_words_is_marked(open_page, site):
    page = opened(open_page, site)
    page.locator("#page-search").fill("∂L/∂z")
    marked = page.locator(".found li").nth(2).locator("mark")
    marked.first.wait_for()
    assert {*marked.all_inner_texts()} == {"L", "z"}
    assert page.locator(".found li").first.locator("mark").first.inner_text() == "∂L / ∂z"


def test_what_is_found_is_reached_by_keys(open_page, site):
    page = opened(open_page, site)
    field = page.locator("#page-search")
    field.fill("gate")
    page.locator(".found a").nth(1).wait_for()
    links = page.locator(".found a").all_inner_texts()
    focus = "() => document.activeElement.textContent"
    for key, text in (("ArrowDown", links[0]), ("ArrowDown", links[1]), ("ArrowUp", links[0])):
        page.keyboard.press(key)
        assert page.evaluate(focus) == text
    page.keyboard.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url("**/0*.html*")


def test_what_others_write_is_text(open_page, site):
    page = opened(open_page, site)
    assert NASTY in page.locator(".page-chapters").inner_text()
    page.locator("#page-search").fill("uncommon")
    page.locator(".found a").wait_for()
    assert NASTY in page.locator(".found a").inner_text()
    page.locator(".found a").click()
    page.wait_for_url("**/02_second.html*")
    assert NASTY in page.locator("h1").inner_text() and page.locator("img").count() == 0
    assert NASTY in page.title()


@pytest.mark.parametrize("script", [None, NO_STORE], ids=["kept", "no store"])
def test_what_was_chosen_goes_along(open_page, site, script):
    page = opened(open_page, site, script=script, color_scheme="light")
    page.locator("[data-choice=theme]").select_option("dark")
    page.locator("[data-choice=symbols]").select_option(index=2)
    symbols = page.locator("[data-choice=symbols]").input_value()
    page.locator(".page-chapters a").nth(1).click()
    page.wait_for_url("**/02_second.html*")
    root = page.locator("html")
    assert root.get_attribute("data-jp-theme-light") == "false"
    assert page.locator("[data-choice=theme]").input_value() == "dark"
    assert page.evaluate("() => document.documentElement.pageChoices.get('symbols')") == symbols
    page.locator("header a[rel=prev]").click()
    page.wait_for_url("**/01_first.html*")
    assert root.get_attribute("data-jp-theme-light") == "false"
    page.locator("[data-choice=theme]").select_option("light")
    page.go_back()
    page.wait_for_function(
        "() => document.documentElement.dataset.jpThemeLight === 'true' ||"
        " new URLSearchParams(location.search).has('theme')"
    )


@pytest.mark.parametrize("name", ["index", "02_second"])
def test_nothing_reaches_out(open_page, site, listener, name):
    page = open_page()
    page.watch.forgiven = ("Content Security Policy", "127.0.0.1", "Failed to load", "Fetch API")
    page.goto(f"{site}/{name}.html")
    page.wait_for_load_state()
    broken = page.evaluate(
        """async (address) => {
          const broken = [];
          const note = ({ effectiveDirective }) => broken.push(effectiveDirective);
          document.addEventListener("securitypolicyviolation", note);
          const picture = document.createElement("img");
          picture.src = `${address}/picture.png`;
          document.body.append(picture);
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          const answer = await fetch(address).catch(() => "blocked");
          await new Promise((done) => setTimeout(done, 200));
          return [answer, window.ran ?? false, broken.sort()];
        }""",
        listener.address,
    )
    assert broken == ["blocked", False, ["connect-src", "img-src", "script-src-elem"]]
    assert listener.asked == []


def test_paper_has_the_text_alone(open_page, site):
    page = opened(open_page, site, "02_second", color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator("header.page-bar").is_visible()
    assert not page.locator(".page-turning").is_visible()
    assert page.locator("h1").is_visible()
