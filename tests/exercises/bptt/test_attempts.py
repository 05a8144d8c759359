"""What readers really write: attempts that are right in another way, and words for those that are
not."""

import numpy as np
import pytest

from rnnlib import exercises

step_back, through_time = exercises.rnn_step_back, exercises.rnn_through_time
differences = exercises.central_differences


def by_moving(x, f, eps, put_back):
    gradient = np.zeros_like(x)
    for k in np.ndindex(x.shape):
        old = x[k]
        x[k] += eps
        up = f(x)
        x[k] -= 2 * eps
        gradient[k] = (up - f(x)) / (2 * eps)
        x[k] = old if put_back else x[k] + eps
    return gradient


def test_an_argument_may_be_moved_if_it_is_put_back():
    assert differences.check(lambda *a: by_moving(*a, True)).outcome == "right"
    says = differences.check(lambda *a: by_moving(*a, False)).says
    assert "rounding is left. Change a copy, `x.copy()`, or keep the old value" in says


def test_a_second_name_is_no_copy():
    def same(x, f, eps):
        gradient = np.zeros_like(x)
        for k in np.ndindex(x.shape):
            up = down = x
            up[k] += eps
            down[k] -= eps
            gradient[k] = (f(up) - f(down)) / (2 * eps)
        return gradient

    says = differences.check(same).says
    assert "a second name for the same array" in says or "A second name is no copy" in says


def test_a_second_point_in_the_middle_gives_half_of_the_slope():
    def back_again(x, f, eps):
        gradient = np.zeros_like(x)
        for k in np.ndindex(x.shape):
            old = x[k]
            x[k] += eps
            up = f(x)
            x[k] = old
            gradient[k] = (up - f(x)) / (2 * eps)
        return gradient

    assert "Half of the slope" in differences.check(back_again).says


def test_what_a_loss_sends_may_not_come_a_step_late():
    def late(dy, x, h, W, U, step):
        dx, dh, sums = np.zeros_like(x), np.zeros_like(h[0]), 0
        for t in reversed(range(len(x))):
            dx[t], dh, *parts = step(dh, h[t + 1], x[t], h[t], W, U)
            dh = dh + dy[t]
            sums = [one + part for one, part in zip(sums or [0, 0, 0], parts, strict=True)]
        return dx, *sums

    assert "comes one step late" in through_time.check(late).says


def test_an_array_may_come_as_a_list():
    assert differences.check(lambda *a: differences.solution(*a).tolist()).outcome == "right"

    def appended(dy, x, h, W, U, step):
        dx, *sums = through_time.solution(dy, x, h, W, U, step)
        return [list(dx), *sums]

    assert through_time.check(appended).outcome == "right"


def test_what_is_still_missing_and_what_has_the_wrong_shape_is_named():
    def solved(change):
        return step_back.check(lambda *a: change(*step_back.solution(*a))).says

    assert solved(lambda dx, *others: (dx, *[None] * 4)) == "`dh_` is still missing."
    says = solved(lambda *grads: (*grads[:4], grads[4][None]))
    assert says.startswith("`db`: expected shape (3,), got (1, 3). It is the sum over the batch")
    assert differences.check(lambda x, f, eps: (x, x)).says.startswith("Expected an array, `gr")


def test_no_bug_is_named_that_would_spoil_what_is_right():
    """tanh′ missing in dU and dW alone is not tanh′ missing everywhere."""

    def attempt(dh, h, x, h_, W, U):
        dx, dh_, dW, dU, db = step_back.solution(dh, h, x, h_, W, U)
        return dx, dh_, x.T @ dh, h_.T @ dh, db

    says = step_back.check(attempt).says
    assert "`db`, `dh_`, `dx` are right" in says
    assert "tanh′ is missing" not in says


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("reversed(range(T))", "range(T - 1, 0, -1)"), "stops before the first step"),
        (("reversed(range(T))", "range(T - 2, -1, -1)"), "leaves out the last step"),
        (("return dx", "    return dx"), "inside the loop"),
    ],
)
def test_walks_that_miss_steps_are_told_apart(change, words):
    namespace = {"np": np}
    exec(through_time.source.replace(*change), namespace)
    assert words in through_time.check(namespace["through_time"]).says
