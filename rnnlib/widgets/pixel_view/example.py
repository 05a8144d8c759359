"""Small pictures and untrained networks to look at."""

import numpy as np

from rnnlib.models import PixelLSTM, PixelRNN
from rnnlib.widgets.pixel_view import PixelView


def example(K=2, shape=(5, 6), **traits):
    """Three networks that know nothing yet, and two pictures of crosses."""
    rng = np.random.default_rng(0)
    networks = {
        "Row LSTM": PixelRNN("row", K, 3, blocks=1, rng=rng),
        "diagonal BiLSTM": PixelRNN("diagonal", K, 3, blocks=1, rng=rng),
        "plain LSTM": PixelLSTM(K, 4, rng=rng),
    }
    for model in networks.values():
        for p in model.params.values():
            p *= 2
    r, c = np.indices(shape)
    pictures = np.stack([r == c, (r == 2) | (c == 2)]) * (K - 1)
    return PixelView(networks, pictures, names=["slash", "cross"], **traits)
