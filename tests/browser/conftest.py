"""A real Chromium on a real JupyterLab; a page fails its test on any error or foreign request.

`lab` starts JupyterLab once per worker, `chromium` the browser, `open_page` gives watched pages and
`open_notebook` opens a notebook made of code cells in one. Keep tests that need `lab` in one file:
files are spread over workers, and every worker that uses it starts its own server.
"""

import inspect
import os
from urllib.parse import urlsplit

import nbformat
import pytest
from browser import sample as sampling
from browser.pages import drawn
from browser.server import jupyter_lab
from needs import need


class Watch:
    """Listens to one page and remembers what must not happen.

    `forgiven` are parts of what the page may say or ask for: faults of the front end itself.
    """

    def __init__(self, page):
        self.problems, self.forgiven = [], ()
        page.on("pageerror", lambda error: self.note(f"page error: {error}\n{error.stack}"))
        page.on("console", self.hear)
        page.on("request", self.follow)

    def note(self, problem):
        if not any(part in problem for part in self.forgiven):
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
def chromium(browsers):
    """The browser of most tests: with the fonts that FONTCONFIG_FILE chooses, or DejaVu alone."""
    return browsers(None if "FONTCONFIG_FILE" in os.environ else "dejavu")


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
    with jupyter_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="module")
def open_notebook(lab, open_page):
    """`open_notebook("name", [source, …])` → the page of that notebook with all cells run.

    It opens in JupyterLab, or with ``at="notebooks"`` in Notebook 7.
    """
    folder, address = lab

    def open_notebook(name, sources, at="doc/tree", forgiven=(), **options):
        notebook = nbformat.v4.new_notebook()
        notebook.cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(notebook, folder / f"{name}.ipynb")
        page = open_page(**options)
        page.watch.forgiven = forgiven
        page.goto(f"{address}/{at}/{name}.ipynb")
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


SHOW = """\
from rnnlib.widgets import CellPlayer
tape, p, alphabet = sample()
player = CellPlayer(tape, labels=list(TEXT[:-1]), predictions=p, symbols=alphabet)
player"""
LINKED = """\
import ipywidgets
slider = ipywidgets.IntSlider(max=40)
ipywidgets.jslink((player, "t"), (slider, "value"))
slider"""


@pytest.fixture(scope="session")
def truth():
    """The run that `player` shows, computed here: (tape, probabilities, alphabet)."""
    return sampling.sample()


@pytest.fixture(scope="module")
def player_page(open_notebook, request):
    """A notebook with two views of one CellPlayer, a cell that prints, and a linked slider."""
    cells = [inspect.getsource(sampling), SHOW, "print(player.t, player.unit)", "player", LINKED]
    page = open_notebook(request.module.__name__.split(".")[-1], cells, width=1280, height=1400)
    for view in range(2):
        page.locator(".rnn-player").nth(view).wait_for(timeout=60_000)
    return page


@pytest.fixture
def player(player_page):
    """The first view, reset and with the focus; whatever goes wrong in the page fails the test."""
    view = player_page.locator(".rnn-player").first
    view.locator("[data-act=reset]").click()
    view.focus()
    drawn(player_page)
    yield view
    player_page.watch.check()
