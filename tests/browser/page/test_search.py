"""The search over a site of several pages: what it finds, in which order, and by keys."""

import pytest
from browser.page.four import LONG, opened, written

RANKED = {
    "loss": "3 · Third › Loss",
    "gates": "1 · First › Forget gates",
    "home": "4 · Fourth",  # where it stands more often
    "L z": "4 · Fourth",
    r"\frac{\partial L}{\partial z}": "3 · Third › Loss",
    "∂L/∂z": "3 · Third › Loss",  # it stands there as it is written
    "k = 40": "3 · Third › Loss",
    "h^-": "3 · Third › Loss",
    "wander walk": "4 · Fourth",
}
FIRST = "(first) => document.querySelector('.found a')?.textContent === first"
FOUND = "(said) => document.querySelector('#page-found').textContent.startsWith(said)"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return written(tmp_path_factory.mktemp("site"))


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
        ("z_{t}", 1),
        ("∂L/∂Z", 3),
        ("h⁻", 2),
        ("$h^{-}$", 2),
        ("k = 4", 1),  # in the fourth's title, not in k = 40
        ("k=40", 2),
        (r"\frac{\partial L}{\partial z_{t}}", 1),
        (r"\dfrac{\partial L}{\par", 0),  # as far as it is typed
        (r"\partial L / \partial z", 3),
        (r"\mathrm{softmax}\left(\hat{z}\right)", 1),  # looks need not be found
        (r"\begin{aligned} \sqrt{z_{t}}\,k \end{aligned}", 1),
        (r"L\z", 3),
        ("f_{t}home", 1),
        (r"home\f_\mathrm{t}", 1),
        (r"\alpha_t", 1),
        ("alpha_{t}", 1),
        ("α_t", 1),
        (r"\beta_t", 0),
        (r"\varsigma", 1),
        (r"\constructor", 0),
        ("C\u030capek", 1),  # a letter and its accent as two
    ],
)
def test_a_question_is_understood_however_it_is_written(open_page, site, question, count):
    page = opened(open_page, site)
    page.locator("#page-search").fill(question)
    page.wait_for_function(FOUND, arg=f"{count} " if count else "Nothing")
    page.close()


def test_a_question_is_read_as_far_as_the_field_is_long(open_page, site):
    page = open_page()
    page.goto(f"{site}/index.html?q=gate{'+' * 196}nowhere")
    page.wait_for_function(FOUND, arg="2 ")
    field = page.locator("#page-search")
    assert len(field.input_value()) == 200
    for text, said in (("[" * 5000, "Nothing"), ("gate", "2 "), ("a" * 40_000, "Nothing")):
        field.evaluate("(field, text) => { field.value = text; }", text)
        field.dispatch_event("input")
        page.wait_for_function(FOUND, arg=said)


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


def test_a_formula_is_found_by_the_names_of_its_letters(open_page, site):
    page = opened(open_page, site)
    for question in (r"(z) - \sigma", "(z)-sigma"):
        page.locator("#page-search").fill(question)
        page.locator(".found mark", has_text="(z) - σ").wait_for()
        page.locator("#page-search").fill("")
        page.locator(".course").wait_for()


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
