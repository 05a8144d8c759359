"""Write every figure of the gallery, as PNG and SVG: ``python -m rnnlib.plots [FOLDER]``.

A figure whose picture is there already stays as it is: processors round differently, and a file
that changes should show something else.
"""

import argparse
from base64 import b64encode
from pathlib import Path

from rnnlib.chapters.pictures import alike_in_size, decoded, difference
from rnnlib.files import print_all
from rnnlib.plots.gallery import FIGURES

FOLDER = Path(__file__).parents[2] / "figures"


def main(arguments=None):
    """Draw the figures into the folder; says what each shows."""
    parser = argparse.ArgumentParser(prog="python -m rnnlib.plots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="FOLDER")
    folder = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in FIGURES.items():
        picture = draw()
        png, svg = folder / f"{name}.png", folder / f"{name}.svg"
        if not (png.exists() and svg.exists() and same(png.read_bytes(), picture.png)):
            png.write_bytes(picture.png)
            svg.write_bytes(picture.svg)
        print(f"{name}: {picture.alt}")


def same(stored, drawn):
    """Do two PNG files show the same, but for what rounding and another matplotlib change?"""
    stored, drawn = (decoded(b64encode(png)) for png in (stored, drawn))
    return alike_in_size(stored, drawn) and not difference(stored, drawn)


if __name__ == "__main__":
    print_all()
    main()
