"""Self-attention: gradients, PyTorch's layer of one head, and who sees whom."""

import numpy as np
import pytest
from kinds import lively
from needs import need

from rnnlib import CausalSelfAttention, SelfAttention, check_gradients

T, B, D, H = 5, 3, 4, 6
MASK = np.arange(T)[:, None] < (5, 2, 4)
kinds = pytest.mark.parametrize("kind", [SelfAttention, CausalSelfAttention])
masks = pytest.mark.parametrize("mask", [None, MASK], ids=["unmasked", "masked"])


def build(kind):
    rng = np.random.default_rng(0)
    layer = kind(D, H, rng=rng)
    lively(layer.params, rng)
    return layer, rng.normal(size=(T, B, D)), rng


@masks
@kinds
def test_gradients(kind, mask):
    layer, x, rng = build(kind)
    assert max(check_gradients(layer, x, mask=mask, rng=rng).values()) < 1e-8


@masks
@kinds
def test_equals_torch_with_one_head(kind, mask):
    torch = need("torch")
    _, x, rng = build(kind)
    layer = kind(D, D, rng=rng)  # PyTorch's layer is as wide as its input
    theirs = torch.nn.MultiheadAttention(D, 1, bias=False, dtype=torch.float64)
    with torch.no_grad():
        W = np.concatenate([layer.params[n].T for n in ("W_q", "W_k", "W_v")])
        theirs.in_proj_weight.copy_(torch.tensor(W))
        theirs.out_proj.weight.copy_(torch.eye(D))
    given = torch.tensor(x, requires_grad=True)
    later = torch.triu(torch.ones(T, T, dtype=bool), 1) if kind is CausalSelfAttention else None
    padding = None if mask is None else torch.tensor(~mask.T.copy())
    out, alpha = theirs(given, given, given, key_padding_mask=padding, attn_mask=later)
    y, tape = layer.forward(x, mask=mask)
    real = np.ones((T, B), bool) if mask is None else mask
    np.testing.assert_allclose(y[real], out.detach().numpy()[real], rtol=1e-10)
    np.testing.assert_allclose(
        tape.attention["alpha"].swapaxes(0, 1)[real.T], alpha.detach().numpy()[real.T], atol=1e-12
    )
    dy = rng.normal(size=y.shape) * real[..., None]
    dx, _, grads = layer.backward(tape, dy)
    out.backward(torch.tensor(dy))
    np.testing.assert_allclose(dx, given.grad.numpy(), rtol=1e-9, atol=1e-12)
    dW = np.concatenate([grads[n].T for n in ("W_q", "W_k", "W_v")])
    np.testing.assert_allclose(dW, theirs.in_proj_weight.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_who_sees_whom():
    for kind, later in ((SelfAttention, True), (CausalSelfAttention, False)):
        layer, x, _ = build(kind)
        y, _ = layer.forward(x)
        other = x.copy()
        other[3] += 1
        changed = (layer.forward(other)[0] != y).any((1, 2))
        assert changed.tolist() == [later] * 3 + [True, True]
        assert layer.ahead == later


def test_the_order_of_what_was_seen_is_not_known():
    layer, x, rng = build(SelfAttention)
    order = rng.permutation(T)
    np.testing.assert_allclose(layer.forward(x[order])[0], layer.forward(x)[0][order], rtol=1e-10)


@kinds
def test_padding_changes_no_bit(kind):
    layer, x, rng = build(kind)
    dy = rng.normal(size=(T, B, H))
    outcomes = []
    for filling in (0.0, 7.0, np.nan):
        y, tape = layer.forward(np.where(MASK[..., None], x, filling), mask=MASK)
        dx, _, grads = layer.backward(tape, dy)
        assert not dx[~MASK].any()
        outcomes.append((y, dx, *grads.values()))
    for outcome in outcomes[1:]:
        for one, other in zip(outcomes[0], outcome, strict=True):
            np.testing.assert_array_equal(one, other)


def test_wrong_input():
    layer, x, _ = build(SelfAttention)
    with pytest.raises(ValueError, match=r"^x: expected floats \(T, B, 4\), got float64 \(5, 3\)"):
        layer.forward(x[..., 0])
    with pytest.raises(ValueError, match="^state: expected None, for SelfAttention has none"):
        layer.forward(x, (x,))
    with pytest.raises(ValueError, match=r"^mask: expected bool \(5, 3\), got bool \(3, 5\)"):
        layer.forward(x, mask=MASK.T)
