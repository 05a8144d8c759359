"""UnrollView in a page without a kernel: folding, glowing, stepping, and every number."""

import numpy as np
import pytest
from browser.alone import show_alone
from browser.pages import drawn, faults, number, press
from widgets.unrolled_runs import network

from rnnlib import notation
from rnnlib.widgets import UnrollView


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1280, reduced_motion="reduce")


@pytest.fixture(autouse=True)
def watched(page):
    yield
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.watch.check()


def shown(page, folded=0.0, **options):
    view = UnrollView(*network(), labels="abcdefg", symbols=["no", "yes"], folded=folded, **options)
    show_alone(page, view)
    drawn(page)
    return view, page.locator(".rnn-player")


def values(column):
    """{part: text} of a column's numbers."""
    pairs = column.locator(".number").evaluate_all(
        "(all) => all.map((node) => [node.dataset.name, node.textContent])"
    )
    return dict(pairs)


def across(page):
    """The middles of the columns that can be seen, from left to right."""
    middles = page.locator(".column").evaluate_all(
        """(all) => all.filter((node) => getComputedStyle(node).visibility === "visible")
             .map((node) => node.querySelector(".frame").getBoundingClientRect())
             .map((box) => box.left + box.width / 2)"""
    )
    return sorted(middles)


def test_every_number_is_that_of_the_run(page):
    view, player = shown(page, unit=2)
    run = view.run
    for t in range(7):
        column = values(page.locator(".column").nth(t))
        k = run.target[t]
        true = {"a": run.a[t, 2], "h": run.h[t + 1, 2], "s": run.s[t, k], "y": run.y[t, k]}
        for name, value in {**true, "L": run.losses[t]}.items():
            assert number(column[name]) == pytest.approx(value, abs=0.0051), (t, name)
        assert column["x"] == "abcdefg"[t]
        total = page.locator(".sum .number").text_content()
        assert number(total) == pytest.approx(run.losses[: t + 1].sum(), abs=0.0051)
        formula = page.locator(".formula[data-name=a]")
        assert number(formula.locator(".result").inner_text()) == pytest.approx(
            run.a[t, 2], abs=0.0051
        )
        assert f"step {t + 1} of 7" == player.locator(".place").inner_text()
        press(player, "ArrowRight")


def test_what_is_not_yet_computed_has_no_number(page):
    _, player = shown(page, t=3)
    assert values(page.locator(".column").nth(4))["h"] == ""
    press(player, "Shift+ArrowRight", "Shift+ArrowRight")
    assert player.get_attribute("data-stage") == "squash"
    now = values(page.locator(".column").nth(3))
    assert now["a"] and now["h"] and not now["s"] and not now["L"]
    press(player, *["Shift+ArrowRight"] * 4)
    assert player.get_attribute("data-stage") == "sum"
    assert player.locator(".place").inner_text() == "step 5 of 7"
    now = values(page.locator(".column").nth(4))
    assert now["a"] and not now["h"]


def test_folding_by_button_key_and_slider(page):
    _, player = shown(page, folded=1.0, t=2)
    assert len(across(page)) == 1
    assert page.locator(".delay").is_visible()
    player.locator("[data-act=fold]").click()
    drawn(page)
    unfolded = across(page)
    assert len(unfolded) == 7 and np.diff(unfolded).min() > 60
    assert page.evaluate("() => model.get('folded')") == 0
    assert not page.locator(".delay").is_visible()
    player.focus()
    press(player, "f")
    assert len(across(page)) == 1
    player.locator(".fold").fill("0.5")
    drawn(page)
    half = across(page)
    assert len(half) == 7 and np.allclose(np.diff(half), np.diff(unfolded) / 2, atol=1)
    player.locator("[data-act=reset]").click()
    drawn(page)
    assert len(across(page)) == 1


def test_unfolding_moves_smoothly_unless_motion_is_unwanted(open_page):
    page = open_page(width=1280)
    shown(page, folded=1.0)
    page.evaluate(
        """() => {
             window.seen = new Set();
             const last = [...document.querySelectorAll(".column")].at(-1);
             const look = () => {
               seen.add(last.getAttribute("transform"));
               requestAnimationFrame(look);
             };
             look();
           }"""
    )
    page.locator("[data-act=fold]").click()
    place = "() => [...document.querySelectorAll('.column')].at(-1).getAttribute('transform')"
    still = (
        f"() => window.last === ({place})() ? seen.size > 1 : (window.last = ({place})(), false)"
    )
    page.wait_for_function(still, polling=300)
    assert page.evaluate("() => seen.size") > 4
    assert len(across(page)) == 7 and np.diff(across(page)).min() > 60


