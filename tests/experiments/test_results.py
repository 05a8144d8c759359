"""What is asked of results; and the stored ones against the code that made them."""

import os
from pathlib import Path

import pytest

from rnnlib.experiments import success
from rnnlib.experiments.results import Results
from rnnlib.experiments.sweep import header_of
from rnnlib.experiments.trial import Outcome, settings_with

SOLVED_UP_TO = {"vanilla": 10, "LSTM": 30}  # by seed 0; seed 1 reaches 10 less, seed 2 20 less


def made_up(lengths=(10, 20, 30)):
    """Results with three seeds."""
    outcomes = [
        Outcome("adding", T, method, seed, 0.1, T + 10 * seed <= reach, False, 100, 0.5, 1.0)
        for method, reach in SOLVED_UP_TO.items()
        for T in lengths
        for seed in range(3)
    ]
    return Results({"command": "python -m …"}, outcomes)


def test_what_can_be_asked():
    found = made_up()
    assert (found.tasks, found.methods, found.lengths) == (
        ("adding",),
        ("vanilla", "LSTM"),
        (10, 20, 30),
    )
    assert found.solved("adding", "vanilla") == {10: (1, 3), 20: (0, 3), 30: (0, 3)}
    assert found.solved("adding", "LSTM") == {10: (3, 3), 20: (2, 3), 30: (1, 3)}
    assert found.longest("adding", "vanilla") == 0 and found.longest("adding", "LSTM") == 20
    assert [o.seed for o in found.of("adding", "LSTM", 20)] == [0, 1, 2]
    assert len(found.of("adding", "LSTM")) == 9
    assert repr(found) == "Results(18 trials: vanilla, LSTM on adding)"


def test_more_than_half_is_more_than_half():
    found = made_up()
    two = Results({}, [o for o in found.outcomes if o.seed > 0])
    assert two.solved("adding", "LSTM") == {10: (2, 2), 20: (1, 2), 30: (0, 2)}
    assert two.longest("adding", "LSTM") == 10


def test_the_table():
    assert made_up().table().splitlines() == [
        "adding    T=10   T=20   T=30",
        "vanilla    1/3    0/3    0/3",
        "LSTM       3/3    2/3    1/3",
    ]


def test_a_length_without_trials_is_left_empty():
    found = made_up()
    few = Results({}, [o for o in found.outcomes if (o.method, o.T) != ("vanilla", 30)])
    assert few.solved("adding", "vanilla")[30] == (0, 0)
    assert few.table().splitlines()[1] == "vanilla    1/3    0/3      –"


def test_bad_questions():
    with pytest.raises(ValueError, match="^task: expected one of adding, got 'temporal_order'$"):
        made_up().of("temporal_order", "LSTM")
    with pytest.raises(ValueError, match="^method: expected one of vanilla, LSTM, got 'GRU'$"):
        made_up().solved("adding", "GRU")


@pytest.fixture(scope="module")
def stored():
    return success.results()


def test_the_stored_results_are_those_of_this_code(stored):
    grid = success.Grid()
    now = header_of(Path("success.jsonl"), grid, settings_with())
    assert stored.header | {"versions": now["versions"]} == now
    assert [outcome.key for outcome in stored.outcomes] == grid.keys()


@pytest.mark.parametrize("method", ["vanilla", "omega", "LSTM", "GRU"])
def test_a_stored_trial_made_once_more(method, stored):
    """The shortest length is learned at once, on any processor."""
    old = stored.of("temporal_order", method, 10)[0]
    new = success.trial(*old.key[:4], lr=old.lr)
    assert new.solved and old.solved
    assert abs(new.updates - old.updates) <= 100
    assert new.norm == pytest.approx(old.norm, rel=1e-3)


def test_what_the_stored_results_show(stored):
    """What is said of them: clipping reaches further on temporal order, Ω not; gates furthest."""
    reach = {method: stored.longest("temporal_order", method) for method in stored.methods}
    assert reach == {
        "vanilla": 10,
        "slow": 30,
        "clipping": 40,
        "omega": 30,
        "LSTM": 60,
        "GRU": 60,
    }
    adding = {method: stored.longest("adding", method) for method in stored.methods}
    assert adding.pop("LSTM") == 40 and adding.pop("GRU") == 60 and set(adding.values()) == {10}


def test_the_stored_file_names_no_machine():
    text = (Path(success.__file__).parent / "success.jsonl").read_text(encoding="utf-8")
    assert os.sep + "home" not in text and "tmp" not in text
