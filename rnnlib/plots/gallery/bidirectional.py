"""Figures of the chapter on bidirectional networks."""

import numpy as np

from rnnlib.analysis import FAULTS, directions, faulty, padding_leaks
from rnnlib.cells import GRUCell
from rnnlib.layers import Bidirectional, Recurrent
from rnnlib.plots.padding_leaks import padding_leaks as picture
from rnnlib.plots.picture import Picture
from rnnlib.plots.recurrence.two_ways import two_ways
from rnnlib.pretrained import gap_fillers

LINE, RIGHT, GAP = "for key, □alue in items:", "v", 9


def gradient():
    """A hole in a line of Python, and by which layer its loss reaches every character."""
    model = gap_fillers()["both ways"]
    found = directions(model, LINE, model.text.encode(RIGHT)[0])
    ahead, back = found.tape
    best = model.text.alphabet[found.p[GAP].argmax()]
    outputs = [("", 0.0)] * len(LINE)
    outputs[GAP] = best, found.p[GAP].max()
    share = found.share()[GAP]
    return Picture(
        two_ways(
            ahead["h"][:, 0],
            back["h"][::-1, 0],
            reached=((0, GAP), (GAP, len(LINE) - 1)),
            labels=LINE.replace(" ", "␣"),
            outputs=outputs,
            gradient=(found.forward[GAP], found.backward[GAP]),
            output=GAP,
        ),
        f"A bidirectional GRU reads a line of Python with a hole. Of the gradient of the loss at "
        f"the hole, {100 * share:.0f} % goes by the forward layer to the characters before it, the "
        "rest by the backward layer to those after it.",
    )


def leaks():
    """What other padding changes, with ours and with six faulty layers."""
    rng = np.random.default_rng(0)
    layer = Bidirectional(*(Recurrent(GRUCell(3, 4, rng=rng)) for _ in range(2)))
    for p in layer.params.values():
        p += 0.4 * rng.normal(size=p.shape)
    x, mask = rng.normal(size=(9, 4, 3)), np.arange(9)[:, None] < (9, 7, 4, 2)
    layers = {"ours": layer} | {name: faulty(name, layer) for name in FAULTS}
    found = {name: padding_leaks(one, x, mask, rng=rng) for name, one in layers.items()}
    return Picture(
        picture(found, columns=4),
        "Which outputs, summaries and gradients of a padded batch change with the padding: none of "
        "ours; all of the backward layer's outputs where the mask is missing, kept from one layer "
        "or not reversed; the summary where it is a mean over the padding or the last row.",
    )


FIGURES = {"two_ways_gradient": gradient, "padding_leaks": leaks}
