"""Layers of pictures, small and lively, and a map for them."""

import numpy as np
from kinds import lively

from rnnlib import DiagonalBiLSTM, DiagonalLSTM, MaskedConvolution, Rectifier, Residual, RowLSTM

R, C, B, D, H = 3, 4, 2, 2, 3
KINDS = {
    "A 3×5": lambda **o: MaskedConvolution(D, H, (3, 5), "A", **o),
    "B 5×3": lambda **o: MaskedConvolution(D, H, (5, 3), "B", **o),
    "B 1×1": lambda **o: MaskedConvolution(D, H, **o),
    "row, 3 wide": lambda **o: RowLSTM(D, H, **o),
    "row, 5 wide": lambda **o: RowLSTM(D, H, 5, **o),
    "row, 1 wide": lambda **o: RowLSTM(D, H, 1, **o),
    "diagonal": lambda **o: DiagonalLSTM(D, H, **o),
    "both diagonals": lambda **o: DiagonalBiLSTM(D, H, **o),
    "residual row": lambda **o: Residual(RowLSTM(D, H, **o), rng=o["rng"]),
    "residual diagonals": lambda **o: Residual(DiagonalBiLSTM(D, H, **o), rng=o["rng"]),
    "rectifier": lambda rng, dtype=np.float64: Rectifier(D, dtype=dtype),
}


def build(kind, dtype=np.float64, seed=0):
    """The layer, a map for it and its rng; where a kernel is masked stands something, too."""
    rng = np.random.default_rng(seed)
    layer = KINDS[kind](rng=rng, dtype=dtype)
    lively(layer.params, rng)
    return layer, rng.normal(size=(R, C, B, D)).astype(dtype), rng
