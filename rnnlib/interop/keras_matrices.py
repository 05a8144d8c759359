"""The layers of Keras that are one matrix, an Embedding and a Dense, as layers of rnnlib."""

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.interop.blocks import embedding_of, linear_of


def matrix_of(part, last):
    """The `Embedding` or the `Linear` of a part.

    A softmax is left out where the part is the ``last``: scores are what rnnlib takes one of.
    ValueError: what rnnlib does not compute.
    """
    config, arrays = part.config, part.arrays
    if part.kind == "Embedding":
        own = {"mask_zero": (False,)}
    else:
        own = {"activation": ("linear", "softmax") if last else ("linear",)}
    for name, known in own.items():
        value = config.get(name, known[0])
        expected = f"{' or '.join(map(repr, known))} in {part.name!r}"
        expect(value in known, name, expected, brief(value))
    fits = 1 <= len(arrays) <= (1 if part.kind == "Embedding" else 2)
    got = f"{len(arrays)} arrays" if arrays else "none, for it is not built"
    expect(fits, part.name, "one matrix, and of a Dense perhaps a bias", got)
    for array in arrays:
        fits = array.dtype in (np.float32, np.float64)
        expect(fits, part.name, "weights of float32 or float64", array.dtype)
    return embedding_of(*arrays) if part.kind == "Embedding" else linear_of(*arrays)
