"""Small pictures, pixel by pixel."""

import numpy as np
import pytest

from rnnlib import plots


def image_of(fig, k):
    return fig.axes[k].images[0].get_array()


def test_every_pixel_has_its_shade_and_hue():
    x = np.array([[0, 1], [0.5, 1]])
    told = np.array([[False, False], [True, True]])
    one = plots.PixelMap("a", x, at=(1, 0))
    fig = plots.pixel_maps([one, one._replace(title="b", told=told)], across=2)
    plain, coloured = image_of(fig, 0), image_of(fig, 1)
    np.testing.assert_allclose(plain[0, 0], 1)
    assert plain[0, 1].max() < 0.2 and np.ptp(plain, axis=2).max() == 0
    np.testing.assert_array_equal(plain[0], coloured[0])
    assert (np.ptp(coloured[1], axis=1) > 0.3).all()  # a hue
    assert [axis.get_title("left") or axis.get_title() for axis in fig.axes] == ["a", "b"]
    assert fig.axes[0].patches[-1].get_xy() == (-0.5, 0.5)


def test_what_is_not_shown_is_hatched():
    shown = np.array([[True, False, False]])
    fig = plots.pixel_maps([plots.PixelMap("", np.ones((1, 3)), shown=shown)], across=3)
    assert len(fig.axes[0].patches) == 2
    assert len(fig.axes) == 3


def test_wrong_input_is_told_in_a_sentence():
    with pytest.raises(ValueError, match="maps: expected a list of PixelMap, got"):
        plots.pixel_maps([])
    with pytest.raises(ValueError, match=r"image: expected shape \(R, C\), got \(3,\)"):
        plots.pixel_maps([plots.PixelMap("", np.ones(3))])
