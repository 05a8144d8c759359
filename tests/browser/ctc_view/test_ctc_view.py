"""CTCView without a kernel: keys, clicks, the numbers that are written, and the sound."""

import re

import numpy as np
import pytest
from browser.pages import drawn, faults, widths

from rnnlib.widgets.ctc_view.example import example
from rnnlib.widgets.shared.alone import show_alone


@pytest.fixture(scope="module")
def page(open_page):
    return open_page(width=1100)


@pytest.fixture(scope="module")
def own():
    return example()


@pytest.fixture
def shown(page, own):
    show_alone(page, own)
    yield page.locator(".rnn-ctc")
    page.watch.check()


def at(page, name):
    return page.evaluate(f"() => model.get('{name}')")


def value(text):
    return float(text.replace("−", "-"))


def written(shown):
    """The numbers of the last line of a formula, in order."""
    drawn(shown.page)
    text = shown.locator(".formula").inner_text()
    return [value(n) for n in re.findall(r"−?\d+(?:\.\d+)?(?:e[−+]?\d+)?", text)]


def near(numbers, expected):
    np.testing.assert_allclose(numbers, expected, rtol=0.06, atol=1e-40)


def test_every_layer_writes_its_equation(shown, own):
    found, t, s = own.found, 16, 3
    shown.press("Home")
    for key, times in (("ArrowRight", t), ("ArrowDown", s)):
        for _ in range(times):
            shown.press(key)
    alpha, beta = (np.exp(found.log_alpha), np.exp(found.log_beta))
    k, p = found.states[s], np.exp(found.log_p)
    near(written(shown), [alpha[t, s], beta[t, s], p, found.gamma[t, s]])
    shown.press("l")
    terms = [alpha[t - 1, s - n] for n in range(3)]  # a skip from 0 to 1
    near(written(shown), [found.y[t, k], *terms, alpha[t, s]])
    shown.press("ArrowDown")
    shown.press("ArrowDown")  # the second 1: no skip
    assert len(written(shown)) == 4 and "skip" not in shown.locator(".formula").inner_text()
    ways = shown.locator(".edge").evaluate_all("(all) => all.map((one) => one.style.visibility)")
    assert ways == ["visible", "visible", "hidden"]
    shown.press("l")
    near(written(shown)[:1], [beta[t, s + 2]])
    shown.press("l")
    own_y, dz = found.y[t, k], found.dz[t, k]
    near(written(shown)[:3], [own_y, own_y - dz, dz])
    assert "likeliest is 1 with 1.00" in shown.locator(".said").inner_text()


def test_what_is_read_so_far_is_the_path_collapsed(shown, own):
    for t, expected in ((0, "–"), (16, "01"), (41, "011")):
        shown.page.evaluate(f"() => model.set('t', {t})")
        drawn(shown.page)
        assert shown.locator(".so-far").inner_text() == expected
    shown.press("Shift+ArrowDown")
    drawn(shown.page)
    assert shown.locator(".digits").first.inner_text() == "361"
    assert at(shown.page, "t") == 0
    assert shown.locator(".place").inner_text() == "step 1 of 34"
    shown.press("End")
    assert at(shown.page, "t") == 33


def test_a_click_chooses_the_step_and_the_state(shown):
    area = shown.locator("[data-part=lattice] .area")
    box = area.bounding_box()
    area.click(position={"x": box["width"] * 20.5 / 42, "y": box["height"] * 4.5 / 7})
    assert (at(shown.page, "t"), at(shown.page, "s")) == (20, 4)
    wave = shown.locator("[data-part=waveform] .area")
    wave.click(position={"x": wave.bounding_box()["width"] * 3.5 / 42, "y": 9})
    assert (at(shown.page, "t"), at(shown.page, "s")) == (3, 4)
    drawn(shown.page)
    cursor = shown.locator(".cursor").bounding_box()
    assert cursor["x"] - box["x"] == pytest.approx(box["width"] * 3 / 42, abs=2)


def test_the_sound_plays_as_long_as_it_was_and_the_cursor_goes_with_it(shown):
    page = shown.page
    page.evaluate(
        """() => {
             window.played = [];
             const start = AudioBufferSourceNode.prototype.start;
             AudioBufferSourceNode.prototype.start = function (when, offset) {
               played.push([this.buffer.length, this.buffer.sampleRate, offset,
                            Math.max(...this.buffer.getChannelData(0))]);
               return start.call(this, when, offset);
             };
           }"""
    )
    shown.press("ArrowRight")
    shown.press(" ")
    page.wait_for_function("() => !model.get('playing') && model.get('t') === 41")
    sounds = page.evaluate("() => played")
    for length, rate, offset, loudest in sounds:  # none where a machine has no sound at all
        assert (length, rate) == (len(example().found.samples), 8000)
        assert offset == pytest.approx(0.02) and 0.05 < loudest <= 1
    assert len(sounds) <= 1


def test_slowly_it_is_silent_and_a_cursor_that_is_moved_goes_on_from_there(shown):
    page = shown.page
    shown.locator("select[name=speed]").select_option("10")
    shown.focus()
    shown.press(" ")
    page.wait_for_function("() => model.get('t') >= 2")
    page.evaluate("() => model.set('t', 38)")
    page.wait_for_function("() => !model.get('playing')")
    assert at(page, "t") == 41


def test_without_a_kernel_it_says_that_typing_needs_one(shown):
    assert shown.locator("input[type=text]").count() == 0
    said = shown.locator(".typing").inner_text()
    assert said.startswith("To type digits of your own, open this chapter in Jupyter")


def test_with_a_kernel_what_is_typed_is_asked_for(page, own):
    show_alone(page, own)
    page.evaluate("() => { close_view(); model.kernel = undefined; }")
    page.evaluate("async () => { window.close_view = await show(); }")
    line = page.locator("input[name=digits]")
    line.press_sequentially("40 l")  # keys of the widget are letters here
    line.press("Enter")
    assert at(page, "asked") == "40 l" and at(page, "layer") == "gamma"
    page.evaluate("() => model.set('_problem', 'digits: expected 1 to 8 of them')")
    drawn(page)
    assert page.locator(".problem").inner_text() == "digits: expected 1 to 8 of them"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out(shown, scheme):
    for width in widths(shown.page, scheme):
        for _ in range(4):  # every layer
            assert faults(shown) == [], width
            shown.press("l")
            drawn(shown.page)


def test_the_cursor_does_not_run_through_words(shown):
    seen = []
    for key in ("Home", "ArrowRight"):
        shown.press(key)
        drawn(shown.page)
        boxes = [title.bounding_box() for title in shown.locator(".title").all()]
        inside = [box | {"height": box["height"] - 4} for box in boxes]  # without the frame below
        seen.append([shown.page.screenshot(clip=box, full_page=True) for box in inside])
    assert len(seen[0]) == 4 and seen[0] == seen[1]
