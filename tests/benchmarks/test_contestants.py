"""The benchmark compares like with like: every contestant does the same work."""

from pathlib import Path


def test_the_naive_loop_computes_the_same(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    from contestants import CELLS, Work

    for cell in CELLS:
        Work(cell, 6, 3, 4, 5).check()
