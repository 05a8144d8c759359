"""The gradient of each output, by direction: against central differences and closed forms."""

import numpy as np
import pytest

import rnnlib as rnn
from rnnlib import analysis, tasks
from rnnlib.ops import log_softmax


def model_of(kind=rnn.GRUCell, D=3, H=4, O=3, seed=0):
    rng = np.random.default_rng(seed)
    layers = [rnn.Recurrent(kind(D, H, rng=rng)) for _ in range(2)]
    model = rnn.EveryStepModel(rnn.Bidirectional(*layers), rnn.Linear(2 * H, O, rng=rng))
    for p in model.params.values():
        p += 0.3 * rng.normal(size=p.shape)
    return model, rng


@pytest.mark.parametrize("kind", [rnn.VanillaCell, rnn.LSTMCell, rnn.GRUCell])
def test_both_parts_together_are_the_gradient_and_each_alone_is_that_of_its_layer(kind):
    model, rng = model_of(kind)
    x, T = rng.normal(size=(5, 3)), 5
    found = analysis.directions(model, x, 1)
    H = model.rnn.layers[0].output_size

    def loss(inputs, t, way):
        """L_t where only one layer (0 or 1) reads the moved inputs, or both (None)."""
        y, _ = model.rnn.forward(inputs[:, None])
        fixed, _ = model.rnn.forward(x[:, None])
        if way is not None:
            other = slice(H, None) if way == 0 else slice(0, H)
            y[..., other] = fixed[..., other]
        scores, _ = model.readout.forward(y)
        return -log_softmax(scores[t, 0])[1]

    eps = 1e-6
    for t in range(T):
        for way, norms in enumerate((found.forward, found.backward)):
            for s in range(T):
                slope = []
                for d in range(3):
                    moved = [x.copy(), x.copy()]
                    moved[0][s, d] += eps
                    moved[1][s, d] -= eps
                    slope.append((loss(moved[0], t, way) - loss(moved[1], t, way)) / (2 * eps))
                assert norms[t, s] == pytest.approx(np.linalg.norm(slope), rel=1e-5, abs=1e-8)


def test_forward_knows_no_future_and_backward_no_past():
    model, rng = model_of()
    found = analysis.directions(model, rng.normal(size=(40, 3)))  # more than are followed at once
    assert not np.triu(found.forward, 1).any() and not np.tril(found.backward, -1).any()
    assert (np.diag(found.forward) > 0).all() and (np.diag(found.backward) > 0).all()
    share = found.share()
    assert ((share > 0) & (share < 1)).all()
    np.testing.assert_array_equal(found.target, found.p.argmax(1))


def test_a_layer_that_the_readout_does_not_hear_has_no_share():
    model, rng = model_of()
    model.params["out.V"][:4] = 0
    assert (analysis.directions(model, rng.normal(size=(6, 3))).share() == 0).all()
    model.params["out.V"][...] = 0
    assert (analysis.directions(model, rng.normal(size=(6, 3))).share() == 0.5).all()


def test_symbols_are_one_hot_vectors_and_strings_are_symbols():
    model, _ = model_of()
    x = np.array([0, 2, 1, 1])
    a, b = analysis.directions(model, x), analysis.directions(model, np.eye(3)[x])
    np.testing.assert_array_equal(a.forward, b.forward)
    rng = np.random.default_rng(0)
    text = tasks.Text("abcab")
    layers = [rnn.Recurrent(rnn.GRUCell(text.V + 1, 3, rng=rng)) for _ in range(2)]
    filler = rnn.models.GapFiller(text, rnn.Bidirectional(*layers), rng=rng)
    by_name = analysis.directions(filler, "a□c", [0, 1, 2])
    np.testing.assert_array_equal(
        by_name.backward, analysis.directions(filler, np.array([0, 3, 2]), [0, 1, 2]).backward
    )


def test_bad_input():
    model, rng = model_of()
    one_way = rnn.EveryStepModel(model.rnn.layers[0], rnn.Linear(4, 3, rng=rng))
    for wrong in (one_way, model.rnn, None):
        with pytest.raises(ValueError, match="^model: expected one over Bidirectional"):
            analysis.directions(wrong, np.zeros((3, 3)))
    with pytest.raises(ValueError, match="^x: expected symbols"):
        analysis.directions(model, np.zeros((3, 2)))
    with pytest.raises(
        ValueError, match="^x: expected symbols or vectors, as the model has no text"
    ):
        analysis.directions(model, "abc")
    with pytest.raises(ValueError, match="^target: expected integers from 0 to 2, got 3"):
        analysis.directions(model, np.zeros((3, 3)), 3)
