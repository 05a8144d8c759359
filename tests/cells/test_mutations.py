"""Break the equations, one line at a time, and see the gradient check turn red.

Every statement of every `local` and `step_back` is left out in turn: the carry, a sum, a slope.
Every pair of gates that a method names is swapped. No such cell may pass.
"""

import ast
import inspect
import itertools
import textwrap

import numpy as np
import pytest
from kinds import CELLS, lively, random_state

import rnnlib
from rnnlib import compiled


def source_of(kind, method):
    return ast.parse(textwrap.dedent(inspect.getsource(getattr(kind, method))))


def statements_left_out(kind, method):
    count = len(source_of(kind, method).body[0].body)
    for k in range(count):
        tree = source_of(kind, method)
        gone = tree.body[0].body.pop(k)
        if isinstance(gone, ast.Expr) and isinstance(gone.value, ast.Constant):
            continue  # a docstring
        tree.body[0].body.append(ast.Pass())
        yield f"{method} without «{ast.unparse(gone)}»", tree


def gates_swapped(kind, method):
    named = [g for g in kind.gates if g in inspect.signature(getattr(kind, method)).parameters]
    for a, b in itertools.combinations(named, 2):
        tree = source_of(kind, method)
        for node in ast.walk(tree.body[0]):
            if isinstance(node, ast.Name) and node.id in (a, b):
                node.id = b if node.id == a else a
        yield f"{method} with {a} and {b} swapped", tree


def mutants():
    for kind in CELLS:
        for method in ("local", "step_back"):
            if method not in vars(kind):
                continue
            for label, tree in statements_left_out(kind, method):
                yield pytest.param(kind, method, tree, id=f"{kind.__name__} {label}")
        if "local" in vars(kind):
            for label, tree in gates_swapped(kind, "local"):
                yield pytest.param(kind, "local", tree, id=f"{kind.__name__} {label}")


def broken(kind, method, tree):
    """A subclass whose ``method`` is what the tree says."""
    scope = dict(vars(inspect.getmodule(kind)))
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), scope)
    made = scope[method]
    made = made if isinstance(made, staticmethod) else staticmethod(made)
    return type(kind.__name__, (kind,), {method: made})


def filled_with_nan(make):
    def made(*args, **kwargs):
        array = make(*args, **kwargs)
        if np.issubdtype(array.dtype, np.floating):
            array.fill(np.nan)
        return array

    return made


@pytest.mark.parametrize(("kind", "method", "tree"), list(mutants()))
def test_a_broken_backward_pass_fails_the_check(kind, method, tree, monkeypatch):
    for name in ("empty", "empty_like"):  # memory from a correct run must not help a mutant
        monkeypatch.setattr(np, name, filled_with_nan(getattr(np, name)))
    rng = np.random.default_rng(5)
    layer = rnnlib.Recurrent(broken(kind, method, tree)(2, 3, rng=rng))
    lively(layer.params, rng)
    with compiled.switched(False), np.errstate(all="ignore"):
        errors = rnnlib.check_gradients(
            layer, rng.normal(size=(4, 2, 2)), random_state(layer, 2, rng), rng=rng
        )
    assert not max(errors.values()) < 1e-4
