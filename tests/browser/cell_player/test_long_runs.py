"""A CellPlayer of thousands of steps: those around the cursor are on the page, and are true."""

import pytest
from browser.pages import drawn, faults, number, place, press, written
from widgets.runs import run

import rnnlib
from rnnlib.notation import palette
from rnnlib.widgets import CellPlayer
from rnnlib.widgets.shared.alone import show_alone

T = 2000
LETTERS = [chr(97 + t * t % 26) for t in range(T)]
TOUCHED = """async () => {
  const touched = new Set(), made = [];
  const watch = new MutationObserver((changes) => changes.forEach((change) => {
    touched.add(change.target);
    made.push(...[...change.addedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE));
  }));
  const everything = { subtree: true, childList: true, attributes: true, characterData: true };
  watch.observe(document.querySelector(".rnn-player"), everything);
  model.set("t", model.get("t") + 1);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  watch.disconnect();
  return [touched.size, made.length];
}"""
PIXEL = """(canvas, [x, y]) => {
  const [across, down] = [x * canvas.width, y * canvas.height].map(Math.floor);
  return [...canvas.getContext("2d").getImageData(across, down, 1, 1).data].slice(0, 3);
}"""


@pytest.fixture(scope="module")
def tape():
    return run(T=T, H=6, B=1)[0]


@pytest.fixture
def page(open_page):
    page = open_page(width=1000, height=1500)
    yield page
    page.watch.check()


@pytest.fixture
def player(page, tape):
    show_alone(page, CellPlayer(tape, labels=LETTERS))
    drawn(page)
    return page.locator(".rnn-player")


def window(player):
    """(first, last), the steps that are shown, from 0."""
    first, last = player.locator(".shown-steps").inner_text().split("–")
    return int(first) - 1, int(last) - 1


def to(player, t):
    player.page.evaluate("(t) => model.set('t', t)", t)
    drawn(player.page)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2


def check(player, tape, t, unit=0):
    """Numbers, label, cursor and colours of step t."""
    true = {name: tape[name][t, 0, unit] for name in tape.names}
    true |= {f"{name}⁻": tape.previous(name)[t, 0, unit] for name in "hc"}
    true |= {"f⊙c⁻": true["f"] * true["c⁻"], "i⊙g": true["i"] * true["g"]}
    shown = written(player, "svg .number[data-name], .formula .result, .map-label .number")
    assert len(shown) == 10 + 7 + 6 + 1
    for name, value in shown:
        assert value == pytest.approx(true[name], abs=0.00501), (name, t)
    first, last = window(player)
    assert first <= t <= last
    assert player.locator(".label").all_inner_texts() == LETTERS[first : last + 1]
    current = player.locator(".label.current")
    assert current.inner_text() == LETTERS[t]
    assert middle(player.locator(".heatmaps .cursor")) == pytest.approx(middle(current), abs=2)
    ink = [int(palette.COLOURS["f"][k : k + 2], 16) for k in (1, 3, 5)]
    canvas = player.locator("canvas[data-name=f]")
    for k in range(6):
        spot = [(t - first + 0.5) / (last - first + 1), (k + 0.5) / 6]
        seen = canvas.evaluate(PIXEL, spot)
        wanted = [255 + (hue - 255) * tape["f"][t, 0, k] for hue in ink]
        assert seen == pytest.approx(wanted, abs=1), (t, k)


