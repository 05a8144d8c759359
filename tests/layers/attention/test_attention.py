"""Attention: gradients, masks, equality with PyTorch, and step by step as all at once."""

import numpy as np
import pytest
from kinds import lively
from needs import need

from rnnlib import AdditiveAttention, DotAttention, GeneralAttention, ScaledDotAttention
from rnnlib.checks import gradient_error, numerical_gradient

T, B, S, Q, K, D, A = 3, 4, 5, 4, 4, 6, 7
MASK = np.arange(S)[:, None] < (5, 2, 1, 3)
KINDS = {
    "additive": lambda rng, dtype: AdditiveAttention(Q, K, A, rng=rng, dtype=dtype),
    "dot": lambda rng, dtype: DotAttention(Q, dtype=dtype),
    "scaled dot": lambda rng, dtype: ScaledDotAttention(Q, dtype=dtype),
    "general": lambda rng, dtype: GeneralAttention(Q, K, rng=rng, dtype=dtype),
}
kinds = pytest.mark.parametrize("kind", KINDS)
masks = pytest.mark.parametrize("mask", [None, MASK], ids=["unmasked", "masked"])


def build(kind, dtype=np.float64, seed=0):
    rng = np.random.default_rng(seed)
    layer = KINDS[kind](rng, np.dtype(dtype))
    lively(layer.params, rng)
    arrays = (rng.normal(size=s).astype(dtype) for s in ((T, B, Q), (S, B, K), (S, B, D)))
    return layer, *arrays, rng.normal(size=(T, B, D)).astype(dtype)


@masks
@kinds
def test_gradients(kind, mask):
    layer, q, k, v, dw = build(kind)
    for values in (v, None):
        d = dw if values is not None else dw[:, :, :K]
        _, tape = layer.forward(q, k, values, mask)
        dq, dk, dv, grads = layer.backward(tape, d)
        pairs = {"q": (dq, q), "k": (dk, k)} | {n: (grads[n], p) for n, p in layer.params.items()}
        if values is not None:
            pairs["v"] = dv, values
        assert (dv is None) == (values is None)

        def loss(_, values=values, d=d):
            return np.vdot(layer.forward(q, k, values, mask)[0], d)

        for name, (found, array) in pairs.items():
            assert gradient_error(found, numerical_gradient(loss, array)) < 1e-8, name


@masks
@kinds
def test_the_equations_one_by_one(kind, mask):
    """Scores, weights and contexts by loops over steps, sequences and positions."""
    layer, q, k, v, _ = build(kind)
    w, tape = layer.forward(q, k, v, mask)
    p = layer.params
    score = {
        "additive": lambda q, k: np.tanh(q @ p["W_a"] + k @ p["U_a"]) @ p["v_a"],
        "dot": lambda q, k: q @ k,
        "scaled dot": lambda q, k: q @ k / 2,  # √4
        "general": lambda q, k: q @ p["W_a"] @ k,
    }[kind]
    for t in range(T):
        for b in range(B):
            real = [j for j in range(S) if mask is None or mask[j, b]]
            e = np.array([score(q[t, b], k[j, b]) for j in real])
            alpha = np.exp(e) / np.exp(e).sum()
            np.testing.assert_allclose(tape["e"][t, b, real], e, rtol=1e-12)
            np.testing.assert_allclose(tape["alpha"][t, b, real], alpha, rtol=1e-12)
            np.testing.assert_allclose(w[t, b], alpha @ v[real, b], rtol=1e-12)
            assert (np.delete(tape["alpha"][t, b], real) == 0).all()
    np.testing.assert_array_equal(tape["w"], w)


