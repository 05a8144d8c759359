"""Samples of sound: their rate, and eight bits for each."""

import numpy as np

from rnnlib.edge import array_of, expect, positive

RATE = 8000  # samples a second, a telephone's
MU = 255


def resampled(samples, old, new):
    """The same sound at another rate, without what the new rate cannot hold.

    Through the Fourier transform of the whole: frequencies from half of the new rate on are cut
    off, or zeros added where it is the higher one.
    """
    samples = sound("samples", samples)
    old, new = positive("old", old), positive("new", new)
    n = round(len(samples) * new / old)
    spectrum = np.fft.rfft(samples)[: n // 2 + 1]
    return np.fft.irfft(spectrum, n) * (n / len(samples)) if n else samples[:0]


def compressed(samples):
    """Samples from −1 to 1 as 8-bit integers: quiet ones finely, loud ones coarsely.

    The μ-law of telephones (ITU-T G.711, as a formula instead of a table), with μ = 255::

        F(x) = sign(x) log(1 + μ|x|) / log(1 + μ)
    """
    x = np.clip(sound("samples", samples), -1, 1)
    law = np.sign(x) * np.log1p(MU * np.abs(x)) / np.log1p(MU)
    return np.round(law * 127).astype(np.int8)


def expanded(codes):
    """Samples from −1 to 1, the inverse of `compressed`."""
    codes = array_of("codes", codes, kinds="iu") / 127
    return np.sign(codes) * np.expm1(np.abs(codes) * np.log1p(MU)) / MU


def sound(name, samples):
    """An argument as samples (N,) of float64."""
    samples = array_of(name, samples)
    expect(samples.ndim == 1, name, "a row of samples", f"shape {samples.shape}")
    samples = samples.astype(np.float64)
    expect(np.isfinite(samples).all(), name, "finite samples", "NaN or infinity")
    return samples
