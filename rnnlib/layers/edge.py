"""The public edge of the layers: wrong input gets one clear sentence, and loops need no checks."""

import numpy as np


def check_x(x, mask, D, dtype):
    """x as floats (T, B, D) of the layer's type, or as symbols (T, B), integers below D."""
    x = np.asarray(x)
    if x.ndim == 2 and x.dtype.kind in "iu":
        return check_symbols(x, mask, D)
    if x.dtype.kind != "f":
        raise ValueError(
            f"x: expected floats (T, B, {D}) or integer symbols (T, B), got {x.dtype} {x.shape}"
        )
    if x.ndim != 3 or x.shape[2] != D:
        raise ValueError(f"x: expected shape (T, B, {D}), got {x.shape}")
    check_lengths(x.shape)
    return x.astype(dtype, copy=False)


def check_symbols(x, mask, N):
    """x as symbols (T, B), integers from 0 to N − 1; what stands in masked steps becomes 0."""
    x = np.asarray(x)
    if x.ndim != 2 or x.dtype.kind not in "iu":
        raise ValueError(f"x: expected integer symbols (T, B), got {x.dtype} {x.shape}")
    check_lengths(x.shape)
    if mask is not None:
        x = np.where(mask, x, 0)
    low, high = x.min(), x.max()
    if low < 0 or high >= N:
        wrong = low if low < 0 else high
        raise ValueError(f"x: expected symbols from 0 to {N - 1}, got {wrong}")
    return x


def check_lengths(shape):
    """T ≥ 1 steps and B ≥ 1 sequences."""
    if shape[0] < 1 or shape[1] < 1:
        raise ValueError(
            f"x: expected at least one step and one sequence, got T = {shape[0]}, B = {shape[1]}"
        )


def check_mask(mask, x, state):
    """The mask as bool (T, B), or None if all of it is True."""
    if mask is None:
        return None
    mask, shape = np.asarray(mask), np.shape(x)[:2]
    if mask.dtype != bool or mask.shape != shape:
        raise ValueError(f"mask: expected bool {shape}, got {mask.dtype} {mask.shape}")
    empty = np.flatnonzero(~mask.any(0))
    if empty.size and state is None:
        raise ValueError(
            f"mask: expected a real step in every sequence, got none in sequence {empty[0]}"
        )
    return None if mask.all() else mask


def check_state(state, cell, B):
    """The initial states as a tuple of arrays (B, rows); zeros if None."""
    shapes = [(B, cell.size(name)) for name in cell.states]
    if state is None:
        return tuple(np.zeros(shape, cell.dtype) for shape in shapes)
    return check_arrays("state", state, cell.states, shapes)


def check_dy(dy, tape):
    """The adjoint of y (T, B, rows); None is zero."""
    shape = (tape.T, tape.B, tape.cell.output_size)
    if dy is None:
        return np.zeros(shape, tape.cell.dtype)
    dy = np.asarray(dy)
    if dy.shape != shape:
        raise ValueError(f"dy: expected shape {shape}, got {dy.shape}")
    return dy


def check_dstate(dstate, tape):
    """The adjoints of the final states; None, whole or in parts, is zero."""
    cell = tape.cell
    shapes = [(tape.B, cell.size(name)) for name in cell.states]
    zeros = [np.zeros(shape, cell.dtype) for shape in shapes]
    if dstate is None:
        return zeros
    if isinstance(dstate, tuple | list):
        dstate = [z if d is None else d for d, z in zip(dstate, zeros, strict=False)] + list(
            dstate[len(zeros) :]
        )
    return check_arrays("dstate", dstate, cell.states, shapes)


def check_arrays(argument, arrays, names, shapes):
    """A tuple of real arrays of the given shapes."""
    if not isinstance(arrays, tuple | list) or len(arrays) != len(names):
        expected = ", ".join(f"{n} {s}" for n, s in zip(names, shapes, strict=True))
        kind = type(arrays).__name__
        size = f" of {len(arrays)}" if isinstance(arrays, tuple | list) else ""
        raise ValueError(f"{argument}: expected a tuple of {expected}, got {kind}{size}")
    arrays = tuple(np.asarray(a) for a in arrays)
    for name, array, shape in zip(names, arrays, shapes, strict=True):
        if array.shape != shape or array.dtype.kind not in "fiu":
            raise ValueError(
                f"{argument}: expected {name} of shape {shape}, got {array.dtype} {array.shape}"
            )
    return arrays


def check_parts(argument, parts, n, what):
    """A tuple of n parts, one for each layer or direction; None is n times None."""
    if parts is None:
        return (None,) * n
    if not isinstance(parts, tuple | list) or len(parts) != n:
        size = f" of {len(parts)}" if isinstance(parts, tuple | list) else ""
        raise ValueError(
            f"{argument}: expected a tuple of {n}, one for each {what}, "
            f"got {type(parts).__name__}{size}"
        )
    return tuple(parts)
