"""The course as a JupyterLite site: built without a network, and opened as far as one gets so.

Its Python, Pyodide, comes from the network and is not started here. In its place every chapter's
imports, and all of the first chapter, run in a Python that has just what the site installs.
"""

import json
import os
import subprocess
import sys
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import metadata
from pathlib import Path

import pytest
from needs import need
from packaging.requirements import Requirement

from rnnlib.chapters.commands import chapters

PROJECT = Path(__file__).parents[2]
BUILD = PROJECT / "lite" / "build.py"
NAMES = ("00_start_here", "05_lstm_gates")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of a site with two chapters. What asks the network while it is built fails."""
    need("jupyterlite_core")
    need("jupyterlite_pyodide_kernel")
    folder = tmp_path_factory.mktemp("lite")
    offline = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    command = [sys.executable, BUILD, folder / "site", *NAMES]
    env = os.environ | offline | {"NO_PROXY": ""}
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8")
    assert run.returncode == 0, (run.stdout + run.stderr)[-3000:]
    return folder / "site"


def installed(site):
    """What the first cell of each chapter installs; it is the same in all."""
    firsts = set()
    for name in NAMES:
        nb = json.loads((site / "files" / f"{name}.ipynb").read_text(encoding="utf-8"))
        assert all(isinstance(cell["source"], str) for cell in nb["cells"])
        firsts.add(nb["cells"][0]["source"])
        assert nb["cells"][1]["source"].startswith("# ")
    (first,) = firsts
    return first.removeprefix("%pip install -q ").split()


def test_it_holds_the_chapters_the_wheel_and_what_draws_widgets(site):
    index = json.loads((site / "pypi" / "all.json").read_text(encoding="utf-8"))
    ((wheel,),) = (release for release in index["rnnlib"]["releases"].values())
    with zipfile.ZipFile(site / "pypi" / wheel["filename"]) as file:
        assert "rnnlib/widgets/cell_player/widget.js" in file.namelist()
    listed = json.loads((site / "api" / "contents" / "all.json").read_text(encoding="utf-8"))
    assert [f["name"] for f in listed["content"]] == [f"{name}.ipynb" for name in NAMES]
    config = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))
    config = config["jupyter-config-data"]
    assert {extension["name"] for extension in config["federated_extensions"]} == {
        "anywidget",
        "@jupyter-widgets/jupyterlab-manager",
        "@jupyterlite/pyodide-kernel-extension",
    }
    (settings,) = config["litePluginSettings"].values()
    assert any(url.startswith("./pypi/all.json") for url in settings["pipliteUrls"])


def closure(names):
    """The names with all that they depend on."""
    found, todo = set(), list(names)
    while todo:
        name = todo.pop().lower().replace("_", "-")
        if name not in found:
            found.add(name)
            wanted = map(Requirement, metadata.requires(name) or ())
            todo += (r.name for r in wanted if not r.marker or r.marker.evaluate({"extra": ""}))
    return found


ALONE = """
import sys, threading
from importlib import metadata
allowed = set(sys.argv[1].split())
owners = metadata.packages_distributions()

class Missing:
    def find_spec(self, name, path=None, target=None):
        whose = owners.get(name.partition(".")[0])
        if whose and not {w.lower().replace("_", "-") for w in whose} & allowed:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def start(self):
    raise RuntimeError("can't start new thread")

sys.meta_path.insert(0, Missing())
threading.Thread.start = start  # nor are there threads in a browser
sys.modules |= {"fcntl": None, "_multiprocessing": None}
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in sys.stdin.read().split("\\0"):
    shell.run_cell(cell).raise_error()
"""


def test_what_it_installs_is_all_that_chapters_import(site):
    names = installed(site)
    assert names[0] == "rnnlib"
    course = {Requirement(line).name for line in metadata.requires("rnnlib")}
    assert set(names[1:]) < course
    on_colab = f"rnnlib-{metadata.version('rnnlib')}-py3-none-any.whl {' '.join(names[1:])}`"
    assert on_colab in (PROJECT / "README.md").read_text(encoding="utf-8")
    cells = []
    for path in chapters():
        nb = json.loads(path.read_text(encoding="utf-8"))
        codes = ["".join(c["source"]) for c in nb["cells"] if c["cell_type"] == "code"]
        heads = [line for code in codes for line in code.splitlines()]
        heads = [line for line in heads if line.startswith("import ") or " import " in line]
        cells += codes if path.stem == NAMES[0] else [h for h in heads if h[0] in "if"]
    allowed = " ".join(closure([*names, "ipython", "numpy"]))
    run = subprocess.run(
        [sys.executable, "-c", ALONE, allowed],
        input="\0".join(cells),
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, (run.stdout + run.stderr)[-3000:]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


def test_in_a_browser_a_chapter_is_listed_and_opens(site, open_page):
    need("chromium")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = open_page(width=1280, height=900)
        page.watch.forgiven = ("https://cdn.jsdelivr.net/pyodide/", "a status of 404")
        page.goto(f"http://127.0.0.1:{server.server_port}/lab/index.html")
        listed = page.locator(".jp-DirListing-item")
        listed.first.wait_for(timeout=60_000)
        found = [text.split()[0] for text in listed.all_inner_texts()]
        assert found == [f"{name}.ipynb" for name in NAMES]
        listed.first.dblclick()
        chapter = page.locator(".jp-NotebookPanel")
        chapter.locator("h1", has_text="Start here").wait_for(timeout=60_000)
        assert "%pip install -q rnnlib" in chapter.locator(".jp-CodeCell").first.inner_text()
        page.close()
        server.shutdown()
