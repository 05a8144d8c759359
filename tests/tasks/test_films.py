import numpy as np
import pytest

from rnnlib.tasks import films, films_baseline, hidden_frames
from rnnlib.tasks.films import BALL, CLOTH, COLUMNS, ROWS


def places(x):
    """(row, column) of the ball in every frame (T, B), −1 where it is hidden."""
    frames = x.reshape(*x.shape[:2], ROWS, COLUMNS)
    seen = (frames == BALL).any((2, 3))
    at = (frames == BALL).reshape(*x.shape[:2], -1).argmax(-1)
    return np.where(seen, at // COLUMNS, -1), np.where(seen, at % COLUMNS, -1)


def test_the_label_is_the_way_of_the_next_move():
    x, target, mask = films(40, 60, rng=np.random.default_rng(0))
    assert x.shape == (40, 60, ROWS * COLUMNS) and target.shape == (40, 60) and mask is None
    row, column = places(x)
    both = (column[1:] >= 0) & (column[:-1] >= 0)
    assert both.mean() > 0.3
    np.testing.assert_array_equal((column[1:] > column[:-1])[both], target[:-1][both] == 1)
    assert (abs(np.diff(column, axis=0))[both] == 1).all()
    assert (abs(np.diff(row, axis=0))[both] == 1).all()


def test_behind_the_curtain_it_goes_on_and_comes_out_when_it_must():
    x, target, _ = films(60, 80, rng=np.random.default_rng(1))
    _, column = places(x)
    wide = (x[0].reshape(-1, ROWS, COLUMNS)[:, 0] == CLOTH).sum(1)
    assert set(wide) == {2, 3, 4}
    for b in range(80):
        edge = COLUMNS - wide[b] - 1  # the last column that can be seen
        leaves = [t for t in range(59) if column[t, b] == edge and column[t + 1, b] == -1]
        for t in leaves:
            back = t + 2 * wide[b]  # there, off the wall, and out again
            if back < 60:
                assert (column[t + 1 : back, b] == -1).all() and column[back, b] == edge
                turn = t + wide[b]
                assert target[turn - 1, b] == 1 and target[turn, b] == 0
        assert leaves
    assert (hidden_frames(x) == (column == -1)).all()


def test_a_frame_alone_is_not_enough():
    batch = films(24, 3000, rng=np.random.default_rng(2))
    assert 0.5 < films_baseline(batch) < 0.62
    tiny = batch._replace(x=np.zeros((1, 4, 3)), target=np.array([[1, 1, 1, 0]]))
    assert films_baseline(tiny) == 0.75
    with pytest.raises(ValueError, match="T: expected an integer of at least 1"):
        films(0, 3, rng=np.random.default_rng(0))
