"""Shapes that do not fit are told in the letters of the course, with the likely reason."""

import numpy as np
import pytest

from rnnlib import exercises
from rnnlib.ops import sigmoid

TRIED = [name for name in exercises.__all__ if getattr(exercises, name).trials]
NUMPYS_OWN = ("ValueError", "IndexError", "matmul:", "mismatch", "broadcast", "operand", "aligned")


# What readers write: attempts at these exercises, and what must be said to each.


def step_traded_back(dh, h, x, h_, W, U):
    return (dh * (1 - h**2)) @ W


def step_sum_over_the_batch(dh, h, x, h_, W, U):
    da = dh * (1 - h**2)
    return x @ da


def step_both_turned(dh, h, x, h_, W, U):
    da = dh * (1 - h**2)
    return da.T @ x.T


def step_db(dh, h, x, h_, W, U):
    db = np.zeros(U.shape[0])
    db += np.concatenate((dh, dh))
    return db


def forward_turned(x, h_, c_, W, U, b):
    return x @ U.T


def forward_split(x, h_, c_, W, U, b):
    z = x @ W + h_ @ U + b
    return np.split(z, 4)


def forward_three(x, h_, c_, W, U, b):
    return np.split(x @ W + h_ @ U + b, 3, axis=1)


def forward_columns(x, h_, W, U, b):
    return np.tanh(W.T @ x + U @ h_ + b)


def forward_star(x, h_, W, U, b):
    return np.tanh(x * W + h_ @ U + b)


def forward_without_W(x, h_, W, U, b):
    return np.tanh(x + h_ @ U + b)


def forward_b_down(x, h_, W, U, b):
    return np.tanh(x @ W + h_ @ U + b[:, None])


def forward_twice_W(x, h_, W, U, b):
    a = x @ W + h_ @ W + b
    return np.tanh(a)


def forward_dot(x, h_, W, U, b):
    return np.tanh(np.dot(x, W.T) + h_ @ U + b)


def forward_below(x, h_, W, U, b):
    return np.tanh(np.concatenate((x, h_)) @ np.concatenate((W, U)) + b)


def gru_all_of_b(x, h_, W, U, b):
    H = h_.shape[1]
    return sigmoid(x @ W[:, :H] + h_ @ U[:, :H] + b)


def gru_all_of_W(dh, u, n, x, h_, W, U):
    du = dh * (n - h_) * u * (1 - u)
    return du @ W.T


def time_one_too_many(dy, x, h, W, U, step_back):
    dh = np.zeros_like(h[0])
    for t in reversed(range(len(x))):
        dh = dy[t + 1] + dh
    return dh


def time_all_states(dy, x, h, W, U, step_back):
    return dy * (1 - h**2)


def time_sum_db(dy, x, h, W, U, step_back):
    db = np.zeros(U.shape[0])
    for t in reversed(range(len(x))):
        db += dy[t]
    return db


def time_stored(dy, x, h, W, U, step_back):
    db = np.zeros((len(x), U.shape[0]))
    for t in reversed(range(len(x))):
        db[t] = dy[t]
    return db


def time_wrong_order(dy, x, h, W, U, step_back):
    return step_back(dy[0], W, U, h[1], x[0], h[0])


def run_unpacked(x, h0, W, U, b):
    T, B = x.shape
    return h0


def loss_sum(s, target, mask):
    e = np.exp(s)
    return e / e.sum(2)


def loss_mask(s, target, mask):
    return np.exp(s) * mask


def axes_beyond(h):
    return h[-1], h.mean(axis=3)


def clip_joined(dW, dU, db, threshold):
    return np.sqrt(np.sum(np.concatenate([dW, dU, db]) ** 2))


def torch_reshaped(weight_ih, weight_hh, bias_ih, bias_hh):
    return weight_ih.reshape(3, weight_hh.shape[1], -1).reshape(5, 7)


def slope_product(x, w, b, y):
    return w @ x


def time_turned(dy, x, h, W, U, step_back):
    return dy[0] * (1 - h[1].T ** 2)


