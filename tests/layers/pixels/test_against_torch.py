"""The paper's equations in PyTorch, pixel by pixel, and its automatic derivative as the judge."""

import numpy as np
import pytest
from layers.pixels.maps import B, C, D, H, R, build
from needs import need

from rnnlib.layers.pixels import causal_mask


def leaves(torch, layer, *arrays):
    params = {n: torch.tensor(p, requires_grad=True) for n, p in layer.params.items()}
    return params, *(torch.tensor(a, requires_grad=True) for a in arrays)


def agree(layer, run, x, state=None, rng=None):
    """Outputs, final states and the derivatives of a random projection of them."""
    torch = need("torch")
    y, tape = layer.forward(x, state)
    dy = rng.normal(size=y.shape)
    ends = () if tape.final is None else tape.final
    dends = tuple(rng.normal(size=e.shape) for e in ends)
    dx, first, grads = layer.backward(tape, dy, dends or None)
    params, tx, *tstate = leaves(torch, layer, x, *(state or ()))
    ty, tends = run(torch, params, tx, tstate)
    loss = (ty * torch.tensor(dy)).sum()
    for mine, theirs, d in zip(ends, tends, dends, strict=True):
        np.testing.assert_allclose(mine, theirs.detach().numpy(), rtol=1e-9, atol=1e-12)
        loss = loss + (theirs * torch.tensor(d)).sum()
    np.testing.assert_allclose(y, ty.detach().numpy(), rtol=1e-9, atol=1e-12)
    loss.backward()
    pairs = [(dx, tx), *zip(first or (), tstate, strict=True)]
    pairs += [(grads[n], params[n]) for n in params]
    for mine, theirs in pairs:
        np.testing.assert_allclose(mine, theirs.grad.numpy(), rtol=1e-8, atol=1e-11)


@pytest.mark.parametrize("kind", ["A 3×5", "B 5×3", "B 1×1"])
def test_a_masked_convolution_is_a_convolution_with_a_masked_kernel(kind):
    layer, x, rng = build(kind)
    mask = causal_mask(layer.kernel, layer.kind)

    def run(torch, p, x, _):
        K = (p["K"] * torch.tensor(mask)[:, :, None, None]).permute(3, 2, 0, 1)
        pad = tuple(k // 2 for k in layer.kernel)
        y = torch.nn.functional.conv2d(x.permute(2, 3, 0, 1), K, p["b"], padding=pad)
        return y.permute(2, 3, 0, 1), ()

    agree(layer, run, x, rng=rng)


def step(torch, z, c):
    i, f, o, g = z.split(H, -1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


@pytest.mark.parametrize("kind, k", [("row, 3 wide", 3), ("row, 5 wide", 5), ("row, 1 wide", 1)])
def test_row_lstm(kind, k):
    layer, x, rng = build(kind)

    def run(torch, p, x, state):
        h, c = ({(-1, n): s[n] for n in range(C)} for s in state)
        for r, n in np.ndindex(R, C):
            z = p["is.b"]
            for j in range(k):
                at = n + j - k // 2
                if 0 <= at < C:
                    z = z + h[r - 1, at] @ p["ss.K"][j]
                    if at <= n:  # mask B
                        z = z + x[r, at] @ p["is.K"][0, j]
            h[r, n], c[r, n] = step(torch, z, c[r - 1, n])
        maps = torch.stack([torch.stack([h[r, n] for n in range(C)]) for r in range(R)])
        return maps, [torch.stack([s[R - 1, n] for n in range(C)]) for s in (h, c)]

    agree(layer, run, x, tuple(rng.normal(size=(2, C, B, H))), rng)


def diagonal(torch, p, x, state):
    h, c = ({(r, -1): s[r] for r in range(R)} for s in state)
    for r, n in np.ndindex(R, C):
        z = p["is.b"] + x[r, n] @ p["is.K"][0, 0] + h[r, n - 1] @ p["ss.K"][1]
        if r:
            z = z + h[r - 1, n] @ p["ss.K"][0]
        h[r, n], c[r, n] = step(torch, z, c[r, n - 1])
    maps = torch.stack([torch.stack([h[r, n] for n in range(C)]) for r in range(R)])
    return maps, [torch.stack([s[r, C - 1] for r in range(R)]) for s in (h, c)]


def test_diagonal_lstm():
    layer, x, rng = build("diagonal")
    agree(layer, diagonal, x, tuple(rng.normal(size=(2, R, B, H))), rng)


def test_diagonal_bilstm():
    """From the right: the mirrored picture, and its map a row further down."""
    layer, x, rng = build("both diagonals")

    def run(torch, p, x, _):
        parts = [
            {n.removeprefix(f"{side}."): q for n, q in p.items() if n.startswith(side)}
            for side in ("left", "right")
        ]
        zero = torch.zeros(2, R, B, H, dtype=torch.float64)
        left, ends = diagonal(torch, parts[0], x, zero)
        right, more = diagonal(torch, parts[1], x.flip(1), zero)
        down = torch.cat([torch.zeros_like(right[:1]), right.flip(1)[:-1]])
        return left + down, [*ends, *more]

    class Flat:
        """The layer, its nested states one after the other."""

        params = layer.params

        def forward(self, x, state):
            y, tape = layer.forward(x)
            self.tape, self.final = tape, (*tape.final[0], *tape.final[1])
            return y, self

        def backward(self, tape, dy, ends):
            dx, _, grads = layer.backward(self.tape, dy, (ends[:2], ends[2:]))
            return dx, None, grads

    agree(Flat(), run, x, rng=rng)
    assert x.shape == (R, C, B, D)
