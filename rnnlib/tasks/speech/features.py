"""What a recogniser is given of a sound: how loud each band of the ear is, at each moment."""

import numpy as np

from rnnlib.edge import array_of, expect, size_of
from rnnlib.tasks.speech.sound import RATE, sound

LENGTH, SHIFT, FFT = 200, 80, 256  # samples: 25 ms, 10 ms, and the length of the transform
BANDS, LOWEST, HIGHEST = 20, 100.0, 3800.0  # mel bands, and their range in Hz
FLOOR = np.finfo(np.float32).eps  # of a band's energy, before the logarithm
STACK = 2  # frames to a step of the network: 20 ms


def mel(f):
    """The pitch of f Hz in mel: 1127 ln(1 + f / 700), about equal steps for the ear."""
    return 1127 * np.log1p(np.asarray(f) / 700)


def filters():
    """The mel filter bank (FFT/2 + 1, BANDS): triangles, of equal width in mel.

    Each begins at the centre of the one before and ends at that of the next.
    """
    edges = np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2)
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    m = mel(np.arange(FFT // 2 + 1) * RATE / FFT)[:, None]
    return np.maximum(0, np.minimum((m - low) / (centre - low), (high - m) / (high - centre)))


def log_mel(samples):
    """The log-mel spectrogram (frames, BANDS) of samples at 8000 a second, from −1 to 1::

        X = FFT(w ⊙ frame)          w a Hann window of 25 ms; a frame every 10 ms
        S = log(|X|² filters)       the energy in each mel band

    Only whole frames count: N samples give 1 + (N − 200) // 80.
    """
    samples = sound("samples", samples)
    expect(len(samples) >= LENGTH, "samples", f"at least {LENGTH} of them, 25 ms", len(samples))
    frames = np.lib.stride_tricks.sliding_window_view(samples, LENGTH)[::SHIFT]
    w = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(LENGTH) / (LENGTH - 1))
    energy = np.abs(np.fft.rfft(frames * w, FFT)) ** 2
    return np.log(np.maximum(energy @ filters(), FLOOR))


def steps(spectrogram, stack=STACK):
    """What the network reads, (T, stack · BANDS): some frames at a time, 20 ms, and levelled.

    Each band's mean over the utterance is taken off, so that neither loudness nor the microphone
    counts; the numbers are divided by 3, about their spread. Frames that do not fill a step go.
    """
    frames = array_of("spectrogram", spectrogram)
    stack = size_of("stack", stack)
    fits = frames.ndim == 2 and len(frames) >= stack
    expect(fits, "spectrogram", f"(frames, bands), at least {stack} frames", f"{frames.shape}")
    T = len(frames) // stack
    level = (frames - frames.mean(0)) / 3
    return level[: T * stack].reshape(T, -1)
