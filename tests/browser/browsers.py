"""Browsers, one for each set of fonts and flags, shared by all tests of a worker."""

import os

import pytest
from browser import fonts
from needs import need

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browsers(tmp_path_factory):
    """`browsers("wide")` → a browser that sees this set of fonts alone (`browser.fonts.SETS`).

    More flags, `browsers("wide", "--font-render-hinting=none")`, make another one. Its own
    Playwright, so that no other test's event loop is disturbed.
    """
    program = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = {}

        def browser(name, *flags):
            if (name, *flags) not in opened:
                chosen = name and fonts.config(name, tmp_path_factory.mktemp("fonts"))
                env = os.environ | ({"FONTCONFIG_FILE": str(chosen)} if chosen else {})
                opened[name, *flags] = playwright.chromium.launch(
                    executable_path=program, args=[*ARGUMENTS, *flags], env=env
                )
            return opened[name, *flags]

        yield browser
        for browser in opened.values():
            browser.close()
