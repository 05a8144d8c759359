"""What a test needs beyond the package: missing means skipped, or failed where all is required."""

import importlib
import os
import shutil
from pathlib import Path

import pytest

FONTS = {"liberation": "LiberationSans-Regular.ttf"}  # by the name of the family: one of its files
FOLDERS = os.environ.get("RNNLIB_FONTS", "/usr/share/fonts:/usr/local/share/fonts").split(":")
PROGRAMS = {"chromium": ("chromium", "chromium-browser", "google-chrome", "chrome")}


def need(name):
    """The module called `name`, for "chromium" the path of its program, for a family of fonts the
    folder of its files.

    Where it is missing, the test (or the test file, at module level) is skipped; with
    RNNLIB_REQUIRE_ALL=1 in the environment it fails.
    """
    found = find(name)
    if found is None:
        reason = f"{name} is not installed"
        if os.environ.get("RNNLIB_REQUIRE_ALL") == "1":
            pytest.fail(f"{reason}, and RNNLIB_REQUIRE_ALL=1 forbids to skip", pytrace=False)
        pytest.skip(reason, allow_module_level=True)
    return found


def find(name):
    """The module, the program's path or the fonts' folder; None where it is missing."""
    if name in FONTS:
        folders = map(Path, filter(None, FOLDERS))
        files = (file for folder in folders for file in folder.rglob(FONTS[name]))
        return next((file.parent for file in files), None)
    if name in PROGRAMS:
        return next(filter(None, map(shutil.which, PROGRAMS[name])), None)
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None
