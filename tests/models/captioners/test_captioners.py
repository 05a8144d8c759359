"""Captioners: gradients down to the picture, step by step as all at once, and decoding."""

import numpy as np
import pytest
from kinds import lively

from rnnlib.cells import GRUCell, LSTMCell
from rnnlib.checks import gradient_error, numerical_gradient
from rnnlib.decoding import beam_search, greedy
from rnnlib.layers import AdditiveAttention, Recurrent
from rnnlib.layers.images import ImageEncoder
from rnnlib.models.captioners import (
    AttendingCaptioner,
    EveryStepCaptioner,
    FirstInputCaptioner,
    FirstStateCaptioner,
)
from rnnlib.models.captioners.fed import P
from rnnlib.ops import log_softmax
from rnnlib.tasks.batch import Batch
from rnnlib.tasks.pairs import Vocabulary

WORDS = Vocabulary(["a", "b", "c"])
SIDE, C, H, T, B = 6, 3, 4, 4, 3
KINDS = {
    "first": FirstInputCaptioner,
    "every": EveryStepCaptioner,
    "state": FirstStateCaptioner,
    "attention": AttendingCaptioner,
}
kinds = pytest.mark.parametrize("kind", KINDS)
MASK = np.arange(T)[:, None] < (4, 2, 3)


def build(kind, cell=LSTMCell, dtype=np.float64):
    rng = np.random.default_rng(0)
    encoder = ImageEncoder((2, 3, C), (2, 1), rng=rng, dtype=dtype)
    width = {"first": P, "every": P, "state": 0, "attention": C + 2}[kind]
    decoder = Recurrent(cell(WORDS.inputs + width, H, rng=rng, dtype=dtype))
    more = (AdditiveAttention(H, C + 2, 5, rng=rng, dtype=dtype),) if kind == "attention" else ()
    model = KINDS[kind](WORDS, encoder, decoder, *more, side=SIDE, rng=rng)
    lively(model.params, rng)
    x = rng.normal(size=(1, B, SIDE, SIDE, 2)).astype(dtype)
    return model, Batch(x, rng.integers(0, WORDS.outputs, (T, B)), MASK)


@pytest.mark.parametrize("cell", [LSTMCell, GRUCell])
@kinds
def test_gradients_of_all_parameters_and_of_the_picture(kind, cell):
    model, batch = build(kind, cell)
    _, grads, tape = model.loss_and_grads(batch)
    assert list(grads) == list(model.params)

    def loss(_):
        return model.loss_and_grads(batch)[0]

    for name, p in model.params.items():
        some = np.random.default_rng(1).normal(size=p.shape)  # a random direction of each

        start = p.copy()

        def along(e, p=p, some=some, start=start):
            p[...] = start + e[0] * some
            return loss(None)

        numeric = numerical_gradient(along, np.zeros(1), eps=1e-6)
        along(np.zeros(1))
        assert gradient_error(np.array([np.vdot(grads[name], some)]), numeric) < 1e-6, name
    assert gradient_error(tape.dx, numerical_gradient(loss, batch.x)) < 1e-6


@kinds
def test_padding_changes_nothing(kind):
    model, batch = build(kind)
    loss, grads, _ = model.loss_and_grads(batch)
    other, again, _ = model.loss_and_grads(batch._replace(target=np.where(MASK, batch.target, 0)))
    assert loss == other
    for name in grads:
        np.testing.assert_array_equal(grads[name], again[name])


@kinds
def test_step_by_step_is_all_at_once(kind):
    model, batch = build(kind)
    fed = model.fed(batch.target)
    logits, _ = model.forward(batch.x, fed)
    state = model.begin(batch.x)
    for t in range(T):
        y, state = model.step(fed[t], state)
        np.testing.assert_allclose(y, logits[t], rtol=1e-10, atol=1e-12)


@kinds
def test_a_wide_beam_finds_the_likeliest_of_all_sentences(kind):
    """All 4⁰ … strings of at most three symbols, weighed one by one."""
    model, batch = build(kind)
    best = {}
    stop = WORDS.stop
    strings = [(*head, stop) for n in range(3) for head in np.ndindex((3,) * n)]
    strings += list(np.ndindex(3, 3, 3))
    for string in strings:
        words = np.array(string)[:, None].repeat(B, 1)
        log_p = log_softmax(model.forward(batch.x, model.fed(words))[0])
        total = np.take_along_axis(log_p, words[..., None], 2).sum((0, 2))
        for b in range(B):
            best[b] = max(best.get(b, (-np.inf, ())), (total[b], string))
    trees = beam_search(model, batch.x, beam=50, limit=3)
    for b, tree in enumerate(trees):
        found = tree.written()
        assert tuple(found.symbols) == best[b][1]
        np.testing.assert_allclose(found.log_p, best[b][0], rtol=1e-10)
    for one, tree in zip(
        greedy(model, batch.x, limit=3), beam_search(model, batch.x, beam=1, limit=3), strict=True
    ):
        assert one.text == tree.written().text


def test_attention_is_that_of_the_cells_in_rows():
    model, batch = build("attention")
    _, tape = model.forward(batch.x, model.fed(batch.target))
    a, _ = model.encoder.forward(batch.x[0])
    alpha = tape.decoder["alpha"]
    assert alpha.shape == (T, B, 9) and np.allclose(alpha.sum(2), 1)
    z = np.einsum("tbs,bsc->tbc", alpha, a.reshape(B, 9, C))
    np.testing.assert_allclose(tape.decoder["w"][:, :, :C], z, rtol=1e-12)
    for k, places in enumerate(np.mgrid[-1:2, -1:2].reshape(2, 9)):  # rows, columns
        np.testing.assert_allclose(tape.decoder["w"][:, :, C + k], alpha @ places, atol=1e-12)


def test_wrong_input():
    model, batch = build("first")
    with pytest.raises(ValueError, match=r"x: expected pictures \(1, B, 6, 6, 2\)"):
        model.forward(batch.x[0], model.fed(batch.target))
    with pytest.raises(ValueError, match="fed: expected"):
        model.forward(batch.x, model.fed(batch.target)[:, :2])
    with pytest.raises(ValueError, match="decoder: expected one that takes 37 inputs"):
        FirstInputCaptioner(
            WORDS, model.encoder, build("state")[0].decoder, rng=np.random.default_rng(0)
        )
    attending, _ = build("attention")
    with pytest.raises(ValueError, match="attention: expected an AdditiveAttention"):
        AttendingCaptioner(
            WORDS,
            attending.encoder,
            attending.decoder,
            AdditiveAttention(H, C, 5, rng=np.random.default_rng(0)),
            rng=np.random.default_rng(0),
        )
