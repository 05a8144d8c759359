"""Leave out every line of every way back through attention, and see the gradients go wrong."""

import ast
import inspect
import textwrap

import numpy as np
import pytest
from kinds import lively

from rnnlib import AdditiveAttention, DotAttention, GeneralAttention, ScaledDotAttention
from rnnlib.checks import gradient_error, numerical_gradient

BACK = "attend_back", "close", "score_back", "score_end", "prepare_back"
RECORDS = "tape.dalpha[steps] = de", "self._clear(tape)"  # for those who look, or go back again
SIZES = {AdditiveAttention: (4, 4, 3), GeneralAttention: (4, 4)}


def mutants():
    for kind in (DotAttention, ScaledDotAttention, GeneralAttention, AdditiveAttention):
        for method in BACK:
            tree = ast.parse(textwrap.dedent(inspect.getsource(getattr(kind, method))))
            for k, gone in enumerate(tree.body[0].body):
                text = ast.unparse(gone)
                documented = isinstance(gone, ast.Expr) and isinstance(gone.value, ast.Constant)
                record = text in RECORDS or (
                    text == "tape.de[steps] = de" and kind is AdditiveAttention
                )
                if not documented and not record:
                    yield pytest.param(kind, method, k, id=f"{kind.__name__}.{method}: {text}")


def broken(kind, method, k):
    """A subclass whose method lacks its k-th statement."""
    made = getattr(kind, method)
    tree = ast.parse(textwrap.dedent(inspect.getsource(made)))
    tree.body[0].body[k] = ast.Pass()
    scope = dict(made.__globals__)
    exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), scope)
    return type(kind.__name__, (kind,), {method: scope[method]})


def worst(kind):
    """The largest error of a gradient, of queries, keys, values and parameters."""
    rng = np.random.default_rng(5)
    sizes = next((s for k, s in SIZES.items() if issubclass(kind, k)), (4,))
    layer = kind(*sizes, **({"rng": rng} if len(sizes) > 1 else {}))
    lively(layer.params, rng)
    arrays = [rng.normal(size=(n, 2, 4)) for n in (3, 4, 4)]
    dw = rng.normal(size=(3, 2, 4))
    tape = layer.forward(*arrays)[1]
    *found, grads = layer.backward(tape, dw)

    def loss(_):
        return np.vdot(layer.forward(*arrays)[0], dw)

    pairs = [*zip(found, arrays, strict=True), *((grads[n], p) for n, p in layer.params.items())]
    return max(gradient_error(a, numerical_gradient(loss, array)) for a, array in pairs)


@pytest.mark.parametrize(("kind", "method", "k"), list(mutants()))
def test_a_line_that_is_left_out_is_missed(kind, method, k):
    assert worst(kind) < 1e-7
    try:
        with np.errstate(all="ignore"):
            error = worst(broken(kind, method, k))
    except (NameError, TypeError, KeyError, ValueError, AttributeError):
        return  # it does not even run
    assert not error < 1e-4
