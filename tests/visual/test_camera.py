"""Another machine's smoothing passes, and what is broken in a real widget is seen and told."""

from contextlib import closing

import pytest
from visual.camera import Camera
from visual.judge import judged

NAME, STATES, VIEWS = "CellPlayer LSTM", ["middle"], [(900, "light")]


@pytest.mark.parametrize(
    "flags, options",
    [
        (["--font-render-hinting=full", "--disable-font-subpixel-positioning"], {}),
        (["--text-contrast=1", "--text-gamma=1"], {}),
        ([], {"scale": 3}),
    ],
    ids=str,
)
def test_another_rasteriser_is_no_difference(browsers, flags, options):
    """Hinting, contrast, and edges that are smoothed as by three times as many pixels."""
    with closing(Camera(browsers("dejavu", *flags), **options)) as other:
        assert faults(other) == []


def test_smoothing_with_more_pixels_is_seen_by_plain_differences(browsers, camera):
    """The test above would say nothing if the pictures were the same."""
    with closing(Camera(browsers("dejavu"), scale=3)) as other:
        (smoothed,), (plain,) = taken(other), taken(camera)
    assert (smoothed.half != plain.half).any(-1).mean() > 0.05


@pytest.mark.parametrize(
    "part, change, kind",
    [
        ('[data-id="f"] .symbol', "transform: translate(4px, 0)", "other shapes"),
        ('[data-id="f"]', "--hue: var(--hue-i) !important", "another colour"),
        (".diagram .lane", "visibility: hidden", "brighter"),
        (".said", "padding-top: 6px", "more room is taken"),
    ],
)
def test_what_is_broken_is_seen_and_told(camera, part, change, kind):
    told = faults(camera, broken=f".rnn-player {part} {{ {change} }}")
    assert len(told) == 1 and kind in told[0], told


def taken(camera, **options):
    return list(camera.shots(NAME, states=STATES, views=VIEWS, **options))


def faults(camera, **options):
    """What is told of the widget in one state and view, each fault in one line."""
    return ["; ".join(said) for _, said, *_ in judged(NAME, taken(camera, **options)).faults]
