"""Small seeded networks to look at unrolled."""

import numpy as np

from rnnlib import Batch, EveryStepModel, Linear, Recurrent, VanillaCell


def network(T=7, B=2, D=3, H=4, K=2, *, cell=VanillaCell, symbols=True, mask=None):
    """A model with lively weights and a batch for it."""
    rng = np.random.default_rng(4)
    model = EveryStepModel(Recurrent(cell(D, H, rng=rng)), Linear(H, K, rng=rng))
    for array in model.params.values():
        array[...] = rng.normal(size=array.shape)
    x = rng.integers(0, D, (T, B)) if symbols else rng.normal(size=(T, B, D))
    return model, Batch(x, rng.integers(0, K, (T, B)), mask)
