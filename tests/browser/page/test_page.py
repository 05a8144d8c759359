"""A page without a kernel, opened from disk with the network off: everything is there and plays."""

import nbformat
import pytest
from browser import sample as sampling
from browser.page.chapter import CELLS, CONTRAST, TITLE
from browser.page.views import check_numbers, numbers, place, unit
from browser.pages import drawn, faults, number
from nbformat import v4

from rnnlib.chapters.__main__ import main


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The page's file."""
    folder = tmp_path_factory.mktemp("pages")
    nb = v4.new_notebook(cells=[v4.new_markdown_cell(TITLE), *map(v4.new_code_cell, CELLS)])
    nbformat.write(nb, folder / "01_page.ipynb")
    assert main(["page", "--folder", str(folder), "--out", str(folder)]) == 0
    return folder / "01_page.html"


@pytest.fixture(scope="module")
def open_written(written, open_page):
    """`open_written(**options)` → the page, with the network off and all its requests noted."""

    def open_written(**options):
        page = open_page(offline=True, **options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(written.as_uri())
        page.locator(".rnn-player").nth(2).wait_for()
        drawn(page)
        return page

    return open_written


@pytest.fixture(scope="module")
def page(open_written):
    return open_written(width=1280, height=1000)


@pytest.fixture(scope="module")
def truth():
    return sampling.sample()[0]


@pytest.fixture
def players(page):
    """The three views (the third shows the first one's model), reset."""
    views = [page.locator(".rnn-player").nth(k) for k in range(3)]
    for view in views[:2]:
        view.locator("[data-act=reset]").click()
    drawn(page)
    yield views
    page.watch.check()


def test_it_opens_where_the_run_ended_and_asks_for_nothing(open_written, written, truth):
    page = open_written()
    player = page.locator(".rnn-player").first
    assert place(player) == 7
    check_numbers(player, truth, 7, 0)
    beyond = [url for url in page.asked if not url.startswith("blob:")]
    assert beyond == [written.as_uri()]
    assert written.stat().st_size < 1_000_000


def test_keys_step_and_the_numbers_are_those_of_the_run(page, players, truth):
    player = players[0]
    player.focus()
    for key, t, k in [
        ("ArrowRight", 1, 0),
        ("ArrowDown", 1, 1),
        ("End", 40, 1),
        ("ArrowLeft", 39, 1),
    ]:
        player.press(key)
        drawn(page)
        assert (place(player), unit(player)) == (t, k)
        check_numbers(player, truth, t, k)
    player.press("b")
    drawn(page)
    shown = dict(numbers(player, ".formula .result"))
    for name in truth.back.names:
        true = truth.back[name][39, 0, 1]
        assert number(shown[f"∂L/∂{name}"]) == pytest.approx(true, rel=0.051), name
    assert player.locator("svg.backward").count() == 1


def test_the_mouse_scrubs(page, players, truth):
    player = players[0]
    player.locator(".scrub").hover()
    box = player.locator(".scrub").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.up()
    drawn(page)
    t = place(player)
    assert 17 <= t <= 23
    check_numbers(player, truth, t, 0)
    player.locator("canvas[data-name=o]").hover()
    box = player.locator("canvas[data-name=o]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 30.5 / 41, box["y"] + box["height"] * 2.5 / 6)
    drawn(page)
    assert (place(player), unit(player)) == (30, 2)


def test_it_plays(page, players):
    player = players[0]
    player.locator("select[name=speed]").select_option("60")
    player.locator("[data-act=play]").click()
    player.locator(".place", has_text="step 41 of 41").wait_for()
    player.locator("[data-act=play][aria-pressed=false]").wait_for()


def test_two_views_of_one_model_stay_in_step(page, players):
    first, _, again = players
    first.focus()
    first.press("ArrowRight")
    drawn(page)
    assert place(again) == 1
    again.focus()
    again.press("End")
    drawn(page)
    assert place(first) == 40


def test_links_hold_both_ways_or_one_way(page, players):
    first, second, _ = players
    slider = page.get_by_label("step", exact=True)
    slider.fill("12")
    drawn(page)
    assert place(second) == 12
    second.focus()
    second.press("ArrowRight")
    drawn(page)
    assert slider.input_value() == "13"
    assert page.locator(".page-field output").first.inner_text() == "13"
    first.focus()
    first.press("ArrowDown")
    drawn(page)
    assert (unit(first), unit(second)) == (1, 1)
    second.focus()
    second.press("ArrowDown")
    drawn(page)
    assert (unit(first), unit(second)) == (1, 2)
    assert page.get_by_text("linked", exact=True).is_visible()


def test_links_made_in_python_hold_too(page):
    sliders = [page.get_by_label(name, exact=True) for name in "abcd"]
    assert [slider.input_value() for slider in sliders] == ["0", "0", "0", "0"]
    sliders[1].fill("9")
    assert [slider.input_value() for slider in sliders] == ["9", "9", "9", "0"]
    sliders[2].fill("5")
    assert [slider.input_value() for slider in sliders] == ["9", "9", "5", "0"]
    page.watch.check()


def test_plain_controls(page):
    one, other = (page.get_by_label(name, exact=True) for name in "ef")
    assert not other.is_checked()
    one.check()
    assert other.is_checked()
    choices = page.locator(".page-field select")
    choices.first.select_option("two")
    assert choices.nth(1).evaluate("(node) => node.value") == "2"
    assert page.locator("b", has_text="bold").is_visible()
    page.watch.check()


def test_formulas_are_drawn(page):
    assert page.locator("main math").count() == 3
    size = (
        "(all) => all.map((node) => node.getBoundingClientRect()).map((b) => [b.width, b.height])"
    )
    inline, block = page.locator(".page-prose > :is(p, .formula-line) math").evaluate_all(size)
    assert inline[0] > 150 and 12 < inline[1] < 40
    assert block[1] > 50, "two lines stand below each other"
    assert "$" not in page.locator(".page-prose").first.inner_text()
    assert page.evaluate("() => document.fonts.check('16px \"Page Math\"', 'x')")
    page.locator("summary", has_text="Solution").click()
    assert page.locator("details math").is_visible()


def test_what_needs_python_says_so(page):
    button = page.get_by_role("button", name="n=3 8 1")
    button.click()
    note = page.get_by_role("status").filter(has_text="computed by Python")
    assert note.count() == 1
    button.click()
    assert note.count() == 1, "once is enough"
    assert button.is_visible(), "and nothing wrong is shown"
    assert page.get_by_text("“Train” needs Python").count() == 1
    page.watch.check()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 900, 1600])
