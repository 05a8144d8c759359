"""CellPlayer in JupyterLab: narrow and wide, light and dark, focus and reduced motion."""

import pytest
from browser.lab import lab_widths
from browser.pages import faults, go, press


def test_every_control_is_reached_by_tab_and_shows_its_focus(player_page, player):
    wanted = player.locator("button:not(:disabled), select, input:not([type=hidden])").count()
    player.focus()
    reached = 0
    for _ in range(wanted + 2):
        player_page.keyboard.press("Tab")
        outline = player_page.evaluate(
            """() => document.querySelector('.rnn-player').contains(document.activeElement)
                 && getComputedStyle(document.activeElement).outlineWidth"""
        )
        if not outline:
            break
        assert outline == "3px", "ours, and not that of JupyterLab"
        reached += 1
    assert reached == wanted


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_nothing_overlaps_or_sticks_out(player_page, player, theme):
    for width in lab_widths(player, theme):
        for name in ["house", "memory", "peephole-lecture"] if "Light" in theme else ["memory"]:
            player.locator("select[name=notation]").select_option(name)
            for way in ("forward", "backward"):
                player.locator(f"[data-way={way}]").click()
                go(player, 17)
                assert faults(player) == [], (width, name, way)


def test_a_narrow_window_is_enough(player_page, player):
    player_page.set_viewport_size({"width": 400, "height": 900})
    player_page.wait_for_timeout(300)
    assert faults(player) == []
    player_page.set_viewport_size({"width": 1280, "height": 1400})
    player_page.wait_for_timeout(200)


def test_reduced_motion_is_honoured(player_page, player):
    press(player, "Shift+ArrowRight")
    moving = """(root) => [
      getComputedStyle(root.querySelector("[data-phase=now] .flow")).animationName,
      getComputedStyle(root.querySelector(".level")).transitionDuration]"""
    assert player.evaluate(moving) == ["rnn-flow", "0.12s, 0.12s"]
    player_page.emulate_media(reduced_motion="reduce")
    assert player.evaluate(moving) == ["none", "0s"]
    player_page.emulate_media(reduced_motion="no-preference")


def test_nothing_goes_on_moving_by_itself(player_page, player):
    press(player, "Shift+ArrowRight")
    ends = """() => document.getAnimations().map((moving) =>
      [moving.animationName, moving.effect.getComputedTiming().endTime])"""
    ends = dict(one for one in player_page.evaluate(ends) if one[0])
    assert "rnn-flow" in ends and max(ends.values()) < 5000
