"""The same numbers in another form of array give the same results."""

import numpy as np
import pytest

import rnnlib
from rnnlib.analysis import spectral_radius, with_radius
from rnnlib.ops import log_softmax, logsumexp

rng = np.random.default_rng(0)
X, SYMBOLS = rng.normal(size=(5, 3, 4)), rng.integers(0, 4, (5, 3))
DY, STATE = rng.normal(size=(5, 3, 6)), rng.normal(size=(3, 6))
LOGITS, U = rng.normal(size=(5, 3, 4)), rng.normal(size=(3, 3))
MASK = np.arange(5)[:, None] < np.array([5, 2, 4])


def every_second(array):
    wide = np.empty(tuple(2 * n for n in array.shape), array.dtype)
    view = wide[tuple(slice(None, None, 2) for _ in array.shape)]
    view[...] = array
    return view


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


FORMS = {
    "every second": every_second,
    "columns first": np.asfortranarray,
    "backward": lambda array: array[::-1].copy()[::-1],
    "read-only": read_only,
    "big-endian": lambda array: array.astype(array.dtype.newbyteorder(">")),
    "masked, nothing hidden": np.ma.masked_array,
    "lists": lambda array: array.tolist(),
}


def both_ways(kind, form, x=X, mask=None):
    layer = rnnlib.Recurrent(kind(4, 6, rng=np.random.default_rng(1)))
    state = (STATE,) * len(layer.cell.states)
    state = tuple(form(s) for s in state)
    y, tape = layer.forward(form(x), state, None if mask is None else form(mask))
    return y, layer.backward(tape, form(DY), state)


def trained(optimiser, form):
    params = {"W": np.ones((3, 4)), "b": np.ones(4)}
    own = optimiser(params, lr=0.1)
    for _ in range(3):
        own.step({"W": form(X[0]), "b": form(X[0, 0])})
    return params


def clipped(form):
    grads = {"W": form(X[0].copy())}
    norm = rnnlib.clip_norm(grads, 0.5)
    return norm, grads


def restored(form, path):
    there = {"W": np.zeros((3, 4))}
    rnnlib.save(path, {"W": form(X[0])})
    rnnlib.load(path, there)
    return there


def attended(form):
    layer = rnnlib.AdditiveAttention(6, 4, 3, rng=np.random.default_rng(1))
    w, tape = layer.forward(form(DY), form(X), form(LOGITS), form(MASK))
    return w, layer.backward(tape, form(X))


def written(form):
    make = np.random.default_rng(1)
    letters = rnnlib.Vocabulary("abcd")
    parts = (rnnlib.Recurrent(rnnlib.GRUCell(D, 6, rng=make)) for D in (4, 12))
    attention = rnnlib.DotAttention(6)
    model = rnnlib.BahdanauEncoderDecoder(letters, letters, *parts, attention, rng=make)
    batch = rnnlib.PairBatch(form(SYMBOLS), form(SYMBOLS), form(MASK), form(MASK))
    return model.loss_and_grads(batch)[:2]


CALLS = {
    "attention": attended,
    "a pair": written,
    "LSTM": lambda form: both_ways(rnnlib.LSTMCell, form),
    "GRU": lambda form: both_ways(rnnlib.GRUCell, form, mask=MASK),
    "Jordan": lambda form: both_ways(rnnlib.JordanCell, form),
    "symbols": lambda form: both_ways(rnnlib.LSTMCell, form, x=SYMBOLS),
    "softmax": lambda form: rnnlib.softmax(form(X)),
    "log_softmax": lambda form: log_softmax(form(X)),
    "logsumexp": lambda form: logsumexp(form(X)),
    "sigmoid": lambda form: rnnlib.sigmoid(form(X)),
    "cross-entropy": lambda form: rnnlib.softmax_cross_entropy(
        form(LOGITS), form(SYMBOLS), form(MASK)
    ),
    "squared error": lambda form: rnnlib.squared_error(form(X), form(LOGITS)),
    "step losses": lambda form: rnnlib.step_losses(form(LOGITS), form(SYMBOLS)),
    "SGD": lambda form: trained(rnnlib.SGD, form),
    "Adam": lambda form: trained(rnnlib.Adam, form),
    "RMSProp": lambda form: trained(rnnlib.RMSProp, form),
    "global norm": lambda form: rnnlib.global_norm({"W": form(X)}),
    "radius": lambda form: spectral_radius(form(U)),
    "with radius": lambda form: with_radius(form(U), 2.0),
}


def flat(result):
    """All numbers of nested results."""
    if isinstance(result, dict):
        result = tuple(result[name] for name in sorted(result))
    if isinstance(result, tuple | list):
        return [part for inner in result if inner is not None for part in flat(inner)]
    return [np.asarray(result)]


def assert_same(left, right):
    for a, b in zip(flat(left), flat(right), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CALLS)
def test_the_form_of_an_array_does_not_matter(name, form):
    assert_same(CALLS[name](FORMS[form]), CALLS[name](np.array))


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"read-only", "lists"}))
def test_gradients_are_clipped_where_they_lie(form):
    assert_same(clipped(FORMS[form]), clipped(np.array))


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"lists"}))
def test_parameters_come_back_from_disk(form, tmp_path):
    assert_same(restored(FORMS[form], tmp_path / "w.npz"), {"W": X[0]})


@pytest.mark.parametrize("optimiser", [rnnlib.SGD, rnnlib.Adam, rnnlib.RMSProp])
@pytest.mark.parametrize("kind", [np.float16, np.int8, np.uint8])
def test_small_types_of_gradients_do_not_overflow(optimiser, kind):
    def after(gradient):
        params = {"b": np.ones(2)}
        optimiser(params, lr=0.1).step({"b": gradient})
        return params

    small = np.array([100, 120], kind)
    assert_same(after(small), after(small.astype(float)))


@pytest.mark.parametrize(
    "numbers", [np.array([-128], np.int8), np.array([3, 4], np.uint8), np.full(70000, 1, "e")]
)
def test_the_norm_of_small_types(numbers):
    assert rnnlib.global_norm({"b": numbers}) == pytest.approx(
        np.linalg.norm(numbers.astype(float))
    )


def test_half_precision_goes_through_a_layer_and_not_into_a_loss():
    half = X.astype(np.float16)
    layer = rnnlib.Recurrent(rnnlib.GRUCell(4, 6, rng=np.random.default_rng(1)))
    np.testing.assert_array_equal(layer.forward(half)[0], layer.forward(half.astype(float))[0])
    for loss, target in ((rnnlib.squared_error, half), (rnnlib.softmax_cross_entropy, SYMBOLS)):
        with pytest.raises(ValueError, match="expected float32 or float64, got float16"):
            loss(half, target)


def test_sizes_of_a_small_type_do_not_overflow():
    from rnnlib.tasks import anbn_strings

    for kind in (np.int8, np.uint8):
        assert_same(anbn_strings(np.array([100], kind)), anbn_strings([100]))


def test_differences_of_small_types():
    for kind in (np.int8, np.uint8):
        a, b = np.array([100], kind), np.array([3], kind)
        assert rnnlib.gradient_error(b, a) == rnnlib.gradient_error([3.0], [100.0])


def test_numbers_far_apart_have_a_softmax():
    far = np.array([1e308, -1e308])
    np.testing.assert_array_equal(rnnlib.softmax(far), [1, 0])
    assert logsumexp(far) == 1e308
    np.testing.assert_array_equal(log_softmax(far), [0, -np.inf])
