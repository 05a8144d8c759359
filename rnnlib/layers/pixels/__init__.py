"""Layers of pictures in which no pixel sees a later one: van den Oord et al. 2016, section 3.

Inside, a picture is a map (R, C, B, D): rows, columns, pictures, features. Pixels are in raster
order, row by row from the left, and "earlier" means earlier in it.
"""

from rnnlib.layers.pixels.both import DiagonalBiLSTM
from rnnlib.layers.pixels.convolution import MaskedConvolution
from rnnlib.layers.pixels.diagonal import DiagonalLSTM
from rnnlib.layers.pixels.mask import causal_mask
from rnnlib.layers.pixels.rectifier import Rectifier
from rnnlib.layers.pixels.residual import Residual
from rnnlib.layers.pixels.row import RowLSTM
from rnnlib.layers.pixels.skew import skew, unskew

__all__ = [
    "DiagonalBiLSTM",
    "DiagonalLSTM",
    "MaskedConvolution",
    "Rectifier",
    "Residual",
    "RowLSTM",
    "causal_mask",
    "skew",
    "unskew",
]
