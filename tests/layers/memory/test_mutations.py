"""Leave out every line of every way back through the machine, and see the gradients go wrong."""

import ast
import inspect
import textwrap
from importlib import import_module

import numpy as np
import pytest
from layers.memory.machines import build

from rnnlib.layers.memory.heads import Heads
from rnnlib.layers.memory.machine import NeuralTuringMachine

HOME = "rnnlib.layers.memory."
WAYS = {  # each way back: where it is looked up when a machine runs
    "content_back": "addressing",
    "interpolate_back": "addressing",
    "shift_back": "addressing",
    "sharpen_back": "addressing",
    "address_back": "machine",
    "read_back": "machine",
    "erase_back": "machine",
    "add_back": "machine",
}
RECORDS = "run.back = adjoint", "for kept, value in", "kept.append", "check_tape", "dy = check"


def functions():
    for name, module in WAYS.items():
        yield import_module(HOME + module), name
    yield Heads, "back"
    yield NeuralTuringMachine, "_step_back"
    yield NeuralTuringMachine, "backward"


def blocks(tree):
    """Every list of statements in a function, and the place of each statement in it."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            yield from ((body, k) for k in range(len(body)))


def parsed(owner, name):
    return ast.parse(textwrap.dedent(inspect.getsource(getattr(owner, name))))


def mutants():
    for owner, name in functions():
        for k, (body, at) in enumerate(blocks(parsed(owner, name))):
            text = ast.unparse(body[at])
            documented = isinstance(body[at], ast.Expr) and isinstance(body[at].value, ast.Constant)
            if not documented and not text.startswith((*RECORDS, "def ")):
                line = text.partition("\n")[0]
                yield pytest.param(owner, name, k, id=f"{name}: {line}")


def error():
    """The derivative along one random direction, of all that a run reads, beside the gradients'."""
    machine, rng, x, state = build("one read head, two write heads")
    y, tape = machine.forward(x, state)
    dy, dstate = rng.normal(size=y.shape), [rng.normal(size=a.shape) for a in tape.final]
    dx, dfirst, grads = machine.backward(tape, dy, dstate)
    arrays = [x, *state, *machine.params.values()]
    found = [dx, *dfirst, *(grads[name] for name in machine.params)]
    ways = [rng.normal(size=a.shape) for a in arrays]

    def loss(eps):
        for a, way in zip(arrays, ways, strict=True):
            a += eps * way
        y, tape = machine.forward(x, state)
        for a, way in zip(arrays, ways, strict=True):
            a -= eps * way
        ends = zip(dstate, tape.final, strict=True)
        return np.vdot(dy, y) + sum(np.vdot(d, last) for d, last in ends)

    slope = (loss(1e-6) - loss(-1e-6)) / 2e-6
    return abs(sum(np.vdot(d, way) for d, way in zip(found, ways, strict=True)) - slope)


def test_the_derivative_is_right_as_it_stands():
    assert error() < 1e-6


@pytest.mark.parametrize(("owner", "name", "k"), list(mutants()))
def test_a_line_that_is_left_out_is_missed(owner, name, k, monkeypatch):
    made, tree = getattr(owner, name), parsed(owner, name)
    body, at = list(blocks(tree))[k]
    body[at] = ast.Pass()
    scope = dict(made.__globals__)
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), scope)
    monkeypatch.setattr(owner, name, scope[name])
    try:
        with np.errstate(all="ignore"):
            found = error()
    except (NameError, TypeError, ValueError, AttributeError, LookupError):
        return  # it does not even run
    assert not found < 1e-4
