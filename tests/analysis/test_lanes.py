"""The lanes of several states and layers, against PyTorch's autograd with copies for every step."""

import numpy as np
import pytest
from kinds import lively, random_mask, stack_of
from needs import need

from rnnlib import (
    Batch,
    CoupledLSTMCell,
    Embedding,
    EveryStepModel,
    GRUCell,
    Linear,
    LSTMCell,
    PeepholeLSTMCell,
    Stacked,
    VanillaCell,
    squared_error,
)
from rnnlib.analysis import kept, paths, split_paths, truncation
from rnnlib.train import windows

T, B, D, H, O = 6, 2, 3, 4, 2
NETS = {
    "LSTM": [LSTMCell],
    "peephole": [PeepholeLSTMCell],
    "coupled": [CoupledLSTMCell],
    "two LSTM": [LSTMCell, LSTMCell],
    "two GRU": [GRUCell, GRUCell],
    "three": [LSTMCell, VanillaCell, PeepholeLSTMCell],
}


def network(kinds, seed=0):
    """A lively model of one layer or a stack, and a batch for it."""
    rng = np.random.default_rng(seed)
    rnn = stack_of(kinds, D, H, rng)
    model = EveryStepModel(rnn, Linear(H, O, rng=rng), squared_error)
    lively(model.readout.params, rng)
    return model, Batch(rng.normal(size=(T, B, D)), rng.normal(size=(T, B, O)))


def vanilla(torch, x, h, W, U, b):
    return {"h": torch.tanh(x @ W + h @ U + b)}


def lstm(torch, x, h, c, W, U, b, P=None):
    i, f, o, g = (x @ W + h @ U + b).split(H, 1)
    if P is not None:
        i, f = i + P[0] * c, f + P[1] * c
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return {"c": c, "h": (o if P is None else o + P[2] * c).sigmoid() * c.tanh()}


def coupled(torch, x, h, c, W, U, b):
    f, o, g = (x @ W + h @ U + b).split(H, 1)
    c = f.sigmoid() * c + (1 - f.sigmoid()) * g.tanh()
    return {"c": c, "h": o.sigmoid() * c.tanh()}


def gru(torch, x, h, W, U, b):
    z = x @ W + b
    r, u = (z[:, : 2 * H] + h @ U[:, : 2 * H]).sigmoid().split(H, 1)
    n = (z[:, 2 * H :] + (r * h) @ U[:, 2 * H :]).tanh()
    return {"h": u * n + (1 - u) * h}


STEPS = {
    VanillaCell: vanilla,
    LSTMCell: lstm,
    PeepholeLSTMCell: lstm,
    CoupledLSTMCell: coupled,
    GRUCell: gru,
}


def by_torch(model, batch, kinds):
    """∂L_t/∂ of every copy, state and lane: three dictionaries (t, k, layer, name) → array.

    Each step has leaves of its own in place of the parameters, and reads each state through a node
    of its own: what comes to this node is what comes back along the lane.
    """
    torch = need("torch")
    layers = getattr(model.rnn, "layers", [model.rnn])

    def tensor(array):
        return torch.tensor(np.asarray(array), dtype=torch.float64)

    V, b_y = (tensor(model.readout.params[name]) for name in "Vb")
    nodes, losses = {"copy": {}, "state": {}, "lane": {}}, []
    states = [{s: torch.zeros(B, H, dtype=torch.float64) for s in p.cell.states} for p in layers]
    for k in range(T):
        x = tensor(batch.x[k])
        for l, (layer, kind) in enumerate(zip(layers, kinds, strict=True)):
            copies = {n: tensor(p).requires_grad_() for n, p in layer.params.items()}
            lanes = {s: a.clone().requires_grad_() for s, a in states[l].items()}
            states[l] = STEPS[kind](torch, x, **lanes, **copies)
            nodes["copy"] |= {(k, l, n): p for n, p in copies.items()}
            nodes["state"] |= {(k, l, s): a for s, a in states[l].items()}
            nodes["lane"] |= {(k - 1, l, s): a for s, a in lanes.items()}
            x = states[l]["h"]
        losses.append(0.5 * ((x @ V + b_y - tensor(batch.target[k])) ** 2).sum() / (T * B))
    found = {kind: {} for kind in nodes}
    for t, loss in enumerate(losses):
        for kind, all_nodes in nodes.items():
            grads = torch.autograd.grad(
                loss, all_nodes.values(), retain_graph=True, allow_unused=True
            )
            for key, node, grad in zip(all_nodes, all_nodes.values(), grads, strict=True):
                found[kind][t, *key] = (torch.zeros_like(node) if grad is None else grad).numpy()
    return found