@pytest.mark.parametrize(("name", "copies"), [("W", 7), ("U", 7), ("b", 7), ("V", 7), ("b_y", 7)])
def test_all_copies_of_a_parameter_glow(page, name, copies):
    view, player = shown(page)
    pill = page.locator(f".pill[data-parameter={name}]")
    glowing = page.locator(".pill.glow")
    assert glowing.count() == 0
    pill.nth(3).hover()
    drawn(page)
    assert glowing.count() == copies == pill.count()
    player.locator(".said").hover()
    drawn(page)
    assert glowing.count() == 0
    player.locator(f"[data-choice={name}]").focus()
    drawn(page)
    assert glowing.count() == copies
    true = view.run.params[name].ravel()
    entries = player.locator(".matrix .entry").all_inner_texts()
    np.testing.assert_allclose([number(text) for text in entries], true, atol=0.0051)
    words = player.locator(".about").inner_text()
    assert f"{true.size} numbers, used 7 times" in words
    player.focus()
    drawn(page)
    assert glowing.count() == 0


def test_a_click_keeps_a_parameter_lit_and_another_lets_it_go(page):
    _, player = shown(page)
    page.locator(".pill[data-parameter=U]").nth(2).click()
    player.locator(".said").hover()
    drawn(page)
    assert page.evaluate("() => model.get('parameter')") == "U"
    assert page.locator(".pill.glow").count() == 7
    button = player.locator("[data-choice=U]")
    assert button.get_attribute("aria-pressed") == "true"
    button.press("Enter")
    drawn(page)
    assert page.evaluate("() => model.get('parameter')") == ""
    assert button.get_attribute("aria-pressed") == "false"


def test_the_count_of_all_parameters(page):
    view, player = shown(page)
    size = sum(p.size for p in view.run.params.values())
    words = player.locator(".about").inner_text()
    assert f"together {size}," in words and f"7 steps: {7 * size}." in words


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 900, 1600])
def test_nothing_overlaps_in_any_notation(page, width, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    _, player = shown(page, t=5)
    for folded in (0, 1):
        page.evaluate("(f) => model.set('folded', f)", folded)
        for name in notation.NAMES:
            player.locator("select[name=notation]").select_option(name)
            drawn(page)
            drawn(page)
            assert faults(player) == [], (width, name, folded)


def test_a_notation_renames_the_graph(page):
    _, player = shown(page, t=1)
    player.locator("select[name=notation]").select_option("goodfellow")
    drawn(page)
    symbols = page.locator(".column").first.locator(".symbol").all_text_contents()
    assert symbols == ["x(1)", "a(1)", "h(1)", "o(1)", "ŷ(1)", "L(1)"]
    pills = page.locator(".pill[data-parameter=W] text").all_text_contents()
    assert {*pills} == {"U"}
    assert "trade places" in player.locator(".note").inner_text()


def test_where_it_is_narrow_a_window_follows_the_step(page):
    page.set_viewport_size({"width": 400, "height": 1000})
    _, player = shown(page)
    columns = page.locator(".column .caption")
    assert columns.all_text_contents() == ["step 1", "step 2", "step 3"]
    press(player, "End")
    assert columns.all_text_contents() == ["step 5", "step 6", "step 7"]
    press(player, "ArrowLeft", "ArrowLeft")
    assert columns.all_text_contents() == ["step 4", "step 5", "step 6"]
    page.locator(".column").nth(2).locator(".box.x").click()
    drawn(page)
    assert player.locator(".place").inner_text() == "step 6 of 7"


def test_a_sentence_says_what_the_step_did(page):
    view, player = shown(page, t=2, unit=1)
    said = player.locator(".said").inner_text()
    assert said.startswith(f"Step 3: input c, target {['no', 'yes'][view.run.target[2]]}; unit 1.")
    assert f"a = {view.run.a[2, 1]:.2f}".replace("-", "−") in said
    assert player.locator(".said").get_attribute("aria-live") == "polite"


def test_closing_a_view_leaves_no_listener_behind(page):
    shown(page)
    page.evaluate("() => { window.before = listeners(); window.second = show(); }")
    assert page.evaluate("() => listeners() > before")
    page.evaluate("() => second()")
    assert page.evaluate("() => listeners() === before")
    page.evaluate("() => { close_view(); stop(); }")
    assert page.evaluate("() => listeners()") == 0
    page.evaluate("() => model.set('folded', 0.5)")
    drawn(page)
    assert page.locator(".rnn-player").count() == 0


@pytest.mark.parametrize("sizes", [{"T": 1, "H": 1, "D": 1, "K": 1, "B": 1}, {"T": 60, "H": 30}])
def test_the_smallest_run_and_a_long_one(page, sizes):
    show_alone(page, UnrollView(*network(**sizes)))
    player = page.locator(".rnn-player")
    for key in ("f", "End", "ArrowDown", "Shift+ArrowRight", "f"):
        press(player, key)
        assert faults(player) == []
        assert "NaN" not in player.inner_text()


def test_playing_walks_to_the_end(page):
    _, player = shown(page, speed=60.0)
    press(player, " ")
    page.wait_for_function("() => model.get('t') === 6 && !model.get('playing')")
    drawn(page)
    assert values(page.locator(".column").nth(6))["L"]
