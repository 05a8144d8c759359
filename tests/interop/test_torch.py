"""PyTorch's layers as ours and back: no bit changes, and both compute the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interop.configurations import KINDS, module, networks, same_bits
from needs import need

import rnnlib
from rnnlib import interop

torch = need("torch")
LIMITS = {"float32": 2e-5, "float64": 1e-12}


@settings(deadline=None, max_examples=60)
@given(network=networks())
def test_the_way_to_us_and_back_changes_no_bit(network):
    theirs = module(torch, *network)
    ours = interop.from_torch(theirs)
    assert same_bits(interop.state_dict(ours), theirs.state_dict())
    again = interop.to_torch(ours, batch_first=network[2]["batch_first"])
    assert same_bits(again.state_dict(), theirs.state_dict())
    assert repr(again) == repr(theirs)


@settings(deadline=None, max_examples=60)
@given(network=networks(), T=st.integers(1, 6), B=st.integers(1, 3))
def test_outputs_and_final_states_are_pytorchs(network, T, B):
    kind, (D, H), options, dtype, seed = network
    theirs, ours = module(torch, *network), interop.from_torch(module(torch, *network))
    rng, count = np.random.default_rng(seed), options["num_layers"] * (1 + options["bidirectional"])
    x = rng.normal(size=(T, B, D)).astype(dtype)
    first = [rng.normal(size=(count, B, H)).astype(dtype) for _ in "hc"[: 1 + (kind == "LSTM")]]
    given = torch.tensor(x.swapaxes(0, 1) if options["batch_first"] else x)
    state = tuple(map(torch.tensor, first)) if kind == "LSTM" else torch.tensor(first[0])
    expected, last = theirs(given, state)
    expected = expected.transpose(0, 1) if options["batch_first"] else expected
    y, tape = ours.forward(x, nested(first, options))
    close = {"rtol": LIMITS[dtype], "atol": LIMITS[dtype]}
    assert y.dtype == dtype
    np.testing.assert_allclose(y, expected.detach(), **close)
    flat = [leaf for leaf in leaves(tape.final) if leaf is not None]
    wanted = leaves(
        nested([s.detach().numpy() for s in (last if kind == "LSTM" else [last])], options)
    )
    for mine, other in zip(flat, wanted, strict=True):
        np.testing.assert_allclose(mine, other, **close)


def nested(arrays, options):
    """PyTorch's (layers · directions, B, H) as the tuples of a layer's state."""
    flat = [tuple(a[k] for a in arrays) for k in range(len(arrays[0]))]
    if options["bidirectional"]:
        flat = list(zip(flat[::2], flat[1::2], strict=True))
    return tuple(flat) if options["num_layers"] > 1 else flat[0]


def leaves(state):
    """The arrays in tuples of tuples, in their order."""
    return [state] if not isinstance(state, tuple) else [a for part in state for a in leaves(part)]


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_cell_is_a_cell(kind, bias):
    torch.manual_seed(0)
    theirs = getattr(torch.nn, f"{kind}Cell")(3, 4, bias=bias, dtype=torch.float64)
    cell = interop.from_torch(theirs)
    again = interop.to_torch(cell)
    assert same_bits(again.state_dict(), theirs.state_dict()) and repr(again) == repr(theirs)
    x, state = np.random.default_rng(0).normal(size=(2, 3)), None
    y, _ = rnnlib.Recurrent(cell).forward(np.stack([x, x]))
    for _ in range(2):
        state = theirs(torch.tensor(x), state)
    np.testing.assert_allclose(y[1], (state[0] if kind == "LSTM" else state).detach(), atol=1e-12)


@pytest.mark.parametrize("kind", ["VanillaReLUCell", "LSTMCell", "ResetAfterGRUCell"])
def test_our_layers_become_pytorchs_and_come_back_as_they_were(kind):
    rng = np.random.default_rng(0)
    layers = [rnnlib.Recurrent(getattr(rnnlib, kind)(D, 4, rng=rng)) for D in (3, 4)]
    ours = rnnlib.Stacked(layers, dropout=0.25)
    theirs = interop.to_torch(ours)
    again = interop.from_torch(theirs)
    assert again.describe() == ours.describe() and again.dropout == 0.25
    assert same_bits(again.params, ours.params)
    x = rng.normal(size=(5, 2, 3))
    np.testing.assert_allclose(
        theirs.eval()(torch.tensor(x))[0].detach(), ours.forward(x)[0], atol=1e-12
    )


def test_gradients_of_both_biases_are_pytorchs():
    torch.manual_seed(1)
    for kind in KINDS:
        theirs = getattr(torch.nn, kind)(3, 4, dtype=torch.float64)
        ours, rng = interop.from_torch(theirs), np.random.default_rng(0)
        x, dy = rng.normal(size=(5, 2, 3)), rng.normal(size=(5, 2, 4))
        theirs(torch.tensor(x))[0].backward(torch.tensor(dy))
        grads = ours.backward(ours.forward(x)[1], dy)[2]
        for name, p in interop.state_dict(with_params(ours, grads)).items():
            np.testing.assert_allclose(p, getattr(theirs, name).grad, atol=1e-11, err_msg=name)


def with_params(layer, arrays):
    """A layer whose parameters are these, so that they are reordered as weights are."""
    twin = rnnlib.Recurrent(
        type(layer.cell)(layer.cell.D, layer.cell.H, rng=np.random.default_rng(0))
    )
    for name, p in twin.params.items():
        p[...] = arrays[name]
    return twin


def test_the_layer_does_not_share_its_numbers_with_the_module():
    theirs = torch.nn.LSTM(2, 3)
    ours = interop.from_torch(theirs)
    before = {k: p.copy() for k, p in ours.params.items()}
    with torch.no_grad():
        theirs.weight_ih_l0.fill_(7)
    assert same_bits(ours.params, before)
    again = interop.to_torch(ours)
    ours.params["W"][:] = 5
    assert not (again.weight_ih_l0 == 5).any()
