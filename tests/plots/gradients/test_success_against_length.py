"""The figure of a sweep: shares above, every network below, told apart without colour."""

import pytest

pytest.importorskip("matplotlib")

from rnnlib import plots
from rnnlib.experiments.results import Results
from rnnlib.experiments.trial import Outcome
from rnnlib.plots.gallery.success import sentence

TASKS, METHODS = (
    ("temporal_order", "adding"),
    ("vanilla", "slow", "clipping", "omega", "LSTM", "GRU"),
)


def solves(task, method, T, seed):
    return T + 10 * seed <= 20 + 10 * METHODS.index(method) * (task == "adding")


@pytest.fixture
def results():
    outcomes = [
        Outcome(task, T, method, seed, 0.1, solves(task, method, T, seed), T == 60, 9, 0.5, 1.0)
        for task in TASKS
        for method in METHODS
        for T in (20, 40, 60)
        for seed in range(4)
    ]
    return Results({"command": "python -m …"}, outcomes)


def test_the_lines_are_the_shares(results):
    fig = plots.success_against_length(results)
    for axis, task in zip(fig.axes[:2], TASKS, strict=True):
        assert axis.get_title(loc="left") == results.label(task)
        assert [t.get_text() for t in axis.get_xticklabels()] == ["20", "40", "60"]
        for line, method in zip(axis.lines, METHODS, strict=True):
            shares = [k / n for k, n in results.solved(task, method).values()]
            assert line.get_ydata().tolist() == shares
            assert [20 * round(x / 20) for x in line.get_xdata()] == [20, 40, 60]


def test_every_network_has_a_mark(results):
    fig = plots.success_against_length(results)
    for axis, task in zip(fig.axes[2:], TASKS, strict=True):
        assert len(axis.lines) == 6 * 3 * 4
        found = {}
        for mark in sorted(axis.lines, key=lambda mark: mark.get_xdata()[0]):
            T = 20 * round(mark.get_xdata()[0] / 20)
            found.setdefault((T, mark.get_ydata()[0]), []).append(mark)
        assert len(found) == 6 * 3
        for (T, row), marks in found.items():
            outcomes = results.of(task, METHODS[row], T)
            full = [mark.get_markerfacecolor() != "none" for mark in marks]
            assert full == [outcome.solved for outcome in outcomes]
            crossed = [mark.get_marker() == "x" for mark in marks]
            assert crossed == [outcome.diverged for outcome in outcomes]


def test_methods_differ_in_hue_mark_and_name(results):
    fig = plots.success_against_length(results)
    lines = fig.axes[0].lines
    assert len({line.get_color() for line in lines}) == 6
    assert len({line.get_marker() for line in lines}) == 6
    labels = fig.axes[2].get_yticklabels()
    assert [label.get_text() for label in labels] == [results.label(name) for name in METHODS]
    assert [label.get_color() for label in labels] == [line.get_color() for line in lines]


def test_one_task_and_two_methods(results):
    few = [o for o in results.outcomes if o.task == "adding" and o.method in ("slow", "GRU")]
    fig = plots.success_against_length(Results({}, few))
    assert len(fig.axes) == 2 and len(fig.axes[0].lines) == 2
    whole = plots.success_against_length(results).axes[1].lines
    assert [line.get_color() for line in fig.axes[0].lines] == [
        whole[METHODS.index(name)].get_color() for name in ("slow", "GRU")
    ]


@pytest.mark.parametrize("nothing", [Results({}, []), "success.jsonl", None])
def test_no_results(nothing):
    with pytest.raises(ValueError, match="^results: expected the results of a sweep, got "):
        plots.success_against_length(nothing)


def test_the_sentence_has_the_numbers(results):
    said = sentence(results)
    assert "temporal order: vanilla –, slower vanilla –" in said  # two of four are not more
    assert said.endswith("vanilla + clipping + Ω 20, LSTM 40, GRU 40.")
