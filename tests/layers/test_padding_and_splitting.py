"""Padding never changes a result, and a split run equals a whole one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kinds import CELLS, layer_of, random_state

import rnnlib
from rnnlib import Bidirectional, Stacked

RUN = settings(deadline=None, max_examples=15)


@pytest.mark.parametrize("kind", CELLS)
@RUN
@given(data=st.data())
def test_padding_never_changes_a_result(kind, data):
    """Each sequence of a padded batch fares as it would alone, whatever the padding holds."""
    T, B, D, H = (data.draw(st.integers(1, 5), label) for label in "TBDH")
    lengths = data.draw(st.lists(st.integers(1, T), min_size=B, max_size=B), "lengths")
    rng = np.random.default_rng(data.draw(st.integers(0, 999), "seed"))
    symbols = data.draw(st.booleans(), "symbols")
    junk = data.draw(st.sampled_from([0, -7, 10**9] if symbols else [0.0, 1e30, np.nan, np.inf]))
    layer = layer_of(kind, D, H, rng)
    x = rng.integers(D, size=(T, B)) if symbols else rng.normal(size=(T, B, D))
    mask = np.arange(T)[:, None] < lengths
    x[~mask] = junk
    state = random_state(layer, B, rng)
    y, tape = layer.forward(x, state, mask)
    dy = rng.normal(size=y.shape) * mask[:, :, None]
    dlast = random_state(layer, B, rng)
    dx, dfirst, grads = layer.backward(tape, dy, dlast)

    alone = {name: 0 for name in grads}
    for b, n in enumerate(lengths):
        own = slice(b, b + 1)
        y_b, tape_b = layer.forward(x[:n, own], tuple(s[own] for s in state))
        dx_b, dfirst_b, grads_b = layer.backward(tape_b, dy[:n, own], tuple(d[own] for d in dlast))
        np.testing.assert_allclose(y[:n, own], y_b, atol=1e-12)
        np.testing.assert_array_equal(y[n:, b], np.broadcast_to(y[n - 1, b], y[n:, b].shape))
        for end, end_b in zip(tape.final, tape_b.final, strict=True):
            np.testing.assert_allclose(end[own], end_b, atol=1e-12)
        for d, d_b in zip(dfirst, dfirst_b, strict=True):
            np.testing.assert_allclose(d[own], d_b, atol=1e-11)
        if not symbols:
            np.testing.assert_allclose(dx[:n, own], dx_b, atol=1e-11)
            assert not dx[n:, b].any()
        alone = {name: alone[name] + grads_b[name] for name in grads}
    for name in grads:
        np.testing.assert_allclose(grads[name], alone[name], atol=1e-10, err_msg=name)


@pytest.mark.parametrize("kind", CELLS)
@RUN
@given(data=st.data())
def test_a_split_run_equals_a_whole_one(kind, data):
    """Forward with the state handed on, backward with its adjoint handed back."""
    T = data.draw(st.integers(2, 7), "T")
    cut = data.draw(st.integers(1, T - 1), "cut")
    rng = np.random.default_rng(data.draw(st.integers(0, 999), "seed"))
    masked = data.draw(st.booleans(), "masked")
    B, D, H = 3, 2, 4
    layer = layer_of(kind, D, H, rng)
    x, state = rng.normal(size=(T, B, D)), random_state(layer, B, rng)
    mask = np.arange(T)[:, None] < rng.integers(1, T + 1, B) if masked else None
    y, tape = layer.forward(x, state, mask)
    dy, dlast = rng.normal(size=y.shape), random_state(layer, B, rng)
    dx, dfirst, grads = layer.backward(tape, dy, dlast)

    early, late = (None, None) if mask is None else (mask[:cut], mask[cut:])
    y_1, tape_1 = layer.forward(x[:cut], state, early)
    y_2, tape_2 = layer.forward(x[cut:], tape_1.final, late)
    dx_2, dcut, grads_2 = layer.backward(tape_2, dy[cut:], dlast)
    dx_1, dfirst_1, grads_1 = layer.backward(tape_1, dy[:cut], dcut)
    np.testing.assert_allclose(np.concatenate((y_1, y_2)), y, atol=1e-13)
    np.testing.assert_allclose(np.concatenate((dx_1, dx_2)), dx, atol=1e-12)
    for a, b in zip((*tape_2.final, *dfirst_1), (*tape.final, *dfirst), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-12)
    for name in grads:
        np.testing.assert_allclose(grads_1[name] + grads_2[name], grads[name], atol=1e-11)


def test_padding_in_deep_and_two_way_networks():
    rng = np.random.default_rng(0)
    kind = rnnlib.LSTMCell
    net = Stacked([Bidirectional(*(layer_of(kind, D, 2, rng) for _ in range(2))) for D in (3, 4)])
    x, lengths = rng.normal(size=(6, 3, 3)), (6, 2, 4)
    mask = np.arange(6)[:, None] < lengths
    y, tape = net.forward(x, mask=mask)
    whole = net.summary(tape)
    for b, n in enumerate(lengths):
        y_b, tape_b = net.forward(x[:n, b : b + 1])
        np.testing.assert_allclose(y[:n, b : b + 1], y_b, atol=1e-13)
        np.testing.assert_allclose(whole[b : b + 1], net.summary(tape_b), atol=1e-13)
