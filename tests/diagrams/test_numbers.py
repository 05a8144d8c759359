"""The numbers that a diagram shows of a run."""

import numpy as np
from widgets.runs import run

from rnnlib import VanillaReLUCell
from rnnlib.diagrams import diagram_of
from rnnlib.diagrams.numbers import collect


def test_a_run_that_overflowed_is_collected_without_a_warning():
    tape, _ = run(VanillaReLUCell, symbols=False, back=False)
    tape.inside("h")[5:] = np.array([np.inf, -np.inf, 1.0, np.inf])[:, None]
    with np.errstate(invalid="raise"):
        numbers = collect(tape, 0, diagram_of(tape.cell))
    assert np.isinf(numbers["h"][7, 0])
