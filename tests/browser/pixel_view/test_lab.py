"""PixelView in a real JupyterLab: what a reader erases, Python completes."""

from browser.pages import told

SHOW = """\
from rnnlib.widgets.pixel_view.example import example
view = example()
view"""
TELL = """\
expected = ", ".join(str(v) for v in view.told.expected[:, view.t])
print(view.case, view.erased, view._mine["key"][2] == view.erased, expected, sep="; ")"""


def test_own_erasures_are_completed_by_python(open_notebook):
    page = open_notebook("pixels", [SHOW, TELL], width=1280, height=1000)
    view = page.locator(".rnn-pixels").first
    view.locator(".rest i").nth(1).hover(timeout=60_000)
    page.mouse.down()
    for k in (2, 3, 9):
        view.locator(".rest i").nth(k).hover(force=True)
    page.mouse.up()
    case, erased, same, _ = told(page, 1).strip().split("; ")
    assert [k for k, sign in enumerate(erased) if sign == "1"] == [1, 2, 3, 9, *range(12, 30)]
    assert (case, same) == ("-1", "True")
    assert view.locator("select[name=case]").input_value() == "-1"
    view.press("End")
    *_, expected = told(page, 1).strip().split("; ")
    page.wait_for_function(
        "(percent) => percent.every((p, i) => document.querySelectorAll('.expected .foot')[i]"
        ".textContent === `p(ink) ${p} %`)",
        arg=expected.split(", "),
    )
    view.press("e")  # at the cursor, the last pixel
    _, erased, same, _ = told(page, 1).strip().split("; ")
    assert erased[-1] == "0" and same == "True"
    view.locator("[data-act=reset]").click()
    page.wait_for_function("() => document.querySelector('select[name=case]').value === '0'")
    page.watch.check()
