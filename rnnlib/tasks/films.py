"""Films: which way does the ball move, in every frame, behind a curtain too?"""

import numpy as np

from rnnlib.tasks.arguments import check_rng, check_size
from rnnlib.tasks.batch import Batch

ROWS, COLUMNS = 6, 9  # pixels of a frame
CURTAINS = (2, 3, 4)  # columns that a curtain covers, on the right
BALL, CLOTH = 1.0, 0.4  # how bright they are
FILM_LABELS = ("←", "→")


def films(T, B, *, rng):
    """B films of T frames: a ball bounces between four walls, and part of the time unseen.

    Many to many, aligned: x (T, B, 54) are the frames, 6 × 9 pixels row by row; target (T, B) is 1
    where the ball is on its way to the right, 0 to the left: the way of its next move. It moves by
    one pixel to the side and by one up or down. A curtain hides the rightmost columns, two to four
    of them: behind it the ball goes on, bounces off the wall and comes out again. A single frame
    shows no movement, and where the ball is hidden not even its place; no mask. To beat:
    `films_baseline(batch)`.
    """
    T, B = check_size("T", T), check_size("B", B)
    check_rng(rng)
    column, right = bouncing(T, COLUMNS, rng.integers(0, 2 * COLUMNS - 2, B))
    row, _ = bouncing(T, ROWS, rng.integers(0, 2 * ROWS - 2, B))
    x = np.zeros((T, B, ROWS, COLUMNS))
    at = np.ogrid[:T, :B]
    x[(*at, row, column)] = BALL
    hidden = np.arange(COLUMNS) >= COLUMNS - rng.choice(CURTAINS, B)[:, None]  # (B, COLUMNS)
    x = np.where(hidden[:, None, :], CLOTH, x)
    return Batch(x.reshape(T, B, ROWS * COLUMNS), right.astype(int))


def films_baseline(batch):
    """The share of frames that can be labelled rightly from the frame alone: by whoever knows, for
    every frame that occurs in the batch, which label it has more often.
    """
    frames = batch.x.reshape(-1, batch.x.shape[-1])
    _, kind = np.unique(frames, axis=0, return_inverse=True)
    right = np.bincount(kind.ravel(), batch.target.ravel())
    seen = np.bincount(kind.ravel())
    return float(np.maximum(right, seen - right).sum() / seen.sum())


def hidden_frames(x):
    """Where the ball is not to be seen: bool (T, B), for films x (T, B, 54)."""
    return np.asarray(x).max(-1) < BALL


def bouncing(T, size, start):
    """Places 0 … size − 1 of things that move to and fro by one, (T, B), and whether each will
    next move up. ``start`` (B,) counts places along the way there and back."""
    along = (start + np.arange(T)[:, None]) % (2 * size - 2)
    return np.where(along < size, along, 2 * size - 2 - along), along < size - 1
