"""The training of captioners: the same twice, in legs as at once; and what is stored of it."""

import json
from dataclasses import replace

import numpy as np
import pytest

from rnnlib.experiments.captioning import STORED, WAYS, Results, exam, examined, write
from rnnlib.experiments.captioning import training as teaching
from rnnlib.experiments.training import State, leg
from rnnlib.experiments.trainings import captions
from rnnlib.tasks.scenes import UNSEEN_PAIRS, true_sentences


@pytest.fixture
def small(monkeypatch):
    """A pool that is drawn in no time."""
    monkeypatch.setattr(teaching, "POOL", 40)
    teaching.pool.cache_clear()
    yield teaching.Captions("attention", 0, updates=4, every=2)
    teaching.pool.cache_clear()


def test_lessons_are_the_same_at_every_call_and_legs_make_the_same_network(small):
    whole = leg(replace(small, every=4), State())
    parts = leg(small, leg(small, State()))
    assert parts.done == whole.done == 4 and parts.ended(small)
    for name in whole.arrays:
        np.testing.assert_array_equal(whole.arrays[name], parts.arrays[name])
    assert {"updates", "loss", "seen", "unseen"} == set(parts.curve[-1])


def test_a_lesson_is_of_the_pool_and_tells_either_side(small):
    x, words, mask = teaching.pool()
    batch = teaching.lesson(np.random.default_rng(0))
    assert batch.x.dtype == np.float32 and batch.x.shape == (1, 32, 24, 24, 3)
    sides = set()
    for b in range(32):
        (k,) = np.flatnonzero((x == np.round(255 * batch.x[0, b])).all((1, 2, 3)))
        np.testing.assert_array_equal(mask[:, k], batch.mask[:, b])
        side = [bool((words[s, :, k] == batch.target[:, b]).all()) for s in (0, 1)]
        assert any(side)
        sides |= {0} if side == [True, False] else {1} if side == [False, True] else set()
    assert sides == {0, 1}


def test_the_examination_is_of_what_was_never_taught():
    found, x = exam(True, n=50)
    assert x.shape == (1, 50, 24, 24, 3)
    assert all(any((g.colour, g.shape) in UNSEEN_PAIRS for g in scene.groups) for scene in found)
    again, y = exam(True, n=50)
    assert found == again and np.array_equal(x, y)


def test_results_are_written_and_read(small, tmp_path):
    state = leg(small, leg(small, State()))
    model = state.model(small)
    path = write([small], {small.name: state}, {small.name: model}, tmp_path / "captions.json")
    results = Results(path)
    assert results.shares("attention", "seen") == [round(examined(model).exact, 4)]
    assert results.shares("attention", "unseen", "colour")[0] == pytest.approx(
        examined(model, True).slots["colour"], abs=1e-4
    )
    assert "attention over cells" in results.table() and repr(results) == "Results(1 captioners)"
    path.write_text("{}")
    with pytest.raises(ValueError, match="expected results of captioners, got another file"):
        Results(path)


def test_what_is_stored_is_of_the_command_and_of_all_its_trainings():
    results = Results()
    assert results.command == "python -m rnnlib.experiments train captions"
    names = {f"{kind}/{seed}" for kind, runs in results.runs.items() for seed in runs}
    assert names == {training.name for training in captions.trainings()}
    assert set(results.runs) == set(WAYS)
    last = {run["updates"][-1] for runs in results.runs.values() for run in runs.values()}
    assert last == {captions.trainings()[0].updates}
    assert json.loads(STORED.read_text("utf-8"))["command"] == results.command
    scenes, _ = exam()
    assert len({sentence for scene in scenes for sentence in true_sentences(scene)}) > 300
