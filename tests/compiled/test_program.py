"""Programs: what a run computes in one step, of which stretches and products, in which order."""

from types import SimpleNamespace

import numpy as np
import pytest
from kinds import CELLS, layer_of

from rnnlib import LSTMCell, VanillaCell, compiled
from rnnlib.adjoint import Adjoint
from rnnlib.compiled.finder import Finder
from rnnlib.compiled.program import LIVE, backward, forward, read_by, written_by
from rnnlib.compiled.values import Block, Dot, Unrecordable, loads


def programs(kind, symbols=False, masked=False, sizes=(2, 3)):
    """Those of a run forward and a run backward."""
    rng = np.random.default_rng(0)
    layer = layer_of(kind, *sizes, rng)
    x = np.ones((3, 2), int) if symbols else np.ones((3, 2, sizes[0]))
    with compiled.switched(False):
        mask = np.array([[True, True], [True, False], [True, True]])
        y, tape = layer.forward(x, None, mask if masked else None)
    state = tuple(np.zeros_like(one) for one in tape.final)
    return forward(tape), backward(Adjoint(tape, y, state))


def shape_of(program):
    """ "stretch" or the matrix of a product, which adds or not, in their order."""
    return [f"{step.matrix}{' +=' * step.adds}" if isinstance(step, Dot) else "stretch"
            for step in program.steps]  # fmt: skip


def test_elementwise_lines_between_two_products_are_one_stretch():
    ahead, back = programs(LSTMCell)
    assert shape_of(ahead) == ["S", "stretch"]
    assert shape_of(back) == ["stretch", "U +="]
    assert [block.name for block in ahead.steps[0].out] == ["i", "f", "o", "g"]
    assert [block.name for block in ahead.steps[0].operand] == ["x", "e", "h_"]
    assert back.steps[1] == Dot("U", tuple(Block(f"dz_{g}", "H") for g in "ifog"),
                                (Block("dh_", "H"),), adds=True)  # fmt: skip


def test_symbols_add_to_what_is_looked_up():
    ahead, _ = programs(LSTMCell, symbols=True)
    assert shape_of(ahead) == ["S +=", "stretch"]


@pytest.mark.parametrize("kind", CELLS)
def test_scratch_is_written_only_for_a_product(kind):
    """Local factors and sums that only the same stretch reads stay in registers."""
    for program in programs(kind, masked=True):
        for n, step in enumerate(program.steps):
            for block in written_by(step):
                scratch = block.name.startswith(("K", "tmp")) or block.name in kind.factors
                later = [b for after in program.steps[n + 1 :] for b in read_by(after)]
                assert not scratch or block in later, block


@pytest.mark.parametrize("kind", CELLS)
def test_a_mask_enters_every_state_and_nothing_else_forward(kind):
    for masked in (False, True):
        for program in programs(kind, masked=masked):
            assert program.masked == masked == (LIVE in program.blocks)
    ahead, _ = programs(kind, masked=True)
    held = {block.name for step in ahead.steps if not isinstance(step, Dot)
            for block, value in step if LIVE in loads(value)}  # fmt: skip
    assert held == set(kind.states)


def test_the_key_is_that_of_the_program():
    found, again = ([one.key for kind in CELLS for masked in (False, True)
                     for one in programs(kind, masked=masked)] for _ in range(2))  # fmt: skip
    assert found == again and len(set(found)) > 2 * len(CELLS)
    assert programs(LSTMCell, sizes=(4, 9)) == programs(LSTMCell, sizes=(2, 3))


def recorded(step, **given):
    """The program of a step, forward, of some vanilla cell."""
    cell = layer_of(VanillaCell, 2, 3, np.random.default_rng(0)).cell
    given = {"S": np.ones((3, 6))} | given
    tape = SimpleNamespace(cell=SimpleNamespace(**_members(cell), step=step), given=given)
    tape.symbols, tape.mask = False, None
    return forward(tape)


def _members(cell):
    names = ("H", "dtype", "states", "extras", "gates", "operand", "factors", "through", "size")
    return {name: getattr(cell, name) for name in names}


def test_a_product_goes_into_a_sum_only_if_nothing_else_reads_it():
    def one(U, h_, h, tmp):
        U.dot(h_, tmp)
        h += tmp

    def twice(U, h_, h, tmp):
        U.dot(h_, tmp)
        h += tmp
        h += tmp

    def kept(U, h_, h, a, tmp):
        U.dot(h_, tmp)
        h += tmp
        U.dot(h_, a)
        a *= tmp

    def wanted(U, h_, h, a):
        U.dot(h_, a)
        h += a

    shapes = [shape_of(recorded(step, U=np.ones((3, 3)))) for step in (one, twice, kept, wanted)]
    assert shapes == [["U +="], ["U", "stretch"], ["U", "stretch", "U", "stretch"],
                      ["U", "stretch"]]  # fmt: skip


def test_names_mean_what_they_mean_in_numpy():
    cell = SimpleNamespace(H=3, dtype=np.float64, states=("h", "c"), extras=("m",), factors=("A",),
                           gates=("i", "f", "g"), operand=("x", "e", "h"), through=("S",),
                           size=lambda name: {"x": 2, "e": 1}.get(name, 3))  # fmt: skip
    finder = Finder(cell, {}, False)
    expected = {
        "z": "i f g", "if": "i f", "fg": "f g", "ifg": "i f g", "i": "i", "m": "m", "h": "h",
        "h_": "h_", "c_": "c_", "xeh": "x e h_", "eh": "e h_", "dh": "dh", "dc_": "dc_", "A": "A",
        "dz": "dz_i dz_f dz_g", "dz_fg": "dz_f dz_g", "K": "K_i K_f K_g", "K_f": "K_f",
        "tmp": "tmp", "tmp_x": "tmp_x", "S": "", "gf": "", "dx": "",
    }  # fmt: skip
    for name, blocks in expected.items():
        assert " ".join(block.name for block in finder.blocks(name)) == blocks, name
    for wrong in ("dz_gi", "K_q"):
        with pytest.raises(Unrecordable, match="which is no run of i, f, g"):
            finder.blocks(wrong)
