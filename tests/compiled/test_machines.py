"""Machine code for lesser processors, as far as this one can run it, gives the same results."""

import re

import numpy as np
import pytest
from both_ways import compare
from kinds import CELLS, layer_of, random_mask, random_state
from llvmlite import binding as llvm
from processors import DTYPES, MACHINES, Many, named

from rnnlib import compiled
from rnnlib.compiled import library, machine, switch
from rnnlib.compiled.lanes import Lanes
from rnnlib.compiled.loop import declarations, loop
from rnnlib.compiled.machine import Machine, host
from rnnlib.compiled.program import backward, forward

TYPES = pytest.mark.parametrize("dtype", DTYPES, ids=str)


@pytest.mark.parametrize("machine", MACHINES[1:], ids=named)
@TYPES
@pytest.mark.parametrize("kind", [kind for kind in CELLS if kind.__name__[0] in "LRJ"])
def test_runs_are_the_same(kind, dtype, machine):
    rng = np.random.default_rng(3)
    layer = layer_of(kind, 5, 7, rng, dtype)
    with compiled.made_for(machine):
        for B in (1, 2, 37):
            x = rng.normal(size=(4, B, 5)).astype(dtype)
            mask = random_mask(4, B, rng) if B > 1 else None
            y = rng.normal(size=(4, B, layer.output_size)).astype(dtype)
            states = random_state(layer, B, rng), random_state(layer, B, rng)
            compare(layer, (x, states[0], mask), (y, states[1]), 64)


def test_made_for_is_over_when_it_is_over():
    with compiled.made_for(MACHINES[-1]):
        assert switch.machine() is MACHINES[-1]
    assert switch.machine() == host()


def test_what_a_name_and_features_say():
    sizes = {"+avx512f,+avx2": (64, 32), "+avx2,-avx512f": (32, 16), "+avx": (16, 16),
             "+sse2": (16, 16), "+neon": (16, 32), "": (16, 16)}  # fmt: skip
    for features, expected in sizes.items():
        one = Machine("any", features)
        assert (one.bytes, one.registers) == expected
        assert (one.width(np.float32), one.width(np.float64)) == (one.bytes // 4, one.bytes // 8)


def text_of(monkeypatch, machine, dtype):
    """LLVM's text of all kernels, and of the loops of an LSTM."""
    texts = []

    def kept(key, make):
        make()
        raise KeyError

    monkeypatch.setattr(library.store, "kept", kept)
    monkeypatch.setattr(type(machine), "translate", lambda self, text: texts.append(text))
    with pytest.raises(KeyError):
        library._kernels.__wrapped__(machine, dtype)
    monkeypatch.undo()
    rng = np.random.default_rng(0)
    layer = layer_of(CELLS[3], 2, 3, rng, dtype)
    x, mask = rng.normal(size=(3, 2, 2)).astype(dtype), np.ones((3, 2), bool)
    y, tape = layer.forward(x, None, mask)
    layer.backward(tape, y)
    for program in (forward(tape), backward(tape.back)):
        text = loop(machine, dtype, program)
        texts.append(text + declarations(Lanes(None, dtype, machine.width(dtype))))
    return [f"{text}\nattributes #0 = {{ {machine._attributes} }}\n" for text in texts]


@TYPES
@pytest.mark.parametrize("machine", [Machine("generic", "+neon"), *MACHINES], ids=named)
def test_llvm_finds_the_text_well_formed(machine, dtype, monkeypatch):
    texts = text_of(monkeypatch, machine, dtype)
    assert len(texts) == 3
    for text in texts:
        llvm.parse_assembly(text).verify()


def test_a_processor_of_arm_can_be_had(monkeypatch):
    """LLVM makes its machine code of it, where it knows that family, too."""
    arm = Machine("generic", "+neon")
    try:
        llvm.initialize_all_targets()
        llvm.initialize_all_asmprinters()
        target = llvm.Target.from_triple("aarch64-unknown-linux-gnu")
    except RuntimeError:
        pytest.skip("LLVM was built for one family of processors only")
    to = target.create_target_machine(cpu=arm.name, features=arm.features, opt=2)
    for text in text_of(monkeypatch, arm, DTYPES[0]):
        assembly = to.emit_assembly(llvm.parse_assembly(text))
        assert re.search("fmul|fmla", assembly) and "v0.4s" in assembly


def test_a_processor_that_llvm_does_not_know_is_one_sentence(monkeypatch):
    """As when a new processor meets an old LLVM: NumPy runs, and says why."""

    def refuse(self, text):
        raise RuntimeError("no such processor")

    monkeypatch.setattr(Many, "translate", refuse)
    layer = layer_of(CELLS[0], 2, 3, np.random.default_rng(0))
    with compiled.made_for(Many("unheard", "+of")):
        said = compiled.reason(layer.cell)
        assert said.endswith("runs in NumPy: LLVM cannot compile it: no such processor.")
        y, tape = layer.forward(np.ones((2, 3, 2)))
        layer.backward(tape, y)
    assert np.isfinite(y).all()


def test_the_key_names_the_processor():
    assert len({one.key for one in MACHINES}) == len(MACHINES)
    assert machine.host() is machine.host()
