"""UnrollView: every number, folding, and the copies of a parameter."""

import numpy as np
import pytest
from browser.pages import drawn, number, press
from browser.unroll_view.helpers import across, shown, values


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


CELLS = """(all) => all.map((box) => [...box.querySelectorAll(".cell")].map((cell) =>
  (cell.classList.contains("negative") ? -1 : 1) * Number(cell.getAttribute("fill-opacity"))))"""


def test_every_cell_is_shaded_as_large_as_its_number(page):
    view, _ = shown(page, t=6)
    run = view.run
    for part, true in {"a": run.a, "h": run.h[1:], "s": run.s}.items():
        full = np.abs(true).max() if part != "h" else max(1, np.abs(true).max())
        cells = np.array(page.locator(f".column .box.{part}").evaluate_all(CELLS))
        np.testing.assert_allclose(cells, true / full, atol=0.0051, err_msg=part)


HEADS = """(all) => all.map((group) => {
  const line = group.querySelector("path:not(.head)"), head = group.querySelector(".head");
  const [tip, ...corners] = head.getAttribute("d").match(/[-\\d.]+,[-\\d.]+/g)
    .map((pair) => pair.split(",").map(Number));
  const end = line.getPointAtLength(line.getTotalLength());
  const before = line.getPointAtLength(line.getTotalLength() - 4);
  const base = [0, 1].map((k) => (corners[0][k] + corners[1][k]) / 2);
  return [tip, [end.x, end.y], [before.x, before.y], base];
})"""


@pytest.mark.parametrize("folded", [0.0, 0.4, 1.0])
def test_every_arrow_ends_in_a_head_that_points_its_way(page, folded):
    shown(page, folded=folded)
    heads = np.array(page.locator(".carry:has(.head)").evaluate_all(HEADS))
    assert len(heads) >= 7
    tip, end, before, base = heads.transpose(1, 0, 2)
    np.testing.assert_allclose(tip, end, atol=0.2)
    ahead, way = tip - base, end - before
    lengths = np.linalg.norm(ahead, axis=1), np.linalg.norm(way, axis=1)
    assert lengths[0].min() > 4
    assert ((ahead * way).sum(axis=1) > 0.8 * lengths[0] * lengths[1]).all()


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
