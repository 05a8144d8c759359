"""The padding lab: nothing leaks from ours, every fault leaks where it is said to leak."""

import numpy as np
import pytest

import rnnlib as rnn
from rnnlib import analysis

LENGTHS = np.array([9, 7, 4, 2])
MASK = np.arange(9)[:, None] < LENGTHS
PADDED = LENGTHS < 9


def layer_of(kind=rnn.GRUCell, seed=0):
    rng = np.random.default_rng(seed)
    layer = rnn.Bidirectional(*(rnn.Recurrent(kind(3, 4, rng=rng)) for _ in range(2)))
    for p in layer.params.values():
        p += 0.4 * rng.normal(size=p.shape)
    return layer, rng.normal(size=(9, 4, 3))


def leaks(name, kind=rnn.GRUCell, **options):
    layer, x = layer_of(kind)
    layer = analysis.faulty(name, layer) if name else layer
    return analysis.padding_leaks(layer, x, MASK, rng=np.random.default_rng(1), **options)


@pytest.mark.parametrize("kind", [rnn.VanillaCell, rnn.LSTMCell, rnn.GRUCell])
@pytest.mark.parametrize("junk", [0.0, 1e3, -1e300, np.nan, np.inf])
def test_nothing_leaks_from_ours(kind, junk):
    assert leaks(None, kind, junk=junk).none()


@pytest.mark.parametrize("junk", [1e3, np.nan])
@pytest.mark.parametrize("name", ["no mask", "mask for one way only", "mask not reversed"])
def test_a_wrong_mask_spoils_every_output_of_the_backward_layer_where_there_is_padding(name, junk):
    found = leaks(name, junk=junk)
    assert not found.outputs[0].any()
    np.testing.assert_array_equal(found.outputs[1], MASK & PADDED)
    np.testing.assert_array_equal(found.summary[1], PADDED)
    np.testing.assert_array_equal(found.summary[0], PADDED & (name == "no mask"))
    assert found.grads > 0.01 and (found.dx > 0).any() and not found.dx[MASK].any()


def test_what_is_read_from_right_outputs_may_be_wrong():
    mean, last = leaks("mean over the padding"), leaks("last row as summary")
    for found in (mean, last):
        assert not found.outputs.any() and not found.summary.any() and found.grads == 0
    assert mean.longer.all()
    assert last.longer[1, 0] and not last.longer[0].any()


def test_outputs_that_are_not_turned_back_leak_nothing_and_are_wrong():
    assert leaks("outputs not turned back").none()
    layer, x = layer_of()
    wrong = analysis.faulty("outputs not turned back", layer)
    right, turned = layer.forward(x)[0], wrong.forward(x)[0]
    np.testing.assert_array_equal(turned[..., 4:], right[::-1, :, 4:])


@pytest.mark.parametrize("name", analysis.FAULTS)
def test_a_faulty_layer_has_the_right_gradient_of_the_wrong_function(name):
    layer, x = layer_of(rnn.VanillaCell)
    wrong, rng = analysis.faulty(name, layer), np.random.default_rng(2)
    dy = rng.normal(size=(9, 4, 8))
    y, tape = wrong.forward(x, None, MASK)
    dx, _, grads = wrong.backward(tape, dy)
    numeric = rnn.numerical_gradient(lambda x: np.vdot(wrong.forward(x, None, MASK)[0], dy), x)
    assert rnn.gradient_error(dx, numeric) < 1e-7
    U = wrong.params["backward.U"]
    direction, kept, ends = rng.normal(size=U.shape), U.copy(), []
    for sign in (1, -1):
        U[...] = kept + sign * 1e-6 * direction
        ends.append(np.vdot(wrong.forward(x, None, MASK)[0], dy))
    assert np.vdot(grads["backward.U"], direction) == pytest.approx(
        (ends[0] - ends[1]) / 2e-6, rel=1e-6
    )


def test_zeros_hide_a_missing_mask_until_there_are_biases():
    """Zeros in, zeros out, as long as all biases are 0: a GRU's candidate is tanh 0."""
    rng = np.random.default_rng(0)
    fresh = rnn.Bidirectional(*(rnn.Recurrent(rnn.GRUCell(3, 4, rng=rng)) for _ in range(2)))
    careless = analysis.faulty("no mask", fresh)
    x = np.where(MASK[..., None], rng.normal(size=(9, 4, 3)), 0)
    np.testing.assert_allclose(
        careless.forward(x, None, MASK)[0][0], fresh.forward(x, None, MASK)[0][0]
    )
    fresh.params["backward.b"] += 0.3
    apart = careless.forward(x, None, MASK)[0][0] - fresh.forward(x, None, MASK)[0][0]
    assert np.abs(apart).max() > 0.01


def test_bad_input():
    layer, x = layer_of()
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="^name: expected one of 'no mask', .*, got 'no'"):
        analysis.faulty("no", layer)
    with pytest.raises(ValueError, match="^layer: expected a Bidirectional, got Recurrent"):
        analysis.faulty("no mask", layer.layers[0])
    with pytest.raises(ValueError, match="^layer: expected a Bidirectional or a faulty one"):
        analysis.padding_leaks(layer.layers[0], x, MASK, rng=rng)
    with pytest.raises(ValueError, match="^mask: expected some padding, got none"):
        analysis.padding_leaks(layer, x, np.ones_like(MASK), rng=rng)
    with pytest.raises(ValueError, match="^mask: expected bool"):
        analysis.padding_leaks(layer, x, MASK[:3], rng=rng)
    with pytest.raises(ValueError, match="^rng: expected a numpy.random.Generator"):
        analysis.padding_leaks(layer, x, MASK, rng=0)
