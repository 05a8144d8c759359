"""The colours of every widget and plot: one hue per symbol, safe for colour-blind readers.

The hues are those of Okabe and Ito (2008, "Color universal design"). A gate has the same hue
wherever it is drawn, and GRU gates borrow the hue of the LSTM gate that does their work. The sign
of a number is never left to hue alone: negative values are also hatched or dashed.
"""

from rnnlib.edge import brief

VERMILLION, GREEN, BLUE, PURPLE = "#D55E00", "#009E73", "#0072B2", "#CC79A7"
ORANGE, SKY, YELLOW, GREY = "#E69F00", "#56B4E9", "#F0E442", "#8A8A8A"

COLOURS = {
    "f": VERMILLION,
    "i": GREEN,
    "o": BLUE,
    "g": PURPLE,
    "c": ORANGE,
    "h": SKY,
    "m": ORANGE,  # m = tanh(c)
    "r": VERMILLION,  # does f's work: how much of the past is seen
    "u": GREEN,  # does i's work: how much is written
    "n": PURPLE,  # does g's work: what is written
    "a": PURPLE,  # a vanilla cell's sum: what is written
    "q": SKY,  # what the reset gate shows of h
    "x": GREY,
    "y": YELLOW,
    "s": BLUE,  # scores: what the network says, before the softmax
    "L": VERMILLION,
    "e": GREEN,  # attention opens like an input gate
    "alpha": GREEN,
    "w": PURPLE,  # the context: what is written
}

# Negative numbers: (on a light page, on a dark page), always with hatch or dash as well.
NEGATIVE = ("#4B3A9B", "#A99BF5")


def colour(name: str) -> str:
    """The hue of the quantity `name`, as ``#RRGGBB``; ValueError when it has none."""
    if not isinstance(name, str) or name not in COLOURS:
        raise ValueError(f"name: expected one of {', '.join(COLOURS)}, got {brief(name)}")
    return COLOURS[name]
