"""The course as a JupyterLite site, whose Python runs in the reader's browser.

    python lite/build.py site                 all chapters, into the folder `site`
    python lite/build.py site 05_lstm_gates   these chapters

It needs `pip install -r requirements.txt`, and no network. A reader's browser does: Python itself
and NumPy come from Pyodide's address, what else a chapter imports from PyPI; rnnlib comes from the
site. Any server of plain files can show it: python -m http.server -d site
"""

import argparse
import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from rnnlib.chapters.canonical import parse
from rnnlib.chapters.commands import chapters

HERE = Path(__file__).parent
EXTENSIONS = (
    "anywidget",
    "@jupyter-widgets/jupyterlab-manager",
    "@jupyterlite/pyodide-kernel-extension",
)
# What chapters import, where Jupyter itself is already there: in a browser, or on Colab.
IMPORTED = ("anywidget", "ipywidgets", "matplotlib", "packaging", "platformdirs", "tqdm")
INSTALL = f"%pip install -q rnnlib {' '.join(IMPORTED)}"


def installing(nb):
    """The chapter with one cell before all others: it installs what the chapter imports."""
    cell = nbformat.v4.new_code_cell(INSTALL, id="install", metadata={"tags": ["jupyterlite"]})
    nb.cells.insert(0, cell)
    return nb


def build(out, names=()):
    """Write the site into the folder `out`; CalledProcessError where a program fails."""
    with TemporaryDirectory() as work:
        work = Path(work)
        for name in ("jupyter_lite_config.json", "jupyter-lite.json"):
            shutil.copy(HERE / name, work)
        (work / "contents").mkdir()
        for path in chapters(names):
            nb = installing(parse(path.read_text(encoding="utf-8")))
            file = work / "contents" / path.name
            file.write_text(json.dumps(nb), encoding="utf-8")  # JupyterLite wants sources whole
        dist = ["build", "--no-isolation", "--outdir", work / "dist", HERE.parent]
        there = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
        site = ["jupyterlite_core", "build", "--lite-dir", work, "--output-dir", out.resolve()]
        site += [f"--LiteBuildConfig.federated_extensions={there / name}" for name in EXTENSIONS]
        run = partial(subprocess.run, cwd=work, check=True)
        run([sys.executable, "-m", *dist])  # by way of the source: old files in build/ stay out
        (work / "pypi").mkdir()
        for wheel in (work / "dist").glob("*.whl"):
            shutil.copy(wheel, work / "pypi")
        run([sys.executable, "-m", *site])


def main(arguments=None):
    """The command line; ValueError for a chapter that there is not."""
    ours = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    ours.add_argument("out", type=Path, help="the folder to write")
    ours.add_argument("names", nargs="*", help="chapters; default all")
    options = ours.parse_args(arguments)
    build(options.out, options.names)


if __name__ == "__main__":
    main()
