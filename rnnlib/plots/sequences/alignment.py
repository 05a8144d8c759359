"""The printed twin of the widget AttentionView: which places of the source an output looks at."""

import numpy as np

from rnnlib.edge import expect
from rnnlib.notation import palette
from rnnlib.plots.style import INK, figure, style, visible

CELL, ROOM = 0.27, 1.1  # inches
NARROWEST, WIDEST = 4.2, 9.0


def alignment(matrix, source, target, *, t=None, weights=True):
    """Figure of a matrix (T, S): T outputs over S places of the source, darker where it is larger.

    ``weights`` says that the numbers run from 0 to 1; others are shaded up to their largest. Row
    ``t``, from 0, is framed.
    """
    matrix = np.asarray(matrix, float)
    shape = len(target), len(source)
    expect(matrix.shape == shape, "matrix", f"the shape (T, S) = {shape}", f"{matrix.shape}")
    words = max(map(len, source)) > 1
    with style():
        from matplotlib.colors import LinearSegmentedColormap
        from matplotlib.patches import Rectangle

        width = min(WIDEST, max(NARROWEST, ROOM + CELL * shape[1]))
        height = ROOM + CELL * min(shape[0], 24) + (0.4 if words else 0)
        fig, axis = figure(width, height)
        shades = LinearSegmentedColormap.from_list("weights", ["#F4F4F4", palette.BLUE])
        top = 1 if weights else max(float(matrix.max()), np.finfo(float).tiny)
        axis.imshow(matrix, cmap=shades, vmin=0, vmax=top, aspect="auto")
        turned = {"rotation": 90} if words else {}
        axis.set_xticks(range(shape[1]), [visible(token) for token in source], **turned)
        axis.set_yticks(range(shape[0]), [visible(token) for token in target])
        axis.xaxis.tick_top()
        axis.xaxis.set_label_position("top")
        axis.set(xlabel="reads", ylabel="writes")
        axis.tick_params(length=0, labelfontfamily="DejaVu Sans Mono", labelcolor=INK)
        axis.spines[:].set_visible(False)
        if t is not None:
            corner = (-0.5, t - 0.5)
            frame = Rectangle(corner, shape[1], 1, fill=False, edgecolor=INK, lw=1.6, clip_on=False)
            axis.add_patch(frame)
    return fig
