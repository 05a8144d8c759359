"""What a layer's arguments must be."""

import numpy as np

from rnnlib.edge import any_array, array_of, brief, expect


def check_params(owner):
    """The parameters of a layer or cell: still of the shapes and the type that it gave them.

    Their numbers may be changed in place, or be replaced by another array of the same form.
    """
    for name, shape in owner.shapes.items():
        p = owner.params.get(name)
        if not isinstance(p, np.ndarray) or p.shape != shape or p.dtype != owner.dtype:
            got = f"{p.dtype} {p.shape}" if isinstance(p, np.ndarray) else type(p).__name__
            expect(False, f"params[{name!r}]", f"{owner.dtype} {shape}", got)


def check_x(x, mask, D, dtype):
    """x as floats (T, B, D) of the layer's type, or as symbols (T, B), integers below D."""
    x = array_of("x", x)
    if x.dtype.kind != "f":
        if x.ndim == 2:
            return check_symbols(x, mask, D)
        what = f"floats (T, B, {D}) or integer symbols (T, B)"
        raise ValueError(f"x: expected {what}, got {x.dtype} {x.shape}")
    expect(x.ndim == 3 and x.shape[2] == D, "x", f"shape (T, B, {D})", x.shape)
    check_lengths(x)
    return x.astype(dtype, copy=False)


def check_symbols(x, mask, N):
    """x as symbols (T, B), integers from 0 to N − 1, copied; what stands in masked steps is 0."""
    x = array_of("x", x)
    if x.ndim != 2 or x.dtype.kind == "f":
        raise ValueError(f"x: expected integer symbols (T, B), got {x.dtype} {x.shape}")
    check_lengths(x)
    x = x.copy() if mask is None else np.where(mask, x, 0)
    low, high = x.min(), x.max()
    expect(low >= 0, "x", f"symbols from 0 to {N - 1}", low)
    expect(high < N, "x", f"symbols from 0 to {N - 1}", high)
    return x


def check_lengths(x):
    """T ≥ 1 steps and B ≥ 1 sequences."""
    T, B = x.shape[:2]
    expect(T and B, "x", "at least one step and one sequence", f"T = {T}, B = {B}")


def check_mask(mask, x, state, name="mask"):
    """The mask as bool (T, B), copied, or None if all of it is True.

    A sequence without a real step is an error, unless there is a state for it to hold.
    """
    if mask is None:
        return None
    shape = array_of("x", x).shape[:2]
    mask = any_array(name, mask).copy()
    fits = mask.dtype == bool and mask.shape == shape
    expect(fits, name, f"bool {shape}", f"{mask.dtype} {mask.shape}")
    empty = np.flatnonzero(~mask.any(0))
    if empty.size and state is None:
        got = f"none in sequence {empty[0]}"
        raise ValueError(f"{name}: expected a real step in every sequence, got {got}")
    return None if mask.all() else mask


def check_state(state, cell, B):
    """The initial states as a tuple of arrays (B, rows); zeros if None."""
    if state is None:
        return tuple(np.zeros((B, cell.size(name)), cell.dtype) for name in cell.states)
    return check_arrays("state", state, cell, B)


def check_tape(tape, kind, owner, layer, mine):
    """A tape that this very layer has recorded: its owner is mine."""
    if not (isinstance(tape, kind) and owner(tape) is mine):
        got = type(tape).__name__ if isinstance(tape, np.ndarray) else brief(tape)
        expect(False, "tape", f"one recorded by this {type(layer).__name__}", got)


def check_dy(dy, shape, dtype):
    """The adjoint of y; None is zero."""
    if dy is None:
        return np.zeros(shape, dtype)
    dy = array_of("dy", dy)
    expect(dy.shape == shape, "dy", f"shape {shape}", dy.shape)
    return dy.astype(dtype, copy=False)


def check_dstate(dstate, cell, B):
    """The adjoints of the final states; None, whole or in parts, is zero and stays None."""
    if dstate is None:
        return (None,) * len(cell.states)
    return check_arrays("dstate", dstate, cell, B, optional=True)


def check_arrays(argument, arrays, cell, B, optional=False):
    """A tuple of real arrays (B, rows), one for each state of the cell; or None, if optional."""
    shapes = {name: (B, cell.size(name)) for name in cell.states}
    if not isinstance(arrays, tuple | list) or len(arrays) != len(shapes):
        expected = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        expect(False, argument, f"a tuple of {expected}", kind_of(arrays))
    arrays = tuple(a if optional and a is None else array_of(argument, a) for a in arrays)
    for array, (name, shape) in zip(arrays, shapes.items(), strict=True):
        if array is not None and array.shape != shape:  # the sentence costs more than the check
            got = f"{array.dtype} {array.shape}"
            expect(False, argument, f"{name} of shape {shape}", got)
    return arrays


def check_parts(argument, parts, n, what):
    """A tuple of n parts, one for each layer or direction; None is n times None."""
    if parts is None:
        return (None,) * n
    if not isinstance(parts, tuple | list) or len(parts) != n:
        expect(False, argument, f"a tuple of {n}, one for each {what}", kind_of(parts))
    return tuple(parts)


def check_part(k, parts):
    """One of the tapes of a composite tape, by its number."""
    fits = isinstance(k, int | np.integer) and not isinstance(k, bool)
    if not (fits and -len(parts) <= k < len(parts)):
        hint = "; names are for the tape of one layer, tape[0][name]" if isinstance(k, str) else ""
        expected = f"a layer from 0 to {len(parts) - 1}"
        raise ValueError(f"k: expected {expected}, got {brief(k)}{hint}")
    return parts[k]


def check_layers(argument, layers):
    """Layers that can be composed: of this package's protocol, and of one float type."""
    for layer in layers:
        fits = hasattr(layer, "forward") and hasattr(layer, "output_size")
        fits = fits and not isinstance(layer, type)
        expect(fits, argument, "layers, such as Recurrent(cell)", brief(layer))
    kinds = {layer.dtype.name for layer in layers}
    expect(len(kinds) == 1, argument, "layers of one float type", " and ".join(sorted(kinds)))


def kind_of(value):
    """The type of a wrong argument, and how many parts it has."""
    size = f" of {len(value)}" if isinstance(value, tuple | list) else ""
    return type(value).__name__ + size