@kinds
def test_padding_changes_no_bit(kind):
    layer, q, k, v, dw = build(kind)
    outcomes = []
    for filling in (0.0, 1e300, np.nan, np.inf):
        kf, vf = (np.where(MASK[..., None], a, filling) for a in (k, v))
        w, tape = layer.forward(q, kf, vf, MASK)
        dq, dk, dv, grads = layer.backward(tape, dw)
        assert not dk[~MASK].any() and not dv[~MASK].any()
        outcomes.append([w, dq, dk, dv, *grads.values()])
    for outcome in outcomes[1:]:
        for one, other in zip(outcomes[0], outcome, strict=True):
            np.testing.assert_array_equal(one, other)


@kinds
def test_step_by_step_is_all_at_once(kind):
    layer, q, k, v, dw = build(kind)
    w, whole = layer.forward(q, k, v, MASK)
    dq, dk, dv, grads = layer.backward(whole, dw)
    tape = layer.open(layer.remember(k, v, MASK), T)
    for t in range(T):
        np.testing.assert_allclose(layer.attend(tape, slice(t, t + 1), q[t : t + 1])[0], w[t])
    for t in reversed(range(T)):
        d = layer.attend_back(tape, slice(t, t + 1), dw[t : t + 1])
        np.testing.assert_allclose(d[0], dq[t], rtol=1e-10, atol=1e-14)
    dk_, dv_, grads_ = layer.close(tape)
    for one, other in ((dk_, dk), (dv_, dv), *((grads_[n], grads[n]) for n in grads)):
        np.testing.assert_allclose(one, other, rtol=1e-10, atol=1e-14)
    for name in ("e", "alpha", "w", "dw", "dalpha", "de"):
        np.testing.assert_allclose(tape[name], whole[name], rtol=1e-10, atol=1e-14)


@kinds
def test_a_run_can_go_back_twice_and_is_that_of_its_own_parameters(kind):
    layer, q, k, v, dw = build(kind)
    _, tape = layer.forward(q, k, v, MASK)
    first = layer.backward(tape, dw)
    for p in layer.params.values():
        p *= 2
    second = layer.backward(tape, dw)
    for one, other in zip(flat(first), flat(second), strict=True):
        np.testing.assert_array_equal(one, other)


def flat(outcome):
    *arrays, grads = outcome
    return *arrays, *grads.values()


@kinds
def test_a_caller_keeps_what_it_has_got(kind):
    layer, q, k, v, _ = build(kind)
    w, tape = layer.forward(q, k, v)
    kept = w.copy()
    layer.forward(2 * q, k, v)
    q[...] = k[...] = v[...] = np.nan
    np.testing.assert_array_equal(w, kept)
    np.testing.assert_array_equal(tape["w"], kept)
    with pytest.raises(ValueError, match="read-only"):
        tape["alpha"][0] = 0


@masks
def test_equals_torch_scaled_dot_product_attention(mask):
    torch = need("torch")
    layer, q, k, v, dw = build("scaled dot")
    w, tape = layer.forward(q, k, v, mask)
    ours = [w, *layer.backward(tape, dw)[:3]]
    tq, tk, tv = (torch.tensor(a.swapaxes(0, 1).copy(), requires_grad=True) for a in (q, k, v))
    allowed = None if mask is None else torch.tensor(mask.T.copy())[:, None, :]
    out = torch.nn.functional.scaled_dot_product_attention(tq, tk, tv, allowed)
    out.backward(torch.tensor(dw.swapaxes(0, 1).copy()))
    for mine, theirs in zip(ours, (out, tq.grad, tk.grad, tv.grad), strict=True):
        np.testing.assert_allclose(
            mine, theirs.detach().numpy().swapaxes(0, 1), rtol=1e-10, atol=1e-12
        )


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@masks
@pytest.mark.parametrize("kind", ["additive", "dot", "general"])
def test_equals_its_equation_in_torch(kind, mask, dtype):
    """PyTorch has no such layer; its automatic derivative of the equations is the judge."""
    torch = need("torch")
    layer, q, k, v, dw = build(kind, dtype)
    w, tape = layer.forward(q, k, v, mask)
    dq, dk, dv, grads = layer.backward(tape, dw)
    leaves = {"q": q, "k": k, "v": v} | layer.params
    t = {name: torch.tensor(a.copy(), requires_grad=True) for name, a in leaves.items()}
    if kind == "additive":
        z = (t["q"] @ t["W_a"])[:, None] + t["k"] @ t["U_a"]
        e = torch.tanh(z) @ t["v_a"]  # (T, S, B)
    else:
        e = torch.einsum("tbq,sbq->tsb", t["q"] @ t["W_a"] if "W_a" in t else t["q"], t["k"])
    if mask is not None:
        e = e.masked_fill(~torch.tensor(mask), -torch.inf)
    out = torch.einsum("tsb,sbd->tbd", torch.softmax(e, 1), t["v"])
    out.backward(torch.tensor(dw))
    close = {"rtol": 1e-9, "atol": 1e-11} if dtype is np.float64 else {"rtol": 2e-4, "atol": 2e-5}
    np.testing.assert_allclose(w, out.detach().numpy(), **close)
    for name, mine in ({"q": dq, "k": dk, "v": dv} | grads).items():
        assert mine.dtype == dtype
        np.testing.assert_allclose(mine, t[name].grad.numpy(), **close, err_msg=name)


