"""What holds for every widget in `rnnlib.widgets`, on a page without a kernel."""

from browser.pages import drawn
from widgets.each import each, example

from rnnlib.widgets.shared.alone import show_alone


@each
def test_it_opens_twice_fits_its_page_takes_keys_and_leaves_nothing_behind(open_page, folder):
    page = open_page()
    show_alone(page, example(folder))
    view = page.locator(".rnn-player").first
    assert view.inner_text().strip()
    for key in ("ArrowRight", "End", "ArrowLeft", "Home"):
        view.press(key)
    for width in (400, 1600):
        page.set_viewport_size({"width": width, "height": 1000})
        drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("async () => { window.before = listeners(); window.second = await show(); }")
    assert page.locator(".rnn-player").count() == 2
    page.evaluate("() => { second(); }")
    assert page.evaluate("() => listeners() === before")
    page.evaluate("() => { close_view(); stop?.(); }")
    assert page.evaluate("() => listeners()") == 0
    assert page.locator(".rnn-player").count() == 0
    page.watch.check()
