"""The printed graph: a copy for every step, with the numbers of the run."""

import pytest
from widgets.unrolled_runs import network

pytest.importorskip("matplotlib")

from rnnlib import plots
from rnnlib.diagrams.unrolled import run_of


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def test_every_copy_has_every_parameter_and_its_numbers():
    run = run_of(*network())
    shown = texts(plots.unrolled(run, 3))
    assert shown.count("$W$") == shown.count("$V$") == shown.count("$b$") == 4  # and the block
    assert shown.count("$U$") == 5  # the loop, one into each copy, and one that goes on
    for t in range(3):
        k = run.target[t]
        for value in (run.s[t, k], run.y[t, k], run.losses[t]):
            assert f"{value:.2f}".replace("-", "−") in shown
        assert f"$h_{{{t + 1}}}$" in shown
    assert "…" in shown and "delay: one step" in shown


def test_the_last_step_has_nothing_after_it():
    run = run_of(*network(T=2))
    shown = texts(plots.unrolled(run, 2))
    assert "…" not in shown and shown.count("$U$") == 3


def test_in_the_letters_of_the_textbook():
    shown = texts(plots.unrolled(run_of(*network()), 2, "goodfellow"))
    assert {"$h^{(1)}$", "$o^{(2)}$", r"$\hat{y}^{(1)}$", "$c$"} <= {*shown}
    assert shown.count("$U$") == 3  # U acts on x there


def test_steps_that_are_not_there():
    run = run_of(*network())
    for steps in (0, 8, "two"):
        with pytest.raises(ValueError, match="^steps: expected an integer from 1 to 7, got"):
            plots.unrolled(run, steps)
