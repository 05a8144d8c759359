"""A sweep: the same bytes however often it is killed, and wherever it runs."""

import os
import signal
import subprocess
import sys
import time

import pytest
from experiments.sweeps import (
    COMMAND,
    GRID,
    KILLED_WHILE_REWRITING,
    KILLED_WHILE_WRITING,
    QUICK,
    WAITS_AFTER_ITS_FIRST_TRIAL,
    lines,
    posix,
    quickly,
)
from needs import need

from rnnlib.experiments import store, success

need("joblib")
need("tqdm")


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
@pytest.mark.parametrize("before, done", [(0, 4), (1, 12)])  # the header anew; all in order
def test_a_sweep_that_is_killed_while_it_rewrites_its_file(before, done, whole, tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_bytes(b"".join(whole.read_bytes().splitlines(keepends=True)[:5]))
    run = [sys.executable, "-c", KILLED_WHILE_REWRITING, str(before), *COMMAND[3:], "--jobs", "1"]
    killed = subprocess.run(run, cwd=tmp_path, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(store.read(path)[1]) == done
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()


def test_two_sweeps_at_once_the_second_is_refused_and_the_first_is_undisturbed(whole, tmp_path):
    path = tmp_path / "results.jsonl"
    run = [sys.executable, "-c", WAITS_AFTER_ITS_FIRST_TRIAL, *COMMAND[3:], "--jobs", "1"]
    quiet = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(run, cwd=tmp_path, **quiet) as first:
        assert first.stdout.readline() == b"done\n"
        halfway = path.read_bytes()
        second = subprocess.run([*COMMAND, "--jobs", "1"], cwd=tmp_path, capture_output=True)
        assert second.returncode == 2
        assert second.stderr.startswith(b"path: expected a file that no other process works on")
        assert path.read_bytes() == halfway and halfway.count(b"\n") == 2
        first.communicate(b"\n" * len(GRID.keys()))
    assert first.returncode == 0
    assert path.read_bytes() == whole.read_bytes() and os.listdir(tmp_path) == ["results.jsonl"]


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


@pytest.mark.parametrize("cut", [1, 25, 150, 400])
def test_a_file_cut_short_anywhere_after_its_first_line(cut, whole, tmp_path):
    path = tmp_path / "results.jsonl"
    path.write_bytes(whole.read_bytes()[:-cut])
    quickly(path)
    assert path.read_bytes() == whole.read_bytes()