ATTEMPTS = [
    ("rnn_step_back", step_traded_back, "`W` is (D, H) = (2, 3)", "`W.T` has H rows"),
    ("rnn_step_back", step_sum_over_the_batch, "`x` is (B, D)", "`x.T @ da` is (D, H): the sum"),
    ("rnn_step_back", step_both_turned, "`da.T` is (H, B)", "`x` has B rows"),
    ("rnn_step_back", step_db, "`db` is (H,) = (3,)", "is missing: `.sum(axis=0)`"),
    ("lstm_step", forward_turned, "`U.T` is (4H, H)", "`W` is (D, 4H) = (1, 4): that one has D"),
    ("lstm_step", forward_split, "`z` is ", "`np.split` cuts along the first axis"),
    ("lstm_step", forward_three, "(B, 4H)", "4H columns do not make `3` equal parts"),
    ("one_step", forward_columns, "`W.T` is (H, D)", "stand on the left: `x @ W`"),
    ("one_step", forward_star, "`x` is (B, D) = (3, 2)", "The product of matrices is `@`"),
    ("one_step", forward_without_W, "`h_ @ U` is (B, H)", "only `@ W` leads from D to H"),
    ("one_step", forward_b_down, "`b[:, None]` is (H, 1)", "`None` makes an axis of length 1"),
    ("one_step", forward_twice_W, "`h_` is (B, H)", "`U` is (H, H) = (4, 4): that one has H rows"),
    ("one_step", forward_dot, "`W.T` is (H, D)", "`W` has D rows"),
    ("one_step", forward_below, "are 2 columns, right of it 4", "side by side it is `axis=1`"),
    ("gru_step", gru_all_of_b, "`b` is (3H,) = (6,)", "take the block of one, H wide"),
    ("simple_gru_step_back", gru_all_of_W, "`W.T` is (2H, D)", "2H are all gates"),
    ("rnn_through_time", time_one_too_many, "`dy` is (T, B, H)", "0 to 4, and `dy[t + 1]` asks"),
    ("rnn_through_time", time_all_states, "is (T+1, B, H)", "`[:-1]` those before it"),
    ("rnn_through_time", time_sum_db, "`dy[t]` is (B, H)", "The sum over B is missing"),
    ("rnn_through_time", time_stored, "`db[t]` is (H,) = (4,)", "The sum over B is missing"),
    ("rnn_through_time", time_wrong_order, "`W` is (D, H)", "takes `dh, h, x, h_, W, U`, in this"),
    ("run_over_time", run_unpacked, "`x` is (T, B, D)", "3 sizes, which do not go into `(T, B)`"),
    ("loss_over_time", loss_sum, "`e` is (T, B, K)", "has no axis K yet: `e.sum(2)[..., None]`"),
    ("loss_over_time", loss_mask, "`mask` is (T, B)", "`mask[..., None]`"),
    ("axes", axes_beyond, "`h` is (T, B, H)", "the last one is 2 (or -1)"),
    ("clipping", clip_joined, "`dU` is (H, H) = (3, 3)", "must have equally many axes"),
    ("from_pytorch", torch_reshaped, "= 6 numbers", "they do not fill `5, 7`"),
    ("slope", slope_product, "`w` is a number", "a number is multiplied by `*`"),
    ("rnn_through_time", time_turned, "`dy[0]` is (B, H)", "is a `.T` missing, or one too many?"),
]


@pytest.mark.parametrize(
    ("exercise", "attempt", "shape", "reason"),
    ATTEMPTS,
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_says_which_arrays_and_why(exercise, attempt, shape, reason):
    report = getattr(exercises, exercise).check(attempt)
    assert report.outcome == "wrong"
    assert shape in report.says and reason in report.says, report.says
    assert not any(word in report.says for word in NUMPYS_OWN), report.says


def test_the_line_that_stops_is_the_readers():
    def helper(a, W):
        return a @ W

    def attempt(dh, h, x, h_, W, U):
        return helper(dh, W)

    says = exercises.rnn_step_back.check(attempt).says
    assert says.startswith("Your function stops at `return a @ W`. `a` is (B, H) = (1, 3), `W` is ")


def test_nothing_is_computed_twice_that_may_not_be():
    calls = []

    def once(x):
        calls.append(x)
        return x

    def attempt(dh, h, x, h_, W, U):
        return once(dh) @ W

    assert exercises.rnn_step_back.check(attempt).outcome == "wrong"
    assert len(calls) == 1


def test_other_errors_keep_their_own_words():
    def attempt(dh, h, x, h_, W, U):
        raise ValueError("my own shape of words")

    says = exercises.rnn_step_back.check(attempt).says
    assert says.startswith("Your function stops with ValueError: my own shape of words.")


@pytest.mark.parametrize("name", TRIED)
def test_axes_are_those_of_the_trials(name):
    exercise = getattr(exercises, name)
    for trial in exercise.trials():
        sizes = {}
        for argument, value in zip(trial.names, trial.arguments, strict=True):
            letters = exercise.axes.get(argument, "").split()
            if isinstance(value, np.ndarray) and value.ndim and name != "central_differences":
                assert len(letters) == value.ndim, argument
            if letters:
                for letter, size in zip(letters, np.shape(value), strict=True):
                    assert sizes.setdefault(letter, size) == size, (argument, letter)
        for letter, size in sizes.items():  # 4H is four times H
            if letter[0].isdigit():
                assert size == int(letter[0]) * sizes.get(letter[1:], size // int(letter[0]))
