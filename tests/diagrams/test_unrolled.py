"""The unrolled graph: its numbers are those of the equations, in every notation."""

import numpy as np
import pytest
from widgets.unrolled_runs import network

from rnnlib import Batch, GRUCell, VanillaReLUCell, notation, softmax_cross_entropy, squared_error
from rnnlib.diagrams.unrolled import PARAMETERS, STAGES, equations, parts, run_of, timed, written


@pytest.mark.parametrize("symbols", [True, False], ids=["symbols", "floats"])
def test_every_number_follows_from_the_equations(symbols):
    model, batch = network(symbols=symbols)
    run = run_of(model, batch, 1)
    W, U, b, V, b_y = (run.params[name] for name in PARAMETERS)
    x = np.eye(3)[batch.x[:, 1]] if symbols else batch.x[:, 1]
    h, total = np.zeros(4), 0
    terms = parts(run)
    for t in range(7):
        a = x[t] @ W + h @ U + b
        s = np.tanh(a) @ V + b_y
        y = np.exp(s) / np.exp(s).sum()
        k = batch.target[t, 1]
        np.testing.assert_allclose(run.a[t], a)
        np.testing.assert_allclose(run.h[t], h)
        np.testing.assert_allclose(run.s[t], s)
        np.testing.assert_allclose(run.y[t], y)
        assert run.losses[t] == pytest.approx(-np.log(y[k]))
        np.testing.assert_allclose(terms["a.x"][t] + terms["a.h"][t] + terms["a.b"][t], a)
        assert terms["s.h"][t] + terms["s.b"][t] == pytest.approx(s[k]) == terms["s"][t]
        assert np.exp(terms["s"][t]) / terms["Σ"][t] == pytest.approx(terms["y"][t])
        assert terms["before"][t] == pytest.approx(total)
        h, total = np.tanh(a), total + terms["L"][t]
    np.testing.assert_allclose(run.h[7], h)


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_run_that_overflowed_has_terms_too():
    model, batch = network(cell=VanillaReLUCell, symbols=False)
    with np.errstate(all="ignore"):
        run = run_of(model, Batch(1e308 * batch.x, batch.target))
    assert not np.isfinite(run.h).all()
    assert not np.isfinite(parts(run)["a.h"]).all()


def test_the_losses_are_those_of_the_model():
    model, batch = network(B=1)
    loss, _ = softmax_cross_entropy(model.forward(batch.x)[0], batch.target)
    assert run_of(model, batch).losses.mean() == pytest.approx(loss)


def test_later_training_does_not_change_what_was_run():
    model, batch = network()
    run = run_of(model, batch)
    before = run.params["U"].copy()
    model.params["rnn.U"][...] = 0
    np.testing.assert_array_equal(run.params["U"], before)


def test_padding_is_left_out():
    mask = np.ones((7, 2), bool)
    mask[4:, 1] = False
    model, batch = network(mask=mask)
    batch.target[4:, 1] = -1
    run = run_of(model, batch, 1)
    assert len(run.a) == len(run.losses) == 4
    mask[1, 1] = False
    with pytest.raises(ValueError, match=r"^batch: expected real steps before padding, got mask"):
        run_of(model, batch, 1)


def test_what_it_cannot_show_is_refused():
    model, batch = network()
    with pytest.raises(ValueError, match="^sequence: expected an integer from 0 to 1, got 2"):
        run_of(model, batch, 2)
    gru, _ = network(cell=GRUCell)
    for wrong in (gru, model.rnn, None):
        with pytest.raises(ValueError, match="^model: expected an EveryStepModel of a vanilla"):
            run_of(wrong, batch)
    model.loss = squared_error
    with pytest.raises(ValueError, match="^model: expected an EveryStepModel of a vanilla"):
        run_of(model, batch)


def test_a_rectifier_has_its_own_equation():
    model, batch = network(cell=VanillaReLUCell)
    run = run_of(model, batch)
    np.testing.assert_allclose(run.h[1:], np.maximum(run.a, 0))
    assert equations(run.cell)["squash"] == [("h", "max({a}, 0)")]


@pytest.mark.parametrize("name", notation.NAMES)
def test_every_course_has_every_stage_and_symbol(name):
    assert tuple(equations("Vanilla", name)) == STAGES
    assert all(written(parameter, name) for parameter in PARAMETERS)
    assert len({written(parameter, name) for parameter in PARAMETERS}) == 5


def test_the_textbook_trades_W_and_U_and_raises_the_step():
    assert (written("W", "goodfellow"), written("U", "goodfellow")) == ("U", "W")
    assert (written("b_y", "goodfellow"), written("s", "goodfellow")) == ("c", "o")
    steps = [timed("h", 3, name) for name in ("house", "goodfellow", "ng")]
    assert steps == ["h_3", "h⁽3⁾", "a⟨3⟩"]
    assert (written("W", "ng"), written("U", "ng")) == ("W_ax", "W_aa")
    with pytest.raises(ValueError, match="notation: expected one of"):
        timed("h", 3, "klingon")