def test_scores_of_any_size():
    layer, q, k, v, _ = build("dot")
    w, tape = layer.forward(1e150 * q, 1e150 * k, v)
    best = tape["e"].argmax(2)
    np.testing.assert_array_equal(w, v.swapaxes(0, 1)[np.arange(B), best])


SOME, *ARRAYS = build("dot")
WRONG = {
    "queries: expected floats of shape (·, B, 4), got float64 (3, 4, 3)": lambda q, k, v: (
        SOME.forward(q[..., :3], k)
    ),
    "queries: expected 4 sequences, as there are of the keys, got 3": lambda q, k, v: SOME.forward(
        q[:, :3], k
    ),
    "queries: expected an array of floats, got int64 (3, 4, 4)": lambda q, k, v: SOME.forward(
        q.astype(int), k
    ),
    "keys: expected floats of shape (·, B, 4), got float64 (5, 4)": lambda q, k, v: SOME.forward(
        q, k[..., 0]
    ),
    "values: expected one for each key, (5, 4), got (4, 4, 6)": lambda q, k, v: SOME.forward(
        q, k, v[:4]
    ),
    "mask: expected bool (5, 4), got bool (4, 5)": lambda q, k, v: SOME.forward(q, k, v, MASK.T),
    "mask: expected bool (5, 4), got int64 (5, 4)": lambda q, k, v: SOME.forward(
        q, k, v, MASK.astype(int)
    ),
    "mask: expected a real step in every sequence, got none in sequence 2": lambda q, k, v: (
        SOME.forward(q, k, v, MASK & (np.arange(B) != 2))
    ),
    "dy: expected shape (3, 4, 6), got (3, 4, 4)": lambda q, k, v: SOME.backward(
        SOME.forward(q, k, v)[1], q
    ),
    "tape: expected one recorded by this DotAttention, got AttentionTape(Sca": lambda q, k, v: (
        SOME.backward(ScaledDotAttention(4).forward(q, k, v)[1], v)
    ),
    "name: expected one of e, alpha, w, dw, dalpha, de, got 'α'": lambda q, k, v: SOME.forward(
        q, k
    )[1]["α"],
    "A: expected a positive integer, got 0": lambda q, k, v: AdditiveAttention(
        4, 4, 0, rng=np.random.default_rng(0)
    ),
    "rng: expected a numpy.random.Generator, got int": lambda q, k, v: GeneralAttention(
        4, 4, rng=1
    ),
}


@pytest.mark.parametrize("message", WRONG)
def test_wrong_input(message):
    with pytest.raises(ValueError) as caught:
        WRONG[message](*ARRAYS[:3])
    assert str(caught.value).startswith(message)
