"""All steps at once are the loop that is told the truth: forward, backward, against everything."""

import numpy as np
import pytest
from kinds import lively
from needs import need

from rnnlib import JordanCell, Recurrent, TeacherForced, VanillaCell, numerical_gradient
from rnnlib.checks import gradient_error
from rnnlib.layers.teacher_forced import before


def setting(T=6, B=3, D=2, H=4, O=3, dtype=np.float64):
    rng = np.random.default_rng(0)
    cell = JordanCell(D, H, O, rng=rng, dtype=dtype)
    lively(cell.params, rng)
    x, given, dy = (rng.normal(size=(T, B, n)).astype(dtype) for n in (D, O, O))
    return cell, x, given, dy


@pytest.mark.parametrize("T", [1, 6])
def test_it_is_the_loop_that_is_told_the_truth(T):
    cell, x, given, dy = setting(T)
    forced, loop = TeacherForced(cell), Recurrent(cell)
    y, tape = forced.forward(x, given)
    dx, state, grads = forced.backward(tape, dy)
    assert state is None and grads.keys() == cell.params.keys()
    total = {name: np.zeros_like(g) for name, g in grads.items()}
    for t in range(T):
        y_t, tape_t = loop.forward(x[t : t + 1], (given[t],))
        dx_t, _, own = loop.backward(tape_t, dy[t : t + 1])
        np.testing.assert_allclose(y[t], y_t[0], rtol=1e-12)
        np.testing.assert_allclose(dx[t], dx_t[0], rtol=1e-10)
        for name, g in own.items():
            total[name] += g
    for name, g in grads.items():
        np.testing.assert_allclose(g, total[name], rtol=1e-9, atol=1e-12)


def test_told_its_own_outputs_it_is_the_free_run():
    cell, x, _, _ = setting()
    free, _ = Recurrent(cell).forward(x)
    y, _ = TeacherForced(cell).forward(x, before(np.array(free)))
    np.testing.assert_allclose(y, free, rtol=1e-12)


def test_against_central_differences():
    cell, x, given, dy = setting()
    layer = TeacherForced(cell)
    _, tape = layer.forward(x, given)
    dx, _, grads = layer.backward(tape, dy)

    def projection(_):
        return float(np.vdot(dy, layer.forward(x, given)[0]))

    for name, array in {**layer.params, "x": x}.items():
        numeric = numerical_gradient(projection, array)
        assert gradient_error({**grads, "x": dx}[name], numeric) < 1e-7, name


def test_against_torch():
    torch = need("torch")
    cell, x, given, dy = setting()
    layer = TeacherForced(cell)
    y, tape = layer.forward(x, given)
    dx, _, grads = layer.backward(tape, dy)
    p = {name: torch.tensor(a, requires_grad=True) for name, a in cell.params.items()}
    tx = torch.tensor(x, requires_grad=True)
    h = torch.tanh(tx @ p["W"] + torch.tensor(given) @ p["U"] + p["b"])
    ty = h @ p["V"] + p["b_y"]
    (ty * torch.tensor(dy)).sum().backward()
    np.testing.assert_allclose(y, ty.detach().numpy(), rtol=1e-12)
    np.testing.assert_allclose(dx, tx.grad.numpy(), rtol=1e-10, atol=1e-13)
    for name, g in grads.items():
        np.testing.assert_allclose(g, p[name].grad.numpy(), rtol=1e-10, atol=1e-13)


def test_no_gradient_goes_from_a_step_to_the_one_before():
    cell, x, given, dy = setting()
    forced, loop = TeacherForced(cell), Recurrent(cell)
    dy[:-1] = 0
    dx, _, _ = forced.backward(forced.forward(x, given)[1], dy)
    assert not dx[:-1].any() and dx[-1].any()
    dx, _, _ = loop.backward(loop.forward(x)[1], dy)
    assert dx[0].any()  # the free run is a chain of all steps


def test_the_gradient_is_that_of_the_run_whatever_becomes_of_parameters_and_arguments():
    cell, x, given, dy = setting()
    layer = TeacherForced(cell)
    y, tape = layer.forward(x, given)
    kept, (dx, _, grads) = y.copy(), layer.backward(tape, dy)
    for array in (*cell.params.values(), x, given):
        array *= 2
    again, _, other = layer.backward(tape, dy)
    np.testing.assert_array_equal(dx, again)
    for name, g in grads.items():
        np.testing.assert_array_equal(g, other[name])
    np.testing.assert_array_equal(y, kept)


def test_float32_all_the_way():
    cell, x, given, dy = setting(dtype=np.float32)
    layer = TeacherForced(cell)
    y, tape = layer.forward(x, given)
    dx, _, grads = layer.backward(tape, dy)
    assert {a.dtype for a in (y, dx, *grads.values())} == {np.dtype(np.float32)}


def test_masked_steps_may_hold_anything():
    cell, x, given, _ = setting()
    mask = np.ones(x.shape[:2], bool)
    mask[4:, 1] = False
    whole, _ = TeacherForced(cell).forward(x, given)
    y, _ = TeacherForced(cell).forward(x, given, mask)
    np.testing.assert_array_equal(y[mask], whole[mask])


def test_before_shifts_by_one():
    y = np.arange(12.0).reshape(3, 2, 2)
    shifted = before(y)
    assert not shifted[0].any()
    np.testing.assert_array_equal(shifted[1:], y[:-1])


def test_bad_input():
    cell, x, given, dy = setting()
    layer = TeacherForced(cell)
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="cell: expected a JordanCell, got VanillaCell"):
        TeacherForced(VanillaCell(2, 3, rng=rng))
    with pytest.raises(ValueError, match=r"given: expected shape \(6, 3, 3\), got \(6, 3, 2\)"):
        layer.forward(x, given[..., :2])
    with pytest.raises(ValueError, match=r"x: expected shape \(T, B, 2\), got"):
        layer.forward(given, given)
    with pytest.raises(ValueError, match="tape: expected one recorded by this TeacherForced"):
        layer.backward(TeacherForced(cell).forward(x, given)[1], dy)
    with pytest.raises(ValueError, match=r"dy: expected shape \(6, 3, 3\)"):
        layer.backward(layer.forward(x, given)[1], dy[:2])
    with pytest.raises(ValueError, match=r"y: expected floats \(T, B, O\), got \(3, 2\)"):
        before(np.zeros((3, 2)))
