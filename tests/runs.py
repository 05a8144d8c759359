"""Every chapter is run once for all tests that look at what comes."""

import os
import time
from contextlib import ExitStack

import nbformat

from rnnlib.chapters.commands import with_pictures
from rnnlib.chapters.execute import older_processor, run
from rnnlib.chapters.page.state import CELL
from rnnlib.files import alone


def ran(path, factory):
    """The executed notebook, whichever of the workers came first; `factory` makes folders.

    It rounds as an older processor does, its widgets bring their pictures, and its last cell shows
    their state.
    """
    folder = factory.getbasetemp()
    folder = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    file = folder / f"{path.stem}.ran.ipynb"
    while not file.exists():
        with ExitStack() as stack:
            try:
                stack.enter_context(alone(file))
            except ValueError:  # another worker is at it
                time.sleep(0.2)
                continue
            if not file.exists():
                came = run(path, env=with_pictures(older_processor()), last=CELL)
                nbformat.write(came, part := file.with_suffix(".part"))
                os.replace(part, file)
    return nbformat.read(file, as_version=4)
