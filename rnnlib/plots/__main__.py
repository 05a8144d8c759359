"""Write every figure of the gallery, as PNG and SVG: ``python -m rnnlib.plots [FOLDER]``."""

import sys
from pathlib import Path

from rnnlib.plots.gallery import FIGURES

FOLDER = Path(__file__).parents[2] / "figures"


def main(arguments=None):
    """Draw the figures into the folder; says what each shows."""
    given = sys.argv[1:] if arguments is None else arguments
    folder = Path(given[0]) if given else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in FIGURES.items():
        picture = draw()
        (folder / f"{name}.png").write_bytes(picture.png)
        (folder / f"{name}.svg").write_bytes(picture.svg)
        print(f"{name}: {picture.alt}")


if __name__ == "__main__":
    main()
