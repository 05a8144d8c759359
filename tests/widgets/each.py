"""Every widget in its folder, and one of each to look at."""

from importlib import import_module, util

import pytest

from rnnlib.widgets.shared.modules import SHARED

WIDGETS = SHARED.parent
FOLDERS = sorted(path.parent for path in WIDGETS.glob("*/widget.js"))
each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def example(folder):
    """What the folder's `example` makes, or the widget itself where it needs no arguments."""
    package = f"rnnlib.widgets.{folder.name}"
    if util.find_spec(f"{package}.example"):
        return import_module(f"{package}.example").example()
    (name,) = import_module(package).__all__
    return getattr(import_module(package), name)()
