"""Is a backward pass right? Central differences answer, for any function and any layer.

errors = check_gradients(layer, x, rng=np.random.default_rng(0))
print(report(errors))
assert max(errors.values()) < 1e-7
"""

from numbers import Real

import numpy as np

from rnnlib.edge import array_of, brief, expect, generator, mapping, positive


def numerical_gradient(f, x, eps=1e-5):
    """∂f/∂x of the scalar function f at the float64 array x, by central differences::

        ∂f/∂x_k ≈ (f(x + ε e_k) − f(x − ε e_k)) / 2ε

    f is called as f(x), twice per entry. Every entry is moved inside x itself, so f may as well
    read a parameter that lives in a layer, and is put back exactly, even when f raises. For f of
    order 1 the error is about ε² (from the third derivative) + 10⁻¹⁶/ε (from rounding), which
    ε = 10⁻⁵ balances.
    """
    if not isinstance(x, np.ndarray) or x.dtype != np.float64:
        raise ValueError(
            f"x: expected a float64 array, got {getattr(x, 'dtype', type(x).__name__)}"
        )
    expect(callable(f), "f", "a function", type(f).__name__)
    expect(x.flags.writeable, "x", "an array that may be written", "a read-only one")
    positive("eps", eps)
    moves = (x + eps != x - eps) | ~np.isfinite(x)
    expect(moves.all(), "eps", "a step that moves every entry of x", eps)
    gradient = np.empty_like(x)
    for k in np.ndindex(x.shape):
        value = x[k]
        above, below = value + eps, value - eps
        try:
            x[k] = above
            rise = _scalar(f(x))
            x[k] = below
            rise -= _scalar(f(x))
        finally:
            x[k] = value
        gradient[k] = rise / (above - below)  # the step as rounded, not as wished
    return gradient


def gradient_error(analytic, numeric, floor=1e-3):
    """How far two gradients of one array lie apart, from 0 (equal) to 1 (opposite or unrelated)::

        max|a − n| / max(max|a| + max|n|, floor)

    The scale is that of the whole array. Entry by entry, the rounding noise of a difference
    quotient (about 10⁻¹¹) would look large beside entries that happen to be near 0; with a fixed
    scale of 1, a gradient that is small everywhere could be wrong everywhere and pass. ``floor``
    keeps the noise small also where the whole true gradient is 0. Anything infinite or NaN gives
    infinity.
    """
    a, n = (array_of(k, v) for k, v in (("analytic", analytic), ("numeric", numeric)))
    a, n = (v if v.dtype.kind == "f" else v.astype(float) for v in (a, n))
    positive("floor", floor)
    if a.shape != n.shape:
        raise ValueError(f"analytic: expected the shape {n.shape} of numeric, got {a.shape}")
    if not (np.isfinite(a).all() and np.isfinite(n).all()):
        return np.inf
    a, n = a / 2, n / 2  # so that neither a − n nor the sum of the largest can overflow
    apart, *own = (float(np.max(np.abs(v), initial=0)) for v in (a - n, a, n))
    return apart / max(sum(own), floor / 2) if apart else 0.0


def check_gradients(layer, x, state=None, mask=None, *, rng, eps=1e-5):
    """Compare ``layer.backward`` with central differences; returns name → `gradient_error`.

    The scalar is a random projection of everything that the layer puts out,
    L = Σ dy ⊙ y + Σ dstate ⊙ (final state), with dy and dstate from a normal distribution: equal
    weights would let errors cancel. At masked steps y is the held state and takes part.

    The names are those of ``layer.params``, "x" if x is float, and one per array of the initial
    state: "state.0", "state.1", or "state.0.1" where states are nested, as in stacked and
    bidirectional layers. Without a ``state`` the layer starts from a random one shaped like the
    final state; a layer whose tape has no ``final``, such as a linear map, has none to check.
    Parameters are moved in place and put back; x and state are copied first. At the kink of a
    ReLU no difference quotient is right: draw again if a ReLU layer fails by a little.

    ValueError: an array that is not float64, a gradient that is missing, unknown or misshapen.
    """

    def draw(array):
        return rng.normal(size=np.shape(array))

    generator(rng)
    fits = hasattr(layer, "forward") and hasattr(layer, "backward")
    expect(fits, "layer", "one with forward and backward", brief(layer))
    x = array_of("x", x).copy()
    y, tape = layer.forward(x, state, mask)
    final = getattr(tape, "final", None)
    dy, dstate = draw(y), _map(draw, final)
    weights = _named("state", dstate)
    state = _map(draw, final) if state is None else _map(np.array, state)
    moved = {**layer.params, **_named("state", state)}
    if np.issubdtype(x.dtype, np.floating):
        moved["x"] = x
    for name, array in moved.items():
        if array.dtype != np.float64:
            raise ValueError(f"{name}: expected a float64 array, got {array.dtype}")

    def projection(_):
        y, tape = layer.forward(x, state, mask)
        ends = _named("state", getattr(tape, "final", None))
        return np.vdot(dy, y) + sum(np.vdot(weights[name], end) for name, end in ends.items())

    _, tape = layer.forward(x, state, mask)
    dx, dstate_0, grads = layer.backward(tape, dy, dstate)
    analytic = {**grads, **_named("state", dstate_0)}
    if "x" in moved:
        analytic["x"] = dx
    if analytic.keys() != moved.keys():
        raise ValueError(f"layer: expected gradients of {sorted(moved)}, got {sorted(analytic)}")
    for name, array in moved.items():
        if np.shape(analytic[name]) != array.shape:
            shape = np.shape(analytic[name])
            raise ValueError(f"{name}: expected a gradient of shape {array.shape}, got {shape}")
    return {
        name: gradient_error(analytic[name], numerical_gradient(projection, array, eps))
        for name, array in moved.items()
    }


def report(errors, tolerance=1e-7):
    """One line per array of `check_gradients`, the same on every machine while all is well."""
    positive("tolerance", tolerance)
    mapping("errors", errors, "a dict, as of `check_gradients`")
    for name, error in errors.items():
        fits = isinstance(name, str) and isinstance(error, Real)
        expect(fits, "errors", "a number for each name", f"{brief(name)}: {brief(error)}")
    width = max(map(len, errors), default=0)
    return "\n".join(
        f"{name:{width}}  ok     error below {tolerance:.0e}"
        if error < tolerance
        else f"{name:{width}}  WRONG  error {error:.1e}"
        for name, error in errors.items()
    )


def _scalar(value):
    expect(np.ndim(value) == 0 and value is not None, "f", "a scalar", brief(value))
    return value


def _map(f, state):
    """f of every array of a state: an array, None, or a tuple (of tuples …) of them."""
    if state is None:
        return None
    return tuple(_map(f, s) for s in state) if isinstance(state, (tuple, list)) else f(state)


def _named(name, state):
    """The arrays of a state under dotted names, {"state.0": …, "state.1": …}."""
    if state is None:
        return {}
    if not isinstance(state, (tuple, list)):
        return {name: state}
    return {k: v for i, s in enumerate(state) for k, v in _named(f"{name}.{i}", s).items()}
