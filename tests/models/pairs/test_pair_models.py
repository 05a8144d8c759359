"""Encoder–decoders: gradients, padding, what is fed, and what a file belongs to."""

from itertools import islice

import numpy as np
import pytest
from models.pairs.kinds_of_models import MODELS, PAIRS, model_of

import rnnlib
from rnnlib.ops import log_softmax

BATCH = PAIRS.batch(np.arange(6))
CELLS = rnnlib.VanillaCell, rnnlib.LSTMCell, rnnlib.GRUCell
names = pytest.mark.parametrize("name", MODELS)


@pytest.mark.parametrize("cell", CELLS)
@names
def test_the_gradient_of_the_loss(name, cell):
    """Along a random direction of every parameter, against central differences."""
    model, rng, eps = model_of(name, cell), np.random.default_rng(1), 1e-5
    assert BATCH.mask is not None and BATCH.target_mask is not None
    _, grads, _ = model.loss_and_grads(BATCH)
    assert grads.keys() == model.params.keys()
    for key, p in model.params.items():
        direction, kept, ends = rng.normal(size=p.shape), p.copy(), []
        for sign in (1, -1):
            p[...] = kept + sign * eps * direction
            ends.append(model.loss_and_grads(BATCH)[0])
        p[...] = kept
        numeric = (ends[0] - ends[1]) / (2 * eps)
        assert np.vdot(grads[key], direction) == pytest.approx(numeric, 1e-5, 1e-8), key


@names
def test_the_loss_is_the_mean_over_real_target_symbols(name):
    model = model_of(name)
    total = count = 0
    for k in range(6):
        x, y = PAIRS.batch(np.array([k]))[:2]
        log_p = log_softmax(model.forward(x, model.fed(y))[0])[:, 0]
        total -= log_p[np.arange(len(y)), y[:, 0]].sum()
        count += len(y)
    assert model.loss_and_grads(BATCH)[0] == pytest.approx(total / count, 1e-12)


@names
def test_what_padding_holds_changes_no_bit(name):
    model = model_of(name)
    loss, grads, tape = model.loss_and_grads(BATCH)
    logits, _ = model.forward(BATCH.x, model.fed(BATCH.target, BATCH.target_mask), BATCH.mask)
    for wrong in (0, 5, -7, 10**6):
        x = np.where(BATCH.mask, BATCH.x, wrong)
        target = np.where(BATCH.target_mask, BATCH.target, wrong)
        other = BATCH._replace(x=x, target=target)
        fed = model.fed(target, BATCH.target_mask)
        np.testing.assert_array_equal(model.forward(x, fed, BATCH.mask)[0], logits)
        loss_, grads_, _ = model.loss_and_grads(other)
        assert loss_ == loss
        for key in grads:
            np.testing.assert_array_equal(grads_[key], grads[key], err_msg=key)


@names
def test_more_padding_changes_nothing(name):
    model = model_of(name)
    pad = np.full((3, 6), PAIRS.source.pad)
    none = np.zeros((3, 6), bool)
    longer = rnnlib.PairBatch(
        np.concatenate((BATCH.x, pad)),
        np.concatenate((BATCH.target, pad)),
        np.concatenate((BATCH.mask, none)),
        np.concatenate((BATCH.target_mask, none)),
    )
    loss, grads, _ = model.loss_and_grads(BATCH)
    loss_, grads_, _ = model.loss_and_grads(longer)
    assert loss_ == pytest.approx(loss, 1e-13)
    for key in grads:
        np.testing.assert_allclose(grads_[key], grads[key], rtol=1e-9, atol=1e-13, err_msg=key)


def test_padding_that_is_read_is_noticed():
    model = model_of("plain")
    with pytest.raises(ValueError, match="^x: expected symbols from 0 to .*, got"):
        model.loss_and_grads(BATCH._replace(mask=None))
    with pytest.raises(ValueError, match="^(target|fed|x): expected"):
        model.loss_and_grads(BATCH._replace(target_mask=None))


@names
def test_teacher_forcing_is_writing_step_by_step(name):
    """`forward` over all steps and `step` one by one give the same probabilities."""
    model = model_of(name)
    fed = model.fed(BATCH.target, BATCH.target_mask)
    logits, _ = model.forward(BATCH.x, fed, BATCH.mask)
    state = model.begin(BATCH.x, BATCH.mask)
    for t, symbols in enumerate(fed):
        one, state = model.step(symbols, state)
        np.testing.assert_allclose(one, logits[t], rtol=1e-9, atol=1e-12)


