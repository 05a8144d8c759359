"""Fixtures for every test."""

import needs
import pytest


@pytest.fixture(scope="session")
def need():
    """`need("torch")`, `need("chromium")`: see `needs.need`, which also works at module level."""
    return needs.need
