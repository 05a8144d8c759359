"""A sweep's grids, options and command."""

import pytest
from experiments.sweeps import GRID, QUICK, quickly
from needs import need

from rnnlib.experiments import store, success
from rnnlib.experiments.trial import key_of

need("joblib")
need("tqdm")


def test_what_is_done_is_not_done_again(whole, tmp_path, monkeypatch):
    path = tmp_path / "results.jsonl"
    path.write_bytes(whole.read_bytes())

    def never(key, settings):
        raise AssertionError(key)

    monkeypatch.setattr("rnnlib.experiments.sweep.run", never)
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()


def test_a_grid_may_grow(whole, tmp_path):
    path = tmp_path / "results.jsonl"
    quickly(path, success.Grid(lengths=(10,), methods=("omega",), seeds=(1,)))
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()


def test_learning_rates_can_be_compared(tmp_path):
    grid = success.Grid(("adding",), (10,), ("GRU",), (0,), (0.01, 0.1))
    found = quickly(tmp_path / "rates.jsonl", grid)
    assert [outcome.lr for outcome in found.outcomes] == [0.01, 0.1]
    assert "--rates 0.01 0.1" in found.command


def test_a_failing_trial_stops_the_sweep_and_what_was_done_stays(tmp_path, monkeypatch):
    path = tmp_path / "results.jsonl"
    calls = []

    def third(key, settings):
        calls.append(key)
        if len(calls) == 3:
            raise MemoryError("no more")
        return success.trial(*key[:4], **QUICK)

    monkeypatch.setattr("rnnlib.experiments.sweep.run", third)
    with pytest.raises(MemoryError):
        quickly(path)
    assert list(store.read(path)[1]) == calls[:2]


def test_trials_made_in_another_way_are_not_mixed(whole, tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_bytes(whole.read_bytes())
    with pytest.raises(ValueError, match="results.jsonl: expected settings .*'H': 9.*, got .*8"):
        quickly(path, H=9)
    smaller = success.Grid(lengths=(10,), methods=("vanilla",))
    with pytest.raises(ValueError, match="expected trials of this grid alone, got Key.*omega"):
        quickly(path, smaller)
    assert path.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"jobs": 0}, "jobs: expected a positive integer, or −1 for all cores, got 0"),
        ({"jobs": 1.0}, "jobs: expected .*, got 1.0"),
        ({"path": "no/such/folder/x.jsonl"}, "path: expected a file in an existing folder, got "),
        ({"sizes": 3}, "sizes: expected one of the settings"),
    ],
)
def test_bad_options(options, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match=f"^{sentence}"):
        quickly(**{"path": "x.jsonl"} | options)
    assert not list(tmp_path.iterdir())


def test_bad_grids():
    with pytest.raises(ValueError, match="^seeds: expected at least one, got none$"):
        success.Grid(seeds=())
    with pytest.raises(ValueError, match="^T: expected an integer of at least 10, got 5$"):
        success.Grid(lengths=(5,)).keys()
    assert GRID.keys()[0] == key_of("temporal_order", 10, "vanilla", 0)


def test_the_command_says_what_is_wrong(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert success.main(["x.jsonl", "--lengths", "5"]) == 2
    assert capsys.readouterr().err == "T: expected an integer of at least 10, got 5\n"
    (tmp_path / "x.jsonl").write_text("something else\n")
    assert success.main(["x.jsonl"]) == 2
    assert "expected JSON, got 'something else'" in capsys.readouterr().err


@pytest.mark.parametrize("error", [OSError("Timed out"), ImportError("No module named 'dask'")])
def test_the_command_says_that_there_is_no_cluster(tmp_path, capsys, monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("rnnlib.experiments.success.sweep", fail)
    assert success.main([str(tmp_path / "x.jsonl"), "--dask", "tcp://nobody:8786"]) == 2
    assert capsys.readouterr().err == f"{error}\n"


def test_the_command_prints_the_table(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = ["x.jsonl", "--lengths", "10", "--seeds", "0", "--methods", "GRU", "--jobs", "1"]
    assert success.main([*words, "--updates", "3", "--sequences", "20"]) == 0
    out, err = capsys.readouterr()
    assert out == success.results("x.jsonl").table() + "\n"
    assert "2/2" in err and "adding T=10 GRU: not solved" in err


def test_the_command_can_be_stopped(tmp_path, capsys, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("rnnlib.experiments.success.sweep", stop)
    assert success.main([str(tmp_path / "x.jsonl")]) == 130
    assert "goes on from here" in capsys.readouterr().err
