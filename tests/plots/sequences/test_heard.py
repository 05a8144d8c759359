"""The printed twin of CTCView: what it draws of each layer."""

import numpy as np
import pytest

from rnnlib import plots
from rnnlib.analysis import hearing
from rnnlib.pretrained.speech import digit_listener
from rnnlib.tasks import speech


@pytest.fixture(scope="module")
def found():
    return hearing(digit_listener(), speech.clips()[17])


def test_each_part_has_its_numbers_over_one_time(found):
    fig = plots.heard(found, t=20)
    wave, spectrogram, symbols, lattice = fig.axes
    np.testing.assert_array_equal(wave.lines[0].get_ydata(), found.samples)
    np.testing.assert_array_equal(spectrogram.images[0].get_array(), found.spectrogram.T)
    np.testing.assert_array_equal(symbols.images[0].get_array(), found.y.T)
    np.testing.assert_array_equal(lattice.images[0].get_array(), found.gamma.T)
    assert [label.get_text() for label in lattice.get_yticklabels()] == list("␣0␣1␣1␣")
    assert all(axis.lines[-1].get_xdata()[0] == 20.5 for axis in fig.axes)


@pytest.mark.parametrize("layer", ["alpha", "beta", "gradient"])
def test_layers(found, layer):
    symbols, lattice = plots.heard(found, parts=("symbols", "lattice"), layer=layer).axes
    drawn = lattice.images[0].get_array().T
    if layer == "gradient":
        np.testing.assert_array_equal(drawn, found.dz[:, [0, 1, 0, 2, 0, 2, 0]])
        np.testing.assert_array_equal(symbols.images[0].get_array().T, found.dz)
        assert lattice.images[0].get_clim()[0] == -abs(found.dz[:, found.states]).max()
    else:
        numbers = np.exp(getattr(found, f"log_{layer}"))
        np.testing.assert_allclose(drawn, numbers / numbers.max(1, keepdims=True), atol=1e-12)


def test_another_part_is_refused(found):
    with pytest.raises(ValueError, match="parts: expected some of waveform, spectrogram"):
        plots.heard(found, parts=("sound",))
