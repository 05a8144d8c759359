"""The shipped machines are worth what is stored of them, measured anew."""

import numpy as np
import pytest

from rnnlib.experiments.turing import PROBLEMS, Results, examined
from rnnlib.experiments.turing.examination import with_memory
from rnnlib.pretrained import turing_machine
from rnnlib.pretrained.turing_machines import seeds, weights

SHIPPED = [
    (task, kind, seed)
    for task in PROBLEMS
    for kind in ("NTM", "NTM-LSTM", "LSTM")
    for seed in seeds(task, kind)
]


@pytest.mark.parametrize(("task", "kind", "seed"), SHIPPED)
def test_they_are_worth_what_is_stored(task, kind, seed):
    problem, run = PROBLEMS[task], Results(task).runs[kind][seed]
    model = turing_machine(task, kind, seed, np.float32)
    for sizes in problem.longer[:2]:
        larger, stored = with_memory(model, problem.places(sizes)), run["exams"][sizes]
        exam = examined(larger, problem, sizes)
        assert exam.wrong == pytest.approx(stored.wrong, abs=max(1, 0.1 * stored.wrong))


@pytest.mark.parametrize("seed", seeds("copy"))
def test_copying_goes_beyond_every_lesson(seed):
    """Twice and four times the trained length, with a memory that grows, and lists never seen."""
    model = with_memory(turing_machine("copy", seed=seed), 64)
    for length in (20, 40):
        assert examined(model, PROBLEMS["copy"], (length,), seed=100 + seed).perfect >= 0.9
    small = turing_machine("copy", seed=seed)
    assert examined(small, PROBLEMS["copy"], (20,)).perfect >= 0.9
    assert examined(small, PROBLEMS["copy"], (40,)).wrong > 50  # a ring of 32 places is too small


def test_the_lstm_guesses_where_lists_are_longer():
    model = turing_machine("copy", "LSTM")
    for length in (20, 40):
        exam = examined(model, PROBLEMS["copy"], (length,))
        assert exam.wrong > 0.35 * exam.asked and exam.perfect == 0


def test_there_are_at_least_three_copying_machines_and_all_are_small():
    assert len(seeds("copy")) >= 3
    assert all(weights(*which).stat().st_size < 200_000 for which in SHIPPED)


def test_what_is_not_there():
    with pytest.raises(ValueError, match=r"^seed: expected one of those stored, \[0.*\], got 99"):
        turing_machine("copy", seed=99)
    with pytest.raises(ValueError, match="^task: expected one of copy, .*, got 'walk'"):
        turing_machine("walk")