def test_what_the_decoder_is_fed():
    model = model_of("plain")
    start, stop = PAIRS.target.start, PAIRS.target.stop
    target, mask = np.array([[3, 4], [stop, 7], [99, stop]]), np.array([[1, 1], [1, 1], [0, 1]])
    fed = model.fed(target, mask.astype(bool))
    assert fed.tolist() == [[start, start], [3, 4], [stop, 7]]


@names
def test_float32_all_the_way(name):
    model = model_of(name, dtype=np.float32)
    logits, _ = model.forward(BATCH.x, model.fed(BATCH.target, BATCH.target_mask), BATCH.mask)
    _, grads, tape = model.loss_and_grads(BATCH)
    assert {a.dtype for a in (logits, *grads.values())} == {np.dtype(np.float32)}
    assert tape.flow().dtype == np.float32


@names
def test_it_learns(name):
    """A handful of pairs by heart."""
    model = model_of(name, scale=0.3)
    records = rnnlib.fit(model, [BATCH] * 150, rnnlib.Adam(model.params, lr=0.03), clip=1.0)
    losses = [record.loss for record in records]
    assert losses[-1] < 0.25 * losses[0]


@pytest.mark.parametrize("option", [{"truncate": 2}, {"carry": True}])
def test_a_pair_is_not_cut_in_windows(option):
    model = model_of("plain")
    with pytest.raises(
        ValueError, match="^(truncate|carry): expected a network that reads forward"
    ):
        rnnlib.fit(model, [BATCH], rnnlib.SGD(model.params, 0.1), **option)


def test_flow_is_recorded():
    model = model_of("Bahdanau")
    (record,) = rnnlib.fit(model, [BATCH], rnnlib.SGD(model.params, 0.1), with_flow=True)
    assert record.flow.shape == (len(BATCH.target),) and (record.flow > 0).any()


@names
def test_what_reaches_the_source(name):
    """∂L/∂ the encoder's outputs directly, and ∂L/∂ its final state, against differences."""
    model = model_of(name)
    x, y = PAIRS.batch(np.array([2]))[:2]
    _, _, tape = model.loss_and_grads(rnnlib.PairBatch(x, y))
    assert (tape.dread is not None) == ("attention" in model.parts)
    if tape.dread is not None:
        alpha = tape.decoder["alpha"]
        assert alpha.shape == (len(y), 1, len(x))
        np.testing.assert_allclose(alpha.sum(2), 1)
        assert tape.dread.shape == (len(x), 1, model.encoder.output_size)


def test_a_file_belongs_to_one_kind(tmp_path):
    model = model_of("Luong, both ways")
    expected = "LuongEncoderDecoder(Bidirectional(GRUCell, GRUCell), Bridge, GRUCell, Linear, "
    assert model.describe() == expected + "GeneralAttention, Linear)"
    rnnlib.save(tmp_path / "w.npz", model)
    same = model_of("Luong, both ways", seed=5)
    rnnlib.load(tmp_path / "w.npz", same)
    assert same.loss_and_grads(BATCH)[0] == model.loss_and_grads(BATCH)[0]
    with pytest.raises(ValueError, match="Luong"):
        rnnlib.load(tmp_path / "w.npz", model_of("Luong"))


def test_a_file_of_other_symbols_is_refused(tmp_path):
    def model(letters):
        pairs = rnnlib.reversal(2, 3, rng=np.random.default_rng(0), letters=letters)
        s, t, rng = pairs.source, pairs.target, np.random.default_rng(0)
        encoder, decoder = (rnnlib.Recurrent(rnnlib.GRUCell(D, 3, rng=rng)) for D in (3, 5))
        return rnnlib.EncoderDecoder(s, t, encoder, decoder, rng=rng)

    rnnlib.save(tmp_path / "w.npz", model("abc"))
    rnnlib.load(tmp_path / "w.npz", model("abc"))
    message = "expected parameters for the alphabet 'acb → acb', got 'abc → abc'"
    with pytest.raises(ValueError, match=message):
        rnnlib.load(tmp_path / "w.npz", model("acb"))


def test_dropout_in_a_deep_model():
    deep = model_of("deep")
    deep.encoder.dropout = 0.5
    losses = [deep.loss_and_grads(BATCH, rng=np.random.default_rng(k))[0] for k in (0, 0, 1)]
    assert losses[0] == losses[1] != losses[2]
    assert len(list(islice(rnnlib.fit(deep, [BATCH], rnnlib.SGD(deep.params, 0.1)), 1))) == 1
