"""The contest: equal parameters, the same lessons for the same seed, and right scores."""

import numpy as np
import pytest

import rnnlib
from rnnlib.analysis import parameters, size_for
from rnnlib.experiments import contest as contests
from rnnlib.experiments.contest import ADDING, CHALLENGES, COUNTING, DELAY, ECHO, contest

KINDS = {"vanilla": rnnlib.VanillaCell, "LSTM": rnnlib.LSTMCell, "GRU": rnnlib.GRUCell}


class Answers:
    """A model that answers as told."""

    def __init__(self, answer):
        self.answer = answer

    def forward(self, x, mask=None):
        return self.answer(x, mask), None


def symbols(chosen, V):
    return np.eye(V)[chosen]


def perfect_counter(upto):
    def answer(x, mask):
        n = (mask.sum(axis=0) - 1) // 2
        t = np.arange(len(x))[:, None]
        right = np.where(t < 2 * n, 2 + t // n, 1)
        return symbols(np.where(n > upto, 0, right), 4)

    return answer


@pytest.mark.parametrize("upto", [0, 7, 30])
def test_a_counter_is_told_how_far_it_counts(upto):
    assert COUNTING.score(Answers(perfect_counter(upto)), np.random.default_rng(0)) == upto


def test_always_answering_one_is_the_baseline_of_adding():
    rng = np.random.default_rng(0)
    one = Answers(lambda x, mask: np.ones((x.shape[1], 1)))
    assert ADDING.score(one, rng) == pytest.approx(1, abs=0.15)
    sums = Answers(lambda x, mask: (x[:, :, 0] * x[:, :, 1]).sum(axis=0)[:, None])
    assert ADDING.score(sums, rng) == pytest.approx(0)


def test_an_echo_is_the_bit_that_came_so_many_steps_ago():
    rng = np.random.default_rng(0)
    echo = Answers(lambda x, mask: symbols(np.roll(x, DELAY, axis=0), 2))
    assert ECHO.score(echo, rng) == 1
    zero = Answers(lambda x, mask: symbols(np.zeros_like(x), 2))
    assert ECHO.score(zero, rng) == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda c: c.title)
def test_all_enter_with_nearly_as_many_parameters(challenge):
    for kind in KINDS.values():
        H = size_for(kind, challenge.D, challenge.parameters)
        cell = kind(challenge.D, H, rng=np.random.default_rng(0))
        assert parameters(cell) == pytest.approx(challenge.parameters, rel=0.13)


@pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda c: c.title)
def test_a_score_depends_on_the_seed_alone(challenge):
    short = challenge._replace(lessons=3)
    alone = [short.enter(rnnlib.GRUCell, seed) for seed in (0, 1)]
    rows = list(contest(KINDS, (short,), seeds=(0, 1)))
    assert [row[1:3] for row in rows] == [(name, seed) for seed in (0, 1) for name in KINDS]
    assert [row[3] for row in rows if row[1] == "GRU"] == alone


def test_the_lessons_of_a_seed_are_the_same_for_all_cells(monkeypatch):
    seen = []

    def watched(model, lessons, optimiser, clip):
        seen.append([batch.x.sum() for batch in lessons])
        return []

    monkeypatch.setattr(contests, "fit", watched)
    for kind in KINDS.values():
        ADDING._replace(lessons=2).enter(kind, 0)
    assert seen[0] == seen[1] == seen[2]
