"""The README's pictures of widgets: approved states, in light and dark, at their full size."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "figures" / "widgets"
WIDTH = 900
COLOURS = 192
SHOWN = {  # widget: state
    "CellPlayer LSTM": "middle",
    "UnrollView": "unfolded",
    "BPTTView": "middle",
    "AttentionView": "middle",
    "PhasePlane": "middle, a grid",
    "PixelView": "middle",
}


def place(name, scheme, folder=FOLDER):
    """The file of a widget's picture."""
    return folder / f"{name.replace(' ', '_')}_{scheme}.png"


def write(shots, folder=FOLDER):
    """Write those of the shots that the README shows."""
    for shot in shots:
        if SHOWN.get(shot.name) == shot.state and shot.width == WIDTH:
            folder.mkdir(parents=True, exist_ok=True)
            picture = shot.image.quantize(COLOURS, dither=0)
            picture.save(place(shot.name, shot.scheme, folder), optimize=True)
