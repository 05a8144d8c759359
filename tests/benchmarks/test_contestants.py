"""The benchmark compares like with like: every contestant does the same work."""

from pathlib import Path

import pytest
from kinds import CELLS


@pytest.mark.parametrize("cell", [kind.__name__ for kind in CELLS])
def test_the_naive_loop_computes_the_same(cell, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    from contestants import Work

    Work(cell, 6, 3, 4, 5).check()
