"""Equality with `torch.nn`: outputs, final states and every gradient."""

import numpy as np
import pytest
from kinds import lively
from needs import need
from torch_twin import ORDER, suffix, to_torch, twin

from rnnlib import Bidirectional, Recurrent, Stacked

torch = need("torch")


def build(kind, D, H, layers, both, rng, dtype):
    """Our network, and its recurrent layers with their places (layer, backward)."""
    parts, places, width = [], [], D
    for k in range(layers):
        ways = [Recurrent(kind(width, H, rng=rng, dtype=dtype)) for _ in range(1 + both)]
        places += [(way, k, bool(back)) for back, way in enumerate(ways)]
        parts.append(Bidirectional(*ways) if both else ways[0])
        width = parts[-1].output_size
    for way, _, _ in places:
        lively(way.params, rng, 0.3)
    return Stacked(parts), places


def states_for(places, B, H, rng, dtype):
    """Random initial states (layers·directions, B, H), one array for each state name."""
    names = places[0][0].cell.states
    return [rng.normal(size=(len(places), B, H)).astype(dtype) for _ in names]


def nested(arrays, layers, both):
    """PyTorch's (layers·directions, B, H) as our tuples."""
    flat = [tuple(a[k] for a in arrays) for k in range(layers * (1 + both))]
    return tuple((flat[2 * k], flat[2 * k + 1]) if both else flat[k] for k in range(layers))


def stacked(state, both):
    """Our tuples as PyTorch's arrays (layers·directions, B, H)."""
    flat = [pair for layer in state for pair in (layer if both else (layer,))]
    return [np.stack(arrays) for arrays in zip(*flat, strict=True)]


@pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
@pytest.mark.parametrize("lengths", [None, (7, 4, 1, 6)], ids=["full", "variable"])
@pytest.mark.parametrize("both", [False, True], ids=["forward", "both ways"])
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("kind", ORDER)
def test_equals_torch(kind, layers, both, lengths, dtype):
    rng = np.random.default_rng([layers, both, lengths is None])
    T, B, D, H, dtype = 7, 4, 3, 5, np.dtype(dtype)
    ours, places = build(kind, D, H, layers, both, rng, dtype)
    theirs = twin(torch, kind, H, D, layers, both, dtype)
    with torch.no_grad():
        for way, k, back in places:
            for name, array in to_torch(kind, way.params).items():
                getattr(theirs, name + suffix(k, back)).copy_(torch.tensor(array.copy()))

    x = rng.normal(size=(T, B, D)).astype(dtype)
    mask = None if lengths is None else np.arange(T)[:, None] < lengths
    first = states_for(places, B, H, rng, dtype)
    dy = rng.normal(size=(T, B, H * (1 + both))).astype(dtype)
    dlast = states_for(places, B, H, rng, dtype)
    if mask is not None:
        dy = dy * mask[:, :, None]  # PyTorch puts out zeros there, we repeat the state

    y, tape = ours.forward(x, nested(first, layers, both), mask)
    dx, dfirst, grads = ours.backward(tape, dy, nested(dlast, layers, both))

    tx, *tfirst = (torch.tensor(a, requires_grad=True) for a in (x, *first))
    given = tuple(tfirst) if len(tfirst) > 1 else tfirst[0]
    fed = tx
    if lengths is not None:
        fed = torch.nn.utils.rnn.pack_padded_sequence(tx, lengths, enforce_sorted=False)
    ty, tlast = theirs(fed, given)
    if lengths is not None:
        ty, _ = torch.nn.utils.rnn.pad_packed_sequence(ty, total_length=T)
    tlast = tlast if isinstance(tlast, tuple) else (tlast,)
    torch.autograd.backward([ty, *tlast], [torch.tensor(a) for a in (dy, *dlast)])

    tolerance = (
        {"rtol": 1e-9, "atol": 1e-11} if dtype == np.float64 else {"rtol": 2e-4, "atol": 2e-5}
    )

    def same(a, b):
        assert a.dtype == dtype
        np.testing.assert_allclose(a, b.detach().numpy(), **tolerance)

    same(y if mask is None else np.where(mask[:, :, None], y, 0).astype(dtype), ty)
    for a, b in zip(stacked(tape.final, both), tlast, strict=True):
        same(a, b)
    same(dx, tx.grad)
    for a, b in zip(stacked(dfirst, both), tfirst, strict=True):
        same(a, b.grad)
    for way, k, back in places:
        prefix = f"{k}." + (("forward.", "backward.")[back] if both else "")
        own = {name: grads[prefix + name] for name in way.params}
        for name, array in to_torch(kind, own).items():
            if name != "bias_hh" or "b_U" in own:
                grad = getattr(theirs, name + suffix(k, back)).grad
                if name == "bias_hh":  # only its last block is a parameter of ours
                    array, grad = array[-H:], grad[-H:]
                same(np.asarray(array), grad)
