"""The approved pictures: for every view and widget one file, its states below one another.

Half the size, 32 steps of each colour, WebP without loss: what several states have in common is
kept once. A line of pure magenta, which no page has, parts the states.
"""

from pathlib import Path

import numpy as np
from PIL import Image

FOLDER = Path(__file__).parent / "approved"
PARTING = np.array((255, 0, 255), np.uint8)
STEPS = 31


def place(name, width, scheme, folder=FOLDER):
    """The file of a widget in a view."""
    return folder / f"{width}_{scheme}" / f"{name.replace(' ', '_')}.webp"


def coarser(picture):
    """The picture with 32 steps of each colour; black and white are kept."""
    steps = np.rint(np.arange(256) * STEPS / 255)
    return np.rint(steps * 255 / STEPS).astype(np.uint8)[picture]


def store(file, pictures):
    """Write the states' pictures, (height, width, 3) bytes each and equally wide."""
    parting = np.broadcast_to(PARTING, (1, pictures[0].shape[1], 3))
    parts = [part for picture in pictures for part in (coarser(picture), parting)]
    file.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(np.concatenate(parts[:-1]))
    image.save(file, lossless=True, quality=100, method=4)


def stored(file):
    """The states' pictures; [] where there is no such file."""
    if not file.exists():
        return []
    whole = np.asarray(Image.open(file).convert("RGB"))
    (parted,) = np.nonzero((whole == PARTING).all((1, 2)))
    starts, ends = [0, *(parted + 1)], [*parted, len(whole)]
    return [whole[start:end] for start, end in zip(starts, ends, strict=True)]
