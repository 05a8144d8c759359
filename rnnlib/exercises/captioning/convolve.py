"""One convolution: a window of weights, moved over a picture."""

import numpy as np

from rnnlib.exercises.machinery.exercise import Bug, Exercise
from rnnlib.exercises.machinery.trial import Trial
from rnnlib.layers.images import Convolution

STATEMENT = r"""
Write one convolution with a window of $3 \times 3$ pixels. `x` $(Y, X, C)$ is a picture of $C$
channels, `V` $(3, 3, C, O)$ are the weights, `b` $(O,)$ the bias, and the window moves by `s`
pixels at a time, down and across. A frame of zeros, one pixel wide, has been put around the picture
first, so that its edges have neighbours; call that $\tilde x$ $(Y + 2, X + 2, C)$.

$$
y_{ijo} = b_o + \sum_{m=0}^{2} \sum_{n=0}^{2} \sum_{c} \tilde x_{(si + m)\,(sj + n)\,c}\; V_{mnco}
$$

Return `y`, $(Y', X', O)$ with $Y' = \lfloor (Y - 1)/s \rfloor + 1$, and $X'$ likewise. Loops over
$i$ and $j$ are fine. Leave the arguments as they are.
"""

HINTS = (
    "The frame: `np.pad(x, ((1, 1), (1, 1), (0, 0)))` puts zeros around the first two axes.",
    "For output $(i, j)$ the window is `padded[s * i : s * i + 3, s * j : s * j + 3]`.",
    "A window times the weights, summed over its three axes, is "
    "`np.tensordot(window, V, axes=3) + b`: $O$ numbers.",
)


def convolve(x, V, b, s):
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    y = np.zeros(((len(x) - 1) // s + 1, (x.shape[1] - 1) // s + 1, len(b)))
    for i, j in np.ndindex(y.shape[:2]):
        window = padded[s * i : s * i + 3, s * j : s * j + 3]
        y[i, j] = np.tensordot(window, V, axes=3) + b
    return y


BUGS = (
    Bug("padded[s * i : s * i + 3, s * j : s * j + 3]", "padded[i : i + 3, j : j + 3]",
        "The window moves by one pixel only: output $(i, j)$ begins at row $si$ and column $sj$."),
    Bug("np.tensordot(window, V, axes=3) + b", "np.tensordot(window, V, axes=3)",
        "The bias is missing: add `b` at every place."),
    Bug("np.tensordot(window, V, axes=3)", "np.tensordot(window[::-1, ::-1], V, axes=3)",
        "The window is flipped. Mathematicians flip it, and call only that a convolution; networks "
        "do not, and the equation above does not."),
    Bug("np.tensordot(window, V, axes=3)", "np.tensordot(window.swapaxes(0, 1), V, axes=3)",
        "Rows and columns of the window have changed places: $m$ goes down, $n$ across."),
    Bug("np.pad(x, ((1, 1), (1, 1), (0, 0)))", "np.pad(x, ((0, 2), (0, 2), (0, 0)))",
        "All zeros are below and on the right: the window of output $(0, 0)$ must have its "
        "*middle* on the first pixel."),
    Bug("np.pad(x, ((1, 1), (1, 1), (0, 0)))",
        'np.pad(x, ((1, 1), (1, 1), (0, 0)), mode="edge")',
        "The frame repeats the edge of the picture; here it is zeros."),
    Bug("np.tensordot(window, V, axes=3)", "np.tensordot(window[:, :, 0], V[:, :, 0], axes=2)",
        "Only the first channel is read: the sum runs over $c$ as well."),
)  # fmt: skip

RULES = {"y": "At each place it is the window times `V`, summed over $m$, $n$ and $c$, plus `b`."}


def trials():
    """One channel at stride 1, then channels, then strides."""
    return [_trial(3, 4, 1, 2, 1), _trial(4, 3, 2, 3, 1), _trial(5, 6, 3, 2, 2)]


def _trial(Y, X, C, O, s):
    rng = np.random.default_rng([Y, X, C, O, s])
    layer = Convolution(C, O, stride=s, rng=rng)
    layer.params["b"][:] = rng.normal(size=O)
    x = rng.normal(size=(Y, X, C))
    y = layer.forward(x[None])[0][0]
    return Trial(
        arguments=(x, layer.params["V"].copy(), layer.params["b"].copy(), s),
        names=("x", "V", "b", "s"),
        returns={"y": y.shape},
        answers={"y": np.array(y)},
        rules=RULES,
    )


convolve = Exercise(
    "one convolution",
    statement=STATEMENT,
    hints=HINTS,
    solution=convolve,
    bugs=BUGS,
    trials=trials,
    axes={"x": "Y X C", "V": "m n C O", "b": "O"},
)
