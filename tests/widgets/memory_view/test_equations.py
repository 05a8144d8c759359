"""The equations that MemoryView shows are true of the numbers that it shows in them."""

import numpy as np
import pytest
from widgets.memory_runs import memory_run, number_of

from rnnlib.widgets import MemoryView

SHAPES = {"one head each": {}, "several": {"reads": 2, "writes": 2, "shifts": 5}}
PYTHON = str.maketrans({"·": "*", "−": "-"})


@pytest.fixture(params=SHAPES.values(), ids=SHAPES)
def view(request):
    return MemoryView(memory_run(**request.param)[0])


def lines(view, way):
    """(name, pieces) of all equations whose right sides have numbers."""
    every = [line for stage in view._stages for line in stage[way]]
    return [(line["name"], line["right"]) for line in every if "terms" in str(line["right"])]


def computed(view, pieces, *at):
    """The right side, worked out with the numbers that stand in it."""
    source = ""
    for piece in pieces:
        if "terms" in piece:
            value = float(number_of(view, piece["terms"][0], *at))
            source += f"**{value!r}" if piece.get("raised") else f"({value!r})"
        else:
            source += piece["text"].translate(PYTHON)
    return eval(source, {"exp": np.exp})  # our own words alone


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_right_sides_give_left_sides(view, way):
    shown = [(name, pieces) for name, pieces in lines(view, way) if name != "r"]
    assert len(shown) == {"forward": 7, "backward": 6}[way]
    heads = range(view.tape.owner.heads.K)
    for name, pieces in shown:
        for t in range(6):
            for h, i, m in [(h, i, (i + t) % 3) for h in heads for i in range(7)]:
                left = number_of(view, name, t, h, i, m)
                right = computed(view, pieces, t, h, i, m)
                assert right == pytest.approx(left, rel=1e-8, abs=1e-14), (name, t, h, i, m)


def test_what_is_read_is_the_sum_of_which_a_term_is_shown(view):
    a, (_, pieces) = view.arrays, next(line for line in lines(view, "forward") if line[0] == "r")
    weight, memory = (piece["terms"][0] for piece in pieces if "terms" in piece)
    total = sum(
        number_of(view, weight, 2, 0, i, 1) * number_of(view, memory, 2, 0, i, 1) for i in range(7)
    )
    assert total == pytest.approx(a["r"][2, 0, 1], rel=1e-12)


def test_sums_without_numbers_are_what_they_say():
    a, R = MemoryView(memory_run()[0]).arrays, 1
    d = {name.removeprefix("∂L/∂"): values for name, values in a.items() if "∂" in name}
    M, write = a["M"][:-1], a["w"][1:, R:]
    total = np.testing.assert_allclose
    total(d["a"], np.einsum("tqi,tim->tqm", write, d["M"][1:]), rtol=1e-9)
    total(d["e"], -np.einsum("tqi,tim,tim->tqm", write, M, d["M"][1:]), rtol=1e-9, atol=1e-15)
    for k, by in enumerate((-1, 0, 1)):
        total(d["s"][..., k], (d["w_s"] * np.roll(a["w_g"], by, 2)).sum(2), rtol=1e-9, atol=1e-15)
    total(d["g"], (d["w_g"] * (a["w_c"] - a["w"][:-1])).sum(2), rtol=1e-9)
    total(d["k"], _keys(a, d), rtol=1e-7, atol=1e-14)


def _keys(a, d):
    """Σ_j ∂L/∂C(j) ∂C(j)/∂k, from eq. 6."""
    k, norm = a["k"][:, :, None], a["k_norm"][:, :, None, None]
    part = a["M"][:-1, None] / (norm * a["M_norm"][:, None, :, None])
    part = part - a["C"][..., None] * k / norm**2
    return (d["C"][..., None] * part).sum(2)


def test_what_goes_back_to_the_start_and_to_the_steps_before(view):
    _, (_, dstate, _) = memory_run(**SHAPES["several"] if len(view._heads) > 2 else {})
    a = view.arrays
    np.testing.assert_allclose(a["∂L/∂M"][0], dstate[-3][0], rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(a["∂L/∂w_before"][0], dstate[-2][0], rtol=1e-12)
    np.testing.assert_allclose(a["∂L/∂later"][:-1], a["∂L/∂w_before"][1:], rtol=1e-7, atol=1e-12)
    np.testing.assert_allclose(a["∂L/∂later"][-1], 0, atol=1e-14)
