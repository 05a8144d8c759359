"""A real Chromium on a real JupyterLab; a page fails its test on any error or foreign request.

`lab` starts JupyterLab once per worker, `chromium` the browser, `open_page` gives watched pages and
`open_notebook` opens a notebook made of code cells in one. Keep tests that need `lab` in one file:
files are spread over workers, and every worker that uses it starts its own server.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit

import nbformat
import pytest
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
QUIET = {"fetchNews": "false", "checkForUpdates": False}


class Watch:
    """Listens to one page and remembers what must not happen."""

    def __init__(self, page):
        self.problems = []
        page.on("pageerror", lambda error: self.note(f"page error: {error}"))
        page.on("console", self.hear)
        page.on("request", self.follow)

    def note(self, problem):
        self.problems.append(problem)

    def hear(self, message):
        if message.type == "error":
            self.note(f"console error: {message.text}")

    def follow(self, request):
        url = urlsplit(request.url)
        local = url.hostname in ("127.0.0.1", "localhost") or url.scheme in ("data", "blob", "file")
        if not local:
            self.note(f"request beyond this machine: {request.url}")

    def check(self):
        """Fail with everything that went wrong since the last check."""
        problems, self.problems = self.problems, []
        assert not problems, "\n".join(problems)


@pytest.fixture(scope="session")
def chromium():
    """The browser. Its own Playwright, so that no other test's event loop is disturbed."""
    program = need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def open_page(chromium):
    """`open_page(width=…, **options)` → a page; errors on it fail the module at its end."""
    opened = []

    def open_page(width=1280, height=1000, **options):
        page = chromium.new_page(viewport={"width": width, "height": height}, **options)
        page.watch = Watch(page)
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        page.close()
    for page in opened:
        page.watch.check()


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """The folder and address of a JupyterLab with fresh settings, on a free port."""
    need("chromium")
    home = tmp_path_factory.mktemp("lab")
    folder = home / "notebooks"
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kinds = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
    environment = os.environ | {f"JUPYTER_{kind}": str(home / kind.lower()) for kind in kinds}
    environment |= {"IPYTHONDIR": str(home / "ipython"), "JUPYTER_PLATFORM_DIRS": "0"}
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "ServerApp.password": "",
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "LabApp.expose_app_in_browser": True,
        "LabApp.user_settings_dir": home / "settings",
        "LabApp.workspaces_dir": home / "workspaces",
        "LabApp.news_url": "",
        "LabApp.extension_manager": "readonly",
    }
    command = [sys.executable, "-m", "jupyterlab", *(f"--{k}={v}" for k, v in options.items())]
    with open(home / "log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server, home / "log")
            yield folder, address
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address, server, log, seconds=60):
    """Until the server answers."""
    for _ in range(seconds * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}", pytrace=False)


@pytest.fixture(scope="module")
def open_notebook(lab, open_page):
    """`open_notebook("name", [source, …])` → the page of that notebook with all cells run."""
    folder, address = lab

    def open_notebook(name, sources, **options):
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
        page = open_page(**options)
        page.goto(f"{address}/doc/tree/{name}.ipynb")
        page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=60_000)
        page.evaluate("() => jupyterapp.restored")
        page.wait_for_function(
            "() => jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel"
            "?.connectionStatus === 'connected'",
            timeout=60_000,
        )
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')")
        return page

    return open_notebook