def test_it_fits_every_window(open_written, scheme, width):
    page = open_written(width=width, height=900, color_scheme=scheme)
    assert page.locator(f".rnn-player[data-theme={scheme}]").count() == 3
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    assert faults(page.locator(".rnn-player").first) == []
    contrast = page.evaluate(CONTRAST)
    assert min(contrast.values()) >= 4.5, contrast
    page.close()


def test_the_theme_can_be_chosen_and_is_remembered(open_written):
    page = open_written(color_scheme="light")
    page.get_by_label("Theme").select_option("dark")
    page.locator(".rnn-player[data-theme=dark]").first.wait_for()
    page.reload()
    page.locator(".rnn-player[data-theme=dark]").first.wait_for()
    page.get_by_label("Theme").select_option("")
    page.locator(".rnn-player[data-theme=light]").first.wait_for()
    page.emulate_media(color_scheme="dark")
    page.locator(".rnn-player[data-theme=dark]").first.wait_for()
    page.close()


def test_paper_is_white(open_written):
    page = open_written(color_scheme="dark")
    page.emulate_media(media="print")
    assert (
        page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        == "rgb(255, 255, 255)"
    )
    assert not page.get_by_label("Theme").is_visible()
    page.close()


def test_focus_is_visible(page):
    page.evaluate("() => document.activeElement.blur()")
    for _ in range(6):
        page.keyboard.press("Tab")
        width = page.evaluate("() => getComputedStyle(document.activeElement).outlineWidth")
        assert float(width.removesuffix("px")) >= 1