@pytest.mark.parametrize("name", NETS)
def test_every_pair_is_what_autograd_finds(name):
    model, batch = network(NETS[name])
    found, theirs = paths(model, batch), by_torch(model, batch, NETS[name])
    prefix = "rnn.{}" if len(NETS[name]) > 1 else "rnn"
    assert [lanes.name for lanes in found.layers] == [
        prefix.format(l) for l in range(len(NETS[name]))
    ]
    for (t, k, l, own), part in theirs["copy"].items():
        ours = found.grads[f"{prefix.format(l)}.{own}"][t, k]
        np.testing.assert_allclose(ours, part, rtol=0, atol=1e-13)
    for (t, k, l, state), d in theirs["state"].items():
        np.testing.assert_allclose(found.layers[l].d[state][t, k], d, rtol=0, atol=1e-13)
    for (t, k, l, state), d in theirs["lane"].items():
        if k >= 0:
            np.testing.assert_allclose(found.layers[l].back[state][t, k], d, rtol=0, atol=1e-13)


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("name", NETS)
def test_the_pairs_add_up_to_the_gradient(name, masked):
    model, batch = network(NETS[name], seed=1)
    if masked:
        batch = batch._replace(mask=random_mask(T, B, np.random.default_rng(2)))
    loss, grads, tape = model.loss_and_grads(batch)
    found = paths(model, batch)
    assert found.grads.keys() == grads.keys()
    for own, gradient in grads.items():
        np.testing.assert_allclose(found.total(own), gradient, rtol=0, atol=1e-12)
    tapes = [tape.rnn] if len(NETS[name]) == 1 else tape.rnn
    for lanes, one in zip(found.layers, tapes, strict=True):
        for state in lanes.cell.states:
            whole = lanes.d[state].sum(axis=0)
            np.testing.assert_allclose(whole, one.back[state], rtol=0, atol=1e-12)
    assert found.losses.sum() == pytest.approx(loss, rel=1e-12)


def test_what_comes_from_above_is_the_input_of_the_layer_above():
    model, batch = network([LSTMCell, GRUCell])
    below, top = paths(model, batch).layers
    ahead = np.tri(T, dtype=bool).T & ~np.eye(T, dtype=bool)  # k > t
    assert not top.above[~np.eye(T, dtype=bool)].any() and top.above[-1, -1].any()
    assert not below.above[ahead].any() and below.above[T - 1, 0].any()
    upper = model.rnn.layers[1]
    y = model.rnn.layers[0].forward(batch.x)[0]
    _, tape = upper.forward(y)
    for t in range(T):
        dy = np.zeros((T, B, H))
        dy[t] = top.above[t, t]
        dx, _, _ = upper.backward(tape, dy)
        np.testing.assert_allclose(below.above[t], dx, rtol=0, atol=1e-13)


def test_the_lane_of_c_is_multiplied_by_the_forget_gate_alone():
    model, batch = network([LSTMCell])
    (lanes,) = paths(model, batch).layers
    tape = model.forward(batch.x)[1].rnn
    for t in range(T):
        for k in range(t):
            through = lanes.d["c"][t, k + 1] * tape["f"][k + 1]
            np.testing.assert_allclose(lanes.back["c"][t, k], through, rtol=0, atol=1e-15)
    _, _, tape = model.loss_and_grads(batch)
    roads = split_paths(tape.rnn, lanes.above[range(T), range(T)])
    np.testing.assert_allclose(lanes.d["c"].sum(axis=0), roads.total, rtol=0, atol=1e-13)


@pytest.mark.parametrize("name", ["two LSTM", "three"])
@pytest.mark.parametrize("k", range(1, T + 1))
def test_a_cut_cuts_every_lane_of_every_layer(name, k):
    model, batch = network(NETS[name])
    found = paths(model, batch)
    total, state = dict.fromkeys(model.params, 0), model.rnn.start(B)
    for window in windows(batch, k):
        _, grads, tape = model.loss_and_grads(window, state)
        state = tape.rnn.final
        total = {n: total[n] + g * len(window.x) / T for n, g in grads.items()}
    for own, gradient in total.items():
        np.testing.assert_allclose(found.total(own, kept(T, k)), gradient, rtol=0, atol=1e-12)
    pairs = np.concatenate([total[n].ravel() for n in total if n.startswith("rnn.")])
    full = np.concatenate([found.total(n).ravel() for n in total if n.startswith("rnn.")])
    ratio = np.linalg.norm(pairs) / np.linalg.norm(full)
    assert truncation(found).ratio[k - 1] == pytest.approx(ratio, rel=1e-12)


def test_layers_without_a_state_have_parts_and_no_lanes():
    rng = np.random.default_rng(3)
    inner = stack_of([LSTMCell, GRUCell], D, H, rng)
    rnn = Stacked([Embedding(7, D, rng=rng), inner, Linear(H, H, rng=rng)])
    model = EveryStepModel(rnn, Linear(H, O, rng=rng), squared_error)
    batch = Batch(rng.integers(0, 7, (T, B)), rng.normal(size=(T, B, O)))
    found, (_, grads, _) = paths(model, batch), model.loss_and_grads(batch)
    assert [lanes.name for lanes in found.layers] == ["rnn.1.0", "rnn.1.1"]
    for own, gradient in grads.items():
        np.testing.assert_allclose(found.total(own), gradient, rtol=0, atol=1e-12)
    read = np.zeros(7, bool)
    read[batch.x[2]] = True  # a step's part of E has the rows of what it reads
    assert found.grads["rnn.0.E"][T - 1, 2].any(axis=1).tolist() == read.tolist()
