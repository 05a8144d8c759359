"""One trial: deterministic, paired by seed, stopped when solved, honest when it diverges."""

from dataclasses import asdict

import numpy as np
import pytest

from rnnlib.experiments import problems, success
from rnnlib.experiments.methods import METHODS
from rnnlib.experiments.trial import Settings, key_of, run, settings_with
from rnnlib.tasks import adding_baseline, temporal_order, temporal_order_baseline

QUICK = {"H": 12, "B": 8, "updates": 40, "every": 20, "sequences": 100}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("task", success.PROBLEMS)
def test_the_same_arguments_give_the_same_outcome(task, method):
    first, again = (success.trial(task, 10, method, 3, **QUICK) for _ in range(2))
    assert first == again
    assert first[5:] != success.trial(task, 10, method, 4, **QUICK)[5:]
    assert first.key == (task, 10, method, 3, METHODS[method].rates[task])


def test_a_trial_stops_when_it_passes_the_test():
    outcome = success.trial("temporal_order", 10, "LSTM", 0)
    assert outcome.solved and not outcome.diverged and outcome.error < 0.01
    assert outcome.updates < 1000 and outcome.updates % 100 == 0


def test_a_trial_that_is_given_up():
    outcome = success.trial("temporal_order", 50, "vanilla", 0, **QUICK)
    assert not outcome.solved and outcome.updates == 40 and outcome.error > 0.5


@pytest.mark.parametrize("method, gate, value", [("LSTM", "f", 1.0), ("GRU", "u", -1.0)])
def test_gates_start_where_the_method_says(method, gate, value):
    method = METHODS[method]
    cell = method.cell(2, 3, rng=np.random.default_rng(0))
    cell.params["b"][:] = 7
    method.start(cell)
    b = dict(zip(cell.gates, cell.params["b"].reshape(-1, 3), strict=True))
    assert {name: set(bias) for name, bias in b.items()} == {
        name: {value if name == gate else 7} for name in cell.gates
    }


def test_a_trial_starts_its_gates(monkeypatch):
    started = []
    monkeypatch.setattr(type(METHODS["GRU"]), "start", lambda self, cell: started.append(cell))
    without = success.trial("adding", 10, "GRU", 0, **QUICK)
    assert [type(cell).__name__ for cell in started] == ["GRUCell"]
    monkeypatch.undo()
    assert success.trial("adding", 10, "GRU", 0, **QUICK) != without


def test_clipping_changes_nothing_until_a_gradient_is_long():
    """The three vanilla methods start from the same weights and see the same batches."""
    lr = 0.001
    plain, clipped, omega = (
        success.trial("adding", 10, method, 0, lr=lr, **QUICK | {"updates": 1})
        for method in ("vanilla", "clipping", "omega")
    )
    assert plain.norm == clipped.norm > 1  # the first gradient, before clipping
    assert plain.error != clipped.error
    assert omega.norm != clipped.norm


def test_one_that_diverges_says_so_and_is_judged_by_its_last_good_weights():
    outcome = success.trial("adding", 20, "vanilla", 0, lr=1e300, **QUICK)
    assert outcome.diverged and not outcome.solved
    assert outcome.updates < 40 and np.isfinite(outcome.error) and np.isfinite(outcome.norm)


def test_the_test_sequences_are_other_ones_than_those_trained_on(monkeypatch):
    seen = []

    def spy(T, B, *, rng):
        batch = temporal_order(T, B, rng=rng)
        seen.append((batch.x, tuple(rng.bit_generator.seed_seq.entropy)))
        return batch

    problem = problems.PROBLEMS["temporal_order"]._replace(make=spy)
    monkeypatch.setitem(problems.PROBLEMS, "temporal_order", problem)
    run(key_of("temporal_order", 20, "GRU", 0), settings_with(**QUICK))
    (test, source), (_, other), *_ = seen
    assert source != other and source[0] == other[0] == 0  # the seed, and another stream of it
    test, *batches = (x for x, _ in seen)
    assert test.shape == (20, 100) and len(batches) == 40
    columns = {column.tobytes() for column in test.T}
    assert not columns & {column.tobytes() for batch in batches for column in batch.T}
    assert len({batch.tobytes() for batch in batches}) == 40


def test_what_guessing_is_worth():
    rng = np.random.default_rng(0)
    logits, target = rng.normal(size=(40_000, 4)), rng.integers(0, 4, 40_000)
    assert problems.share_wrong(logits, target) == pytest.approx(0.75, abs=0.01)
    assert temporal_order_baseline() == pytest.approx(np.log(4))
    target = rng.random((40_000, 2)).sum(1, keepdims=True)
    assert problems.mean_square(np.ones((40_000, 1)), target) == pytest.approx(
        2 * adding_baseline(), rel=0.02
    )


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("sorting", 20, "LSTM", 0), "task: expected one of temporal_order, adding, got 'sorting'"),
        (("adding", 20, "RNN", 0), "method: expected one of vanilla, .*, GRU, got 'RNN'"),
        (("adding", 9, "LSTM", 0), "T: expected an integer of at least 10, got 9"),
        (("adding", 20.0, "LSTM", 0), "T: expected an integer of at least 10, got 20.0"),
        (("adding", 20, "LSTM", -1), "seed: expected an integer of at least 0, got -1"),
    ],
)
def test_bad_arguments(arguments, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        success.trial(*arguments)


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"lr": 0}, "lr: expected a positive number, got 0"),
        ({"H": 0}, "H: expected a positive integer, got 0"),
        ({"updates": 2.5}, "updates: expected a positive integer, got 2.5"),
        ({"momentum": 1}, r"momentum: expected a number in \[0, 1\), got 1"),
        ({"size": 3}, "size: expected one of the settings H, .*, sequences, got another name"),
    ],
)
def test_bad_settings(change, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        success.trial("adding", 20, "LSTM", 0, **change)


def test_settings_are_those_of_the_sweep_unless_changed():
    assert asdict(settings_with()) == asdict(Settings())
    assert settings_with(H=3).H == 3
