"""Sound and what is read of it: against Kaldi's features, closed forms, and refusals."""

import kaldi_native_fbank as kaldi
import numpy as np
import pytest

from rnnlib.tasks.speech import clips, log_mel, steps
from rnnlib.tasks.speech.features import BANDS, HIGHEST, LOWEST, mel
from rnnlib.tasks.speech.sound import RATE, compressed, expanded, resampled


def by_kaldi(samples):
    options = kaldi.FbankOptions()
    frame, bank = options.frame_opts, options.mel_opts
    frame.samp_freq, frame.dither, frame.preemph_coeff = RATE, 0, 0
    frame.remove_dc_offset, frame.window_type = False, "hanning"
    bank.num_bins, bank.low_freq, bank.high_freq = BANDS, LOWEST, HIGHEST
    computer = kaldi.OnlineFbank(options)
    computer.accept_waveform(RATE, samples.astype(np.float32).tolist())
    computer.input_finished()
    return np.array([computer.get_frame(n) for n in range(computer.num_frames_ready)])


@pytest.mark.parametrize("n", [0, 7])
def test_log_mel_is_kaldis(n):
    samples = clips()[n].samples
    found, expected = log_mel(samples), by_kaldi(samples)
    assert found.shape == expected.shape == (1 + (len(samples) - 200) // 80, BANDS)
    np.testing.assert_allclose(found, expected, atol=5e-3)


def test_a_tone_is_loudest_in_its_band():
    edges = np.linspace(mel(LOWEST), mel(HIGHEST), BANDS + 2)
    for band in (2, 9, 17):
        f = 700 * np.expm1(edges[band + 1] / 1127)  # the centre's frequency, of mel's inverse
        tone = 0.3 * np.sin(2 * np.pi * f * np.arange(4000) / RATE)
        assert (log_mel(tone).argmax(1) == band).all()


def test_steps_are_level_and_do_not_know_how_loud_it_was():
    noise = np.random.default_rng(0).normal(size=8000)  # no silence, which is as loud as it is
    x, quiet = (steps(log_mel(0.1 * loud * noise)) for loud in (1, 0.5))
    assert x.shape == (len(log_mel(noise)) // 2, 2 * BANDS)
    np.testing.assert_allclose(x, quiet, atol=1e-9)
    assert abs(x.reshape(-1, BANDS).mean(0)).max() < 0.05


def test_the_law_of_telephones():
    x = np.linspace(-1, 1, 2001)
    back = expanded(compressed(x))
    assert (abs(back - x) <= 0.025 * abs(x) + 2e-4).all()
    codes = np.arange(-127, 128)
    np.testing.assert_array_equal(compressed(expanded(codes)), codes)


def test_another_rate_is_the_same_tone():
    t = np.arange(22050) / 22050
    tone = np.sin(2 * np.pi * 440 * t)
    found = resampled(tone, 22050, 8000)
    assert len(found) == 8000
    np.testing.assert_allclose(found, np.sin(2 * np.pi * 440 * np.arange(8000) / 8000), atol=1e-6)
    above = resampled(np.sin(2 * np.pi * 5000 * t), 22050, 8000)  # more than 8000 can hold
    assert abs(above).max() < 1e-6


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: log_mel(np.zeros(199)), "samples: expected at least 200 of them, 25 ms, got 199"),
        (lambda: log_mel(np.zeros((2, 400))), "samples: expected a row of samples, got shape"),
        (lambda: log_mel([np.nan] * 400), "samples: expected finite samples, got NaN or inf"),
        (lambda: log_mel("abc"), "samples: expected an array of real numbers, got 'abc'"),
        (lambda: steps(np.zeros((1, 20))), "spectrogram: expected .frames, bands., at least 2"),
        (lambda: steps(np.zeros((4, 20)), stack=0), "stack: expected a positive integer, got 0"),
        (lambda: resampled(np.zeros(4), 0, 8000), "old: expected a positive number, got 0"),
    ],
)
def test_wrong_input(call, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        call()
