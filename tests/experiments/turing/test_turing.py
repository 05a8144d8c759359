"""Who learns the algorithms, how it is taught and examined, and what is stored of it."""

import json
from importlib import import_module

import numpy as np
import pytest

from rnnlib.experiments.__main__ import names
from rnnlib.experiments.training import State, leg
from rnnlib.experiments.turing import KINDS, PROBLEMS, Algorithm, Results, examined, network
from rnnlib.experiments.turing.examination import Examination, cost_as_taught, with_memory
from rnnlib.experiments.turing.network import size
from rnnlib.experiments.turing.results import stored, write
from rnnlib.experiments.turing.store import store
from rnnlib.pretrained import turing_machines

tasks = pytest.mark.parametrize("task", PROBLEMS)


@tasks
def test_the_lstm_has_more_parameters_and_all_fit_the_task(task):
    problem = PROBLEMS[task]
    batch = problem.batch(3, np.random.default_rng(0))
    assert batch.x.shape[1:] == (3, problem.D) and batch.target.shape[1:] == (3, problem.O)
    sizes = {kind: size(network(task, kind, 0)) for kind in KINDS}
    assert sizes["LSTM"] > sizes["NTM"]
    for kind in KINDS:
        model = network(task, kind, 0)
        assert {p.dtype for p in model.params.values()} == {np.dtype(np.float32)}
        loss, grads, _ = model.loss_and_grads(batch._replace(x=batch.x.astype(np.float32)))
        assert 0.6 < loss < 0.85 and all(d.dtype == np.float32 for d in grads.values())


@tasks
def test_lessons_have_every_size_and_exams_larger_ones(task):
    problem, drawn = PROBLEMS[task], set()
    rng = np.random.default_rng(0)
    for _ in range(400):
        drawn.add(len(problem.batch(1, rng).x))
    taught = {len(problem.make(sizes, 1, rng).x) for sizes in problem.sizes()}
    assert drawn == taught
    assert problem.longer[0] == tuple(r.stop - 1 for r in problem.taught)
    assert min(len(problem.make(sizes, 1, rng).x) for sizes in problem.longer[1:]) > max(taught)


def test_an_algorithm_is_taught_from_its_seed_alone_and_its_rate_falls():
    training = Algorithm("copy", "NTM", 3, 40)
    first, again = (leg(training, State()) for _ in range(2))
    for name, array in first.arrays.items():
        np.testing.assert_array_equal(array, again.arrays[name])
    assert first.done == 40 and first.curve[0]["bits"] < 44
    rates = [training.rate(n) for n in range(41)]
    assert rates[:27] == [1e-3] * 27 and rates[-1] == pytest.approx(1e-4)
    assert all(a >= b for a, b in zip(rates, rates[1:], strict=False))


class Oracle:
    """A model that knows the answer of a copy, but for what it is told to get wrong."""

    def __init__(self, wrong):
        self.wrong, self.rnn = wrong, network("copy", "LSTM", 0).rnn

    def forward(self, x):
        L = (len(x) - 1) // 2
        logits = np.zeros((len(x), x.shape[1], 8))
        logits[L + 1 :] = np.where(x[:L, :, :8] > 0, 30.0, -30.0)
        logits[L + 1, : self.wrong, 0] *= -1
        return logits, None


def test_an_examination_counts_bits():
    for wrong in (0, 1, 4):
        exam = examined(Oracle(wrong), PROBLEMS["copy"], (5,), B=8)
        assert exam.asked == 40 and exam.wrong == wrong / 8 and exam.perfect == 1 - wrong / 8
        assert exam.cost == pytest.approx(wrong / 8 * 30 / np.log(2), abs=1e-6)
    guesses = network("copy", "NTM", 0)
    for p in guesses.readout.params.values():
        p[...] = 0
    assert examined(guesses, PROBLEMS["copy"], (5,)).cost == pytest.approx(40)
    assert cost_as_taught(guesses, PROBLEMS["copy"]) == pytest.approx(44)


def test_more_memory_is_the_same_model():
    model = network("copy", "NTM", 0)
    large = with_memory(model, 77)
    assert large.rnn.N == 77 and model.rnn.N == 32
    assert all(large.params[name] is p for name, p in model.params.items())
    lstm = network("copy", "LSTM", 0)
    assert with_memory(lstm, 77) is lstm


def test_what_is_written_can_be_read(tmp_path, monkeypatch):
    trainings = [Algorithm("copy", kind, 0, 2) for kind in ("NTM", "LSTM")]
    states = {training.name: leg(training, State()) for training in trainings}
    monkeypatch.setattr(turing_machines, "weights", lambda *what: tmp_path / f"{what[1]}.npz")
    monkeypatch.setattr("rnnlib.experiments.turing.store.weights", turing_machines.weights)
    monkeypatch.setattr("rnnlib.experiments.turing.results.stored", lambda task: tmp_path / task)
    files = store("copy", trainings, states, {("NTM", 0)})
    assert files == [tmp_path / "NTM.npz", tmp_path / "copy"]
    found = Results("copy", tmp_path / "copy")
    assert found.command == "python -m rnnlib.experiments train turing_copy"
    run = found.runs["NTM"][0]
    assert run["sequences"] == [32] and run["parameters"] == 8580 and len(run["exams"]) == 4
    assert found.solved("NTM", (20,)) == (0, 1)
    assert "0/1" in found.table() and KINDS["LSTM"] in found.table()
    assert repr(found) == "Results(copy: 2 networks)"


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "other.json"
    path.write_text('{"runs": 1}', "utf-8")
    with pytest.raises(ValueError, match="expected results of copy, got another file"):
        Results("copy", path)
    with pytest.raises(ValueError, match="^task: expected one of copy, .*, got 'x'"):
        Results("x")
    with pytest.raises(ValueError, match="^kind: expected one of NTM, NTM-LSTM, LSTM, got 'x'"):
        network("copy", "x", 0)


@pytest.mark.parametrize("task", PROBLEMS)
def test_what_is_stored_is_whole_and_of_the_command_that_is_named(task):
    found, module = Results(task), import_module(f"rnnlib.experiments.trainings.turing_{task}")
    assert found.command.split()[-1] in names()
    trainings = module.trainings()
    runs = json.loads(stored(task).read_text("utf-8"))["runs"]
    assert list(runs) == [training.name for training in trainings]
    for training in trainings:
        run = found.runs[training.kind][training.seed]
        assert run["sequences"][-1] == 16 * training.updates
        assert len(run["bits"]) == len(run["sequences"]) and run["bits"][-1] < run["bits"][0]
        assert list(run["exams"]) == list(PROBLEMS[task].longer)
        assert all(isinstance(exam, Examination) for exam in run["exams"].values())
    for kind, seed in module.SHIPPED:
        assert turing_machines.weights(task, kind, seed).exists()


def test_nothing_is_lost_in_writing(tmp_path):
    training = Algorithm("copy", "LSTM", 0, 2)
    state = leg(training, State())
    path = write("copy", {training.name: state}, {training.name: training.begin()}, tmp_path / "r")
    exam = Results("copy", path).exams("LSTM", (10,))[0]
    assert exam == pytest.approx(examined(training.begin(), PROBLEMS["copy"], (10,)), abs=1e-4)
