"""What readers of the first three chapters write: right in another way, or wrong in a way of their
own."""

import numpy as np
import pytest

from rnnlib import exercises


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((1, 2, 0.1), "The button is too weak"),  # without the bias it would be so, too
        ((4, 2, 1.5), "The bias leans"),
        ((0.3, 2, 0), "At the very step of *on*, $h$ is 0.29. The first button alone"),
        ((4, 0.9, 0.3), "closer to its only fixed point"),
    ],
)
def test_the_lamp_names_what_would_mend_it(answer, says):
    assert says in exercises.lamp.check(lambda: answer).says


def test_a_lamp_may_come_as_an_array():
    assert exercises.lamp.check(lambda: np.array([4.0, 2.0, 0.0])).outcome == "right"


def test_two_counts_may_come_as_a_tuple_or_a_list():
    count = exercises.numbers_to_learn
    for kind in (tuple, list):
        assert count.check(lambda *a, kind=kind: kind(count.solution(*a))).outcome == "right"


def test_probabilities_are_no_scores_and_h0_is_no_first_state():
    unrolled, run = exercises.unrolled_forward, exercises.run_over_time

    def squashed(*arguments):
        h, s = unrolled.solution(*arguments)
        e = np.exp(s - s.max(axis=-1, keepdims=True))
        return h, e / e.sum(axis=-1, keepdims=True)

    def from_h0(x, h0, W, U, b):
        h = np.zeros((len(x), *h0.shape))
        h[0] = h0
        for t in range(1, len(x)):
            h[t] = np.tanh(x[t] @ W + h[t - 1] @ U + b)
        return h

    assert "probabilities already" in unrolled.check(squashed).says
    assert "`x[0]` is never read" in run.check(from_h0).says


def test_padding_is_left_out_of_both_the_losses_and_their_sum():
    loss = exercises.loss_over_time

    def everywhere(s, target, mask):
        return loss.solution(s, target, np.ones_like(mask))[0]

    says = loss.check(lambda *a: (everywhere(*a), loss.solution(*a)[1])).says
    assert "in your `losses` they still cost" in says
    says = loss.check(lambda *a: (loss.solution(*a)[0], everywhere(*a).sum(axis=0))).says
    assert "your sum counts those steps" in says
