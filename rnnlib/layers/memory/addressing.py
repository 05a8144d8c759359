"""One whole address: content → gate → shift → sharpen."""

from typing import NamedTuple

import numpy as np

from rnnlib.layers.memory.content import content_back, content_weights
from rnnlib.layers.memory.interpolation import interpolate, interpolate_back
from rnnlib.layers.memory.sharpening import sharpen, sharpen_back
from rnnlib.layers.memory.shift import shift, shift_back


class Address(NamedTuple):
    """The stages of an address, (B, K, N) each, and what the way back needs of two of them.

    w_before → w_c, w_g, w_s, w: by content, after the gate, after the shift (w̃ in the paper),
    after the sharpening. C is the cosine similarity.
    """

    w_before: np.ndarray
    w_c: np.ndarray
    w_g: np.ndarray
    w_s: np.ndarray
    w: np.ndarray
    similar: tuple
    sharp: tuple

    @property
    def C(self):
        """The cosine similarity of every key and every place."""
        return self.similar[0]


def address(orders, M, w_before):
    """Where K heads go: Graves, Wayne & Danihelka 2014, fig. 2 and eq. 5 to 9.

    ``orders`` has k, beta, g, s, gamma; memory M (B, N, W); w_before (B, K, N) where they stood.
    """
    w_c, similar = content_weights(orders.k, orders.beta, M)
    w_g = interpolate(w_c, orders.g, w_before)
    w_s = shift(w_g, orders.s)
    w, sharp = sharpen(w_s, orders.gamma)
    return Address(w_before, w_c, w_g, w_s, w, similar, sharp)


class AddressBack(NamedTuple):
    """∂L/∂ of the stages of an address, (B, K, N), of the orders, and of the memory."""

    w: np.ndarray
    w_s: np.ndarray
    w_g: np.ndarray
    w_c: np.ndarray
    w_before: np.ndarray
    k: np.ndarray
    beta: np.ndarray
    g: np.ndarray
    s: np.ndarray
    gamma: np.ndarray
    M: np.ndarray


def address_back(dw, orders, M, at):
    """The adjoint of `address`, from dw (B, K, N): the same stages, the other way round."""
    dw_s, dgamma = sharpen_back(dw, at.w, orders.gamma, at.sharp)
    dw_g, ds = shift_back(dw_s, at.w_g, orders.s)
    dw_c, dg, dw_before = interpolate_back(dw_g, at.w_c, orders.g, at.w_before)
    dk, dbeta, dM = content_back(dw_c, at.w_c, orders.k, orders.beta, M, at.similar)
    return AddressBack(dw, dw_s, dw_g, dw_c, dw_before, dk, dbeta, dg, ds, dgamma, dM)
