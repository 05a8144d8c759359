"""What all models of pixels have in common: the chain rule."""

import numpy as np

from rnnlib.edge import array_of, brief, expect, size_of, whole
from rnnlib.losses import softmax_cross_entropy
from rnnlib.models.sequence import ModelTape
from rnnlib.ops import softmax
from rnnlib.tasks.batch import check_batch


class PixelModel:
    """p(x) = Π_i p(x_i | x_1 … x_{i−1}), pixels in raster order (van den Oord et al. 2016, eq. 1).

    Every factor is a softmax over the ``K`` levels of a pixel. A subclass gives `run` and
    `run_back`. With two levels this is the sigmoid of a difference.
    """

    def __init__(self, K):
        self.K = whole("K", K, 2, "at least two levels")

    def run(self, x, rng=None):
        """Logits (R, C, B, K) and the tape, from x (R, C, B, 1), −1 for paper to 1 for ink.

        ``rng`` is for dropout, where the model has any.
        """
        raise NotImplementedError

    def run_back(self, tape, dlogits):
        """dx (R, C, B, 1) and the gradients by parameter name."""
        raise NotImplementedError

    def forward(self, pictures, *, rng=None):
        """Logits (B, R, C, K) of every pixel, told from the pixels before it, and the tape."""
        pictures = check_pictures(pictures, self.K)
        logits, tape = self.run(self.encode(pictures), rng)
        return logits.transpose(2, 0, 1, 3), tape

    def encode(self, pictures):
        """Pictures (B, R, C) as what networks read, (R, C, B, 1): −1 is paper and 1 is ink.

        What lies outside of the picture is 0, so that its border can be told from paper.
        """
        x = pictures.transpose(1, 2, 0)[..., None] * (2 / (self.K - 1)) - 1
        return x.astype(self.dtype)

    def probabilities(self, pictures):
        """p(x_i = k | pixels before i) for every pixel and level, (B, R, C, K)."""
        return softmax(self.forward(pictures)[0])

    def nats(self, pictures):
        """The mean of −log p over all pixels, and −log p of every pixel (B, R, C)."""
        pictures = check_pictures(pictures, self.K)
        return surprise(self.probabilities(pictures), pictures)

    def loss_and_grads(self, batch, state=None, *, rng=None):
        """The loss in nats per pixel on a `Batch` of pictures, its gradients, and the tape.

        x and target are the same pictures (B, R, C); pixels where the mask (B, R, C) is False are
        read, but do not count.
        """
        check_batch("batch", batch)
        logits, tape = self.forward(batch.x, rng=rng)
        target = check_pictures(batch.target, self.K)
        flat, mask = logits.reshape(len(logits), -1, self.K), batch.mask
        mask = None if mask is None else np.reshape(mask, flat.shape[:2])
        loss, d = softmax_cross_entropy(flat, target.reshape(flat.shape[:2]), mask)
        _, grads = self.run_back(tape, d.reshape(logits.shape).transpose(1, 2, 0, 3))
        return loss, grads, ModelTape(tape, None)

    def input_gradient(self, tape, dlogits):
        """∂L/∂x (B, R, C), x from −1 to 1, of a tape of `forward` and dlogits (B, R, C, K)."""
        dx, _ = self.run_back(tape, dlogits.transpose(1, 2, 0, 3))
        return dx[..., 0].transpose(2, 0, 1)


def check_shape(shape):
    """The rows and columns of a picture."""
    fits = isinstance(shape, tuple | list) and len(shape) == 2
    expect(fits, "shape", "(rows, columns) of a picture", brief(shape))
    return tuple(size_of("shape", n) for n in shape)


def check_pictures(pictures, K):
    """Pictures (B, R, C) of levels below K."""
    pictures = array_of("pictures", pictures)
    fits = pictures.ndim == 3 and pictures.size and pictures.dtype.kind in "iu"
    what = f"whole numbers (B, R, C) from 0 to {K - 1}"
    expect(fits, "pictures", what, f"{pictures.dtype} {pictures.shape}")
    low, high = int(pictures.min()), int(pictures.max())
    expect(low >= 0 and high < K, "pictures", what, f"{low} to {high}")
    return pictures.astype(int)


def surprise(p, pictures):
    """The mean of −log p_right over all pixels, and that of every pixel, (B, R, C)."""
    right = np.take_along_axis(p, pictures[..., None], -1)[..., 0]
    with np.errstate(divide="ignore"):
        every = -np.log(right)
    return float(every.mean()), every
