"""A camera for all tests here."""

from contextlib import closing

import pytest
from visual.camera import Camera


@pytest.fixture(scope="session")
def camera(browsers):
    """Takes pictures in a browser that sees DejaVu alone."""
    taking = Camera(browsers("dejavu"))
    with closing(taking):
        yield taking
