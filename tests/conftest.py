"""Fixtures for every test."""

import os

import needs
import pytest
from browser.browsers import browsers  # noqa: F401  (a fixture)

# Two workers on two cores: more threads would wait for each other.
for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# The reader's own record of solved exercises is none of the tests' business.
os.environ["RNNLIB_PROGRESS"] = ""


def pytest_configure(config):
    """What the tests compile is kept with what pytest keeps, and not with the reader's own."""
    os.environ.setdefault("RNNLIB_CACHE", str(config.cache.mkdir("machine_code")))


@pytest.fixture(scope="session")
def need():
    """`need("torch")`, `need("chromium")`: see `needs.need`, which also works at module level."""
    return needs.need
