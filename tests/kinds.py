"""Cells of every kind, small and with weights that leave no term too weak to see."""

import numpy as np

import rnnlib
from rnnlib import cells

CELLS = list(cells.CELLS.values())


def lively(params, rng, scale=0.6):
    """Fill all parameters, biases too, with normal numbers; returns them."""
    for array in params.values():
        array[...] = rng.normal(scale=scale, size=array.shape)
    return params


def layer_of(kind, D, H, rng, dtype=np.float64):
    """A recurrent layer of a cell of the kind; Jordan's has an output of another size than H."""
    sizes = (D, H, H + 1) if kind is rnnlib.JordanCell else (D, H)
    layer = rnnlib.Recurrent(kind(*sizes, rng=rng, dtype=dtype))
    lively(layer.params, rng)
    return layer


def stack_of(kinds, D, H, rng, make=layer_of):
    """Layers of these kinds from the bottom up, each made by `make`; a single one stands alone."""
    layers = [make(kind, H if k else D, H, rng) for k, kind in enumerate(kinds)]
    return layers[0] if len(layers) == 1 else rnnlib.Stacked(layers)


def random_state(layer, B, rng):
    """A random initial state for a recurrent layer, shaped like the final one."""
    dtype = layer.cell.dtype
    return tuple(
        rng.normal(size=(B, layer.cell.size(name))).astype(dtype) for name in layer.cell.states
    )


def random_mask(T, B, rng):
    """Holes anywhere, but one real step in every sequence."""
    mask = rng.random((T, B)) < 0.6
    mask[rng.integers(T, size=B), np.arange(B)] = True
    return mask
