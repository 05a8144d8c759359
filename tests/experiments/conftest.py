"""A sweep of tiny networks."""

import pytest
from experiments.sweeps import quickly


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The file of a sweep that nobody disturbed."""
    path = tmp_path_factory.mktemp("whole") / "results.jsonl"
    quickly(path)
    return path