def test_what_is_shown_is_the_run_at_its_first_middle_and_last_step(player, tape):
    for t in (0, T // 2, T - 1, 1, T // 3):
        to(player, t)
        check(player, tape, t)
    assert faults(player) == []


def test_the_page_does_not_grow_with_the_run_nor_does_a_step(page):
    found = {}
    for steps in (600, T):
        show_alone(page, CellPlayer(run(T=steps, H=6, B=1)[0], labels=LETTERS[:steps], t=300))
        drawn(page)
        page.locator(".axis").evaluate("(axis) => axis.replaceChildren()")  # its numbers differ
        nodes = page.locator(".rnn-player *").count()
        size = "(all) => all.reduce((sum, { width, height }) => sum + width * height, 0)"
        pixels = page.locator(".rnn-player canvas").evaluate_all(size)
        found[steps] = [nodes, pixels, *page.evaluate(TOUCHED)]
    assert found[600] == pytest.approx(found[T], abs=3)
    nodes, _, touched, made = found[T]
    assert nodes < 700
    assert 20 < touched < 250
    assert made == 0


def test_steps_go_on_where_the_window_ends(player, tape):
    first, last = window(player)
    assert first == 0 and 20 < last < 100
    to(player, last)
    assert window(player) == (first, last)
    player.focus()
    press(player, "ArrowRight")
    assert window(player)[0] > 0
    check(player, tape, last + 1)
    press(player, "ArrowLeft")
    check(player, tape, last)
    press(player, "End")
    assert window(player)[1] == T - 1
    check(player, tape, T - 1)
    press(player, "Home", "ArrowDown")
    check(player, tape, 0, unit=1)


def test_it_plays_over_the_end_of_the_window(player, tape):
    last = window(player)[1]
    to(player, last - 3)
    player.locator("select[name=speed]").select_option("60")
    player.focus()
    press(player, " ")
    player.page.wait_for_function("(last) => model.get('t') > last + 3", arg=last)
    press(player, " ")
    check(player, tape, place(player))


def test_a_map_is_of_the_steps_that_are_shown_and_keeps_still_under_the_mouse(player, tape):
    to(player, 1000)
    first, last = window(player)
    box = player.locator("canvas[data-name=o]").bounding_box()
    columns, mouse, y = last - first + 1, player.page.mouse, box["y"] + box["height"] * 3.5 / 6
    mouse.move(box["x"] + box["width"] * 4.5 / columns, y)
    mouse.down()
    drawn(player.page)
    check(player, tape, first + 4, unit=3)
    for right in (columns - 0.5, columns + 3, columns + 4):
        mouse.move(box["x"] + box["width"] * right / columns, y)
        drawn(player.page)
        assert (place(player), window(player)) == (last, (first, last))
    mouse.up()


def test_the_whole_run_is_a_map_of_its_own(player, tape):
    area = player.locator(".overview .area")
    box = area.bounding_box()
    player.page.mouse.click(box["x"] + box["width"] * 1500.5 / T, box["y"] + 5)
    drawn(player.page)
    t = place(player)
    assert abs(t - 1500) < 3
    check(player, tape, t)
    first, last = window(player)
    part = player.locator(".overview .part").bounding_box()
    assert part["x"] - box["x"] == pytest.approx(first * box["width"] / T, abs=1.5)
    assert part["width"] == pytest.approx((last - first + 1) * box["width"] / T, abs=1.5)
    said = player.locator(".overview canvas").get_attribute("aria-label")
    assert said == f"c of unit 0 over all 2000 steps; below, steps {first + 1} to {last + 1}"
    marks = player.locator(".axis span").all_inner_texts()
    assert marks[0] == "1" and marks[-1] == "2000" and len(marks) > 4


def test_another_width_draws_what_is_newly_seen(player, tape):
    to(player, 1234)
    counts = []
    for width in (400, 1600, 900):
        player.page.set_viewport_size({"width": width, "height": 1500})
        drawn(player.page)
        drawn(player.page)
        first, last = window(player)
        counts.append(last - first + 1)
        check(player, tape, 1234)
        assert faults(player) == []
    assert counts[0] < counts[2] < counts[1]


def test_gradients_have_a_whole_run_too(player, tape):
    to(player, 1700)
    player.focus()
    press(player, "b")
    first, last = window(player)
    assert first <= 1700 <= last
    said = player.locator(".overview canvas").get_attribute("aria-label")
    assert said.startswith("∂L/∂c of unit 0 over all 2000 steps")
    result = player.locator(".formula[data-name='∂L/∂c'] .result").inner_text()
    assert number(result) == pytest.approx(tape.back["c"][1700, 0, 0], rel=0.051)
    press(player, "b")
    check(player, tape, 1700)


@pytest.mark.parametrize("cell", ["GRUCell", "PeepholeLSTMCell", "JordanCell"])
def test_other_cells_have_long_runs(page, cell):
    kind = getattr(rnnlib, cell)
    make = kind if cell != "JordanCell" else lambda D, H, **more: kind(D, H, 3, **more)
    words = [f"word{t}" for t in range(T)]
    tape = run(make, T=T, B=1)[0]
    show_alone(page, CellPlayer(tape, labels=words, t=1999))
    drawn(page)
    player = page.locator(".rnn-player")
    assert player.locator(".label.current").inner_text() == "word1999"
    shown = player.locator(".map-label .number[data-name=h]").inner_text()
    assert number(shown) == pytest.approx(tape["h"][1999, 0, 0], abs=0.0051)
    assert faults(player) == []
