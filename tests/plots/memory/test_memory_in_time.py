"""The printed memory: heads over time, bars of one address, and the matrix: the run's numbers."""

import numpy as np
import pytest
from widgets.memory_runs import memory_run

from rnnlib import plots

ADDRESS = "w_c", "w_before", "w_g", "w_s", "w"


def test_it_shows_the_run():
    tape, _ = memory_run(reads=2)
    y = np.random.default_rng(0).random((6, 2, 3))
    target = np.where(y > 0.5, 1, -1)
    fig = plots.memory_in_time(tape, 4, 1, batch=1, predictions=y, targets=target)
    above, below = (part.axes for part in fig.subfigs)
    names = [axis.get_ylabel() for axis in above]
    assert names == ["x", "y", "target", "read head 1", "read head 2", "write head"]
    np.testing.assert_allclose(above[1].images[0].get_array(), y[:, 1].T / y[:, 1].max())
    np.testing.assert_array_equal(above[2].images[0].get_array(), (target[:, 1].T == 1))
    for head, axis in enumerate(above[3:]):
        w = tape["w"][:, 1, head].T
        np.testing.assert_allclose(axis.images[0].get_array(), w / w.max())
        frame = axis.patches[-1].get_extents().transformed(axis.transData.inverted())
        np.testing.assert_allclose((frame.x0, frame.x1), (3.5, 4.5))
    for axis, name in zip(below, ADDRESS, strict=False):
        drawn = [bar.get_width() for bar in axis.patches]
        np.testing.assert_allclose(drawn, tape[name][4, 1, 1])
    M = tape["M"][4, 1]
    np.testing.assert_allclose(below[-1].images[0].get_array(), M / np.abs(M).max())
    assert below[0].get_ylabel() == "read head 2: place"


def test_backward_it_shows_gradients_with_their_signs():
    tape, _ = memory_run()
    fig = plots.memory_in_time(tape, 2, 0, back=True)
    below = fig.subfigs[1].axes
    for axis, name in zip(below, ADDRESS, strict=False):
        drawn = {bar.get_y() + 0.5: bar for bar in axis.patches}
        values = tape.back[name][2, 0, 0]
        widths = [drawn[place].get_width() for place in range(7)]
        np.testing.assert_allclose(widths, values / np.abs(values).max())
        assert all((drawn[k].get_hatch() != "") == (v < 0) for k, v in enumerate(values))
    dM = tape.back["M"][2, 0]
    share = np.sign(dM) * np.clip(1 + np.log10(np.abs(dM) / np.abs(dM).max()) / 4, 0, 1)
    np.testing.assert_allclose(below[-1].images[0].get_array(), share)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((None, 0, 0), "tape: expected the tape of a NeuralTuringMachine"),
        ((memory_run()[0], 6, 0), "t: expected an integer from 0 to 5, got 6"),
        ((memory_run()[0], 0, 2), "head: expected an integer from 0 to 1, got 2"),
        ((memory_run(back=False)[0], 0, 0, True), "back: expected False before backward"),
    ],
    ids=str,
)
def test_bad_input_is_refused(arguments, message):
    tape, t, head, *back = arguments
    with pytest.raises(ValueError, match=message):
        plots.memory_in_time(tape, t, head, back=bool(back))
