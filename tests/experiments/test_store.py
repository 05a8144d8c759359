"""Results on disk: exact, complete or as they were, and not upset by a line cut short."""

import pytest

from rnnlib.experiments import store
from rnnlib.experiments.trial import Outcome

HEADER = {"experiment": "success", "command": "python -m …"}
FIRST = Outcome("adding", 10, "GRU", 0, 0.1, True, False, 700, 0.1 + 0.2, 1 / 3)
SECOND = FIRST._replace(seed=1, solved=False, error=1e-300, norm=1e300)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "results.jsonl"
    store.write(path, HEADER, [FIRST, SECOND])
    return path


def test_what_is_read_is_what_was_written_to_the_last_digit(path):
    assert store.read(path) == (HEADER, {FIRST.key: FIRST, SECOND.key: SECOND})


def test_lines_are_added_at_the_end(path):
    third = SECOND._replace(seed=2)
    store.append(path, third)
    assert store.read(path)[1][third.key] == third


@pytest.mark.parametrize("cut", [1, 2, 30, 100])
def test_a_last_line_cut_short_is_not_read(path, cut):
    path.write_bytes(path.read_bytes()[:-cut])
    assert store.read(path) == (HEADER, {FIRST.key: FIRST})


@pytest.mark.parametrize("act", ["fsync", "replace"])
def test_a_file_is_replaced_in_one_act(act, path, monkeypatch):
    before = path.read_bytes()

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(store.os, act, full)
    with pytest.raises(OSError):
        store.write(path, HEADER, [])
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "line 1: expected JSON, got ''"),
        (b'{"experiment": "success"', "line 1: expected JSON, got ''"),
        (b"x, y\n1, 2\n", "line 1: expected JSON, got 'x, y'"),
        (b"[1]\n", "expected the results of a sweep, got another file"),
        (b'{"experiment": "other"}\n', "expected the results of a sweep, got another file"),
        (b'{"experiment": "success"}\n{"T": 3}\n', "line 2: expected an outcome, got .*T"),
        (b'{"experiment": "success"}\n7\n', "line 2: expected an outcome, got b'7'"),
        (b'{"experiment": "success"}\n{"T\n{}\n', "line 2: expected JSON, got "),
    ],
)
def test_a_file_that_is_something_else(tmp_path, content, sentence):
    path = tmp_path / "results.jsonl"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=f"results.jsonl(: |, ){sentence}"):
        store.read(path)


def test_one_trial_with_two_outcomes(path):
    for other in (FIRST, FIRST._replace(updates=800)):
        store.append(path, other)
        if other == FIRST:
            assert len(store.read(path)[1]) == 2
    with pytest.raises(ValueError, match="line 5: expected one outcome of a trial, got two"):
        store.read(path)
