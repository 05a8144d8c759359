"""A site of several pages: the ways between them, and what a reader has chosen."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from browser.page.four import NASTY, TEXTS, opened, written

NO_STORE = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return written(tmp_path_factory.mktemp("site"))


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
