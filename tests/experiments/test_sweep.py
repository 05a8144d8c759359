"""A sweep: the same bytes however often it is killed, and wherever it runs."""

import os
import signal
import subprocess
import sys
import time

import pytest
from needs import need

from rnnlib.experiments import store, success
from rnnlib.experiments.trial import key_of

need("joblib")
need("tqdm")

GRID = success.Grid(lengths=(10,), methods=("vanilla", "omega", "GRU"), seeds=(0, 1))
QUICK = {"H": 8, "B": 8, "updates": 20, "every": 10, "sequences": 50}
COMMAND = [
    *(sys.executable, "-m", "rnnlib.experiments.success", "results.jsonl"),
    *GRID.options(),
    *(word for name, value in QUICK.items() for word in (f"--{name}", str(value))),
]


def quickly(path, grid=GRID, **options):
    """A sweep of tiny networks in this process, unless said otherwise."""
    return success.sweep(path, grid, **{"jobs": 1, "progress": False} | QUICK | options)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The file of a sweep that nobody disturbed."""
    path = tmp_path_factory.mktemp("whole") / "results.jsonl"
    quickly(path)
    return path


def test_every_trial_of_the_grid_in_its_order_as_made_alone(whole):
    header, outcomes = store.read(whole)
    assert list(outcomes) == GRID.keys() and len(outcomes) == 12
    for key, outcome in outcomes.items():
        assert outcome == success.trial(*key[:4], lr=key.lr, **QUICK)
    assert header["settings"] | QUICK == header["settings"]


def test_the_header_has_the_command_that_makes_the_file(whole, tmp_path):
    command = store.read(whole)[0]["command"].split()
    assert command[:3] == ["python", "-m", "rnnlib.experiments.success"]
    run = [sys.executable, *command[1:], "--jobs", "1"]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "results.jsonl").read_bytes() == whole.read_bytes()


def test_two_processes_have_the_same_results(whole, tmp_path):
    quickly(tmp_path / "results.jsonl", jobs=2)
    assert (tmp_path / "results.jsonl").read_bytes() == whole.read_bytes()


def test_a_cluster_has_the_same_results_seed_by_seed(whole, tmp_path):
    need("dask")
    cluster = need("distributed").LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    )
    with cluster:
        quickly(tmp_path / "results.jsonl", dask=cluster.scheduler_address)
        assert cluster.scheduler.task_prefixes  # it is the cluster that has worked
    assert (tmp_path / "results.jsonl").read_bytes() == whole.read_bytes()


def test_a_cluster_of_processes_on_this_machine(whole, tmp_path):
    need("dask")
    need("distributed")
    run = [*COMMAND, "--dask", "--jobs", "2"]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    assert (tmp_path / "results.jsonl").read_bytes() == whole.read_bytes()


KILLED_WHILE_WRITING = """
import os, signal, sys
from rnnlib.experiments import store, success

def append(file, outcome, whole=store.append, left=[int(sys.argv.pop(1))]):
    if left[0] == 0:
        file.write(store.line(outcome)[:40])
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    whole(file, outcome)

store.append = append
success.main(sys.argv[1:])
"""
posix = pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs SIGKILL")


@posix
def test_a_sweep_that_is_killed_while_it_writes_goes_on_where_it_was(whole, tmp_path):
    path = tmp_path / "results.jsonl"
    for more, done in ((0, 0), (3, 3), (5, 8)):
        run = [sys.executable, "-c", KILLED_WHILE_WRITING, str(more), *COMMAND[3:], "--jobs", "1"]
        killed = subprocess.run(run, cwd=tmp_path, capture_output=True)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert not path.read_bytes().endswith(b"\n")
        assert len(store.read(path)[1]) == done
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()


@posix
def test_a_sweep_on_two_processes_that_is_killed_at_any_moment(whole, tmp_path):
    path = tmp_path / "results.jsonl"
    for enough in (1, 4, 7):  # lines
        run = subprocess.Popen(
            [*COMMAND, "--jobs", "2"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        while run.poll() is None and not (path.exists() and lines(path) > enough):
            time.sleep(0.002)
        os.killpg(run.pid, signal.SIGKILL)
        assert run.wait() in (-signal.SIGKILL, 0)
        assert len(store.read(path)[1]) >= enough
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()


def lines(path):
    return path.read_bytes().count(b"\n")


@pytest.mark.parametrize("cut", [1, 25, 150, 400])
def test_a_file_cut_short_anywhere_after_its_first_line(cut, whole, tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_bytes(whole.read_bytes()[:-cut])
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()


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
