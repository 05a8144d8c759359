"""What stands under the steps and beside them: labels of the inputs, and the likeliest symbols."""

import re

import numpy as np

from rnnlib.edge import brief

from .traits import BadValue
from .values import is_row, listed, reals

VISIBLE = str.maketrans({"\n": "↵", "\t": "⇥", "\r": "␍", "\0": "␀"})
# Halves of characters, which cannot be sent, and marks that turn all that follows them around.
UNFIT = re.compile("[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
LONGEST = 100  # letters of a symbol; a step has room for fewer
TOP = 5  # predictions shown per step


def fit(text) -> str:
    """The text, with � for what fits on no page."""
    return UNFIT.sub("�", str(text))


def plain(symbol) -> str:
    """A symbol as text that any page can show, not too long."""
    text = fit(symbol)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def visible(symbol) -> str:
    """A symbol as a mark on the page: space ␣, newline ↵, tab ⇥."""
    text = plain(symbol).translate(VISIBLE)
    return "␣" * len(text) if text and not text.strip() else text or "∅"


def labels_of(labels, tape, T, B) -> list[list[str]]:
    """Per sequence of the batch, T labels; [] where there is nothing to show."""
    if labels is None:
        x = np.asarray(tape.x)
        return [[str(int(k)) for k in x[:, b]] if x.ndim == 2 else [] for b in range(B)]
    rows = listed("labels", labels, T)
    if not any(map(is_row, rows)):
        return [[visible(row) for row in rows]] * B
    for row in rows:
        if not is_row(row, B):
            expected = f"rows of {B}, one label for each sequence of the batch"
            raise BadValue(f"labels: expected {expected}, got {brief(row)}")
    return [[visible(row[b]) for row in rows] for b in range(B)]


def symbols_of(symbols, n, each) -> list[str]:
    """n symbols as marks; their numbers if none are given."""
    return list(map(visible, range(n) if symbols is None else listed("symbols", symbols, n, each)))


def predictions_of(predictions, symbols, T, B) -> list[list]:
    """Per sequence, T lists of (symbol, probability), the likeliest first; [] for none."""
    if predictions is None:
        return [[] for _ in range(B)]
    if isinstance(predictions, np.ndarray):
        return _from_array(predictions, symbols, T, B)
    steps = listed("predictions", predictions, T)
    try:
        steps = [[(visible(s), float(p)) for s, p in step] for step in steps]
    except (TypeError, ValueError):
        raise BadValue(
            f"predictions: expected an array (T, B, V) = ({T}, {B}, V) or for each step a list of "
            f"(symbol, probability), got {brief(steps[0])}, …"
        ) from None
    _probabilities(np.array([p for step in steps for _, p in step]))
    return [[sorted(step, key=lambda pair: -pair[1])[:TOP] for step in steps]] * B


def _from_array(probabilities, symbols, T, B):
    listed("predictions", probabilities if probabilities.ndim else 0, T)
    probabilities = reals("predictions", probabilities, "probabilities from 0 to 1")
    if probabilities.ndim != 3 or probabilities.shape[1] != B:
        shape = "×".join(map(str, probabilities.shape))
        raise BadValue(f"predictions: expected the shape (T, B, V) = ({T}, {B}, V), got {shape}")
    _probabilities(probabilities)
    V = probabilities.shape[2]
    names = symbols_of(symbols, V, "column")
    best = np.argsort(-probabilities, axis=2, kind="stable")[:, :, :TOP]
    return [
        [[(names[v], float(probabilities[t, b, v])) for v in best[t, b]] for t in range(T)]
        for b in range(B)
    ]


def _probabilities(values):
    if values.size and not (values.min() >= 0 and values.max() <= 1 + 1e-6):
        raise BadValue(
            "predictions: expected probabilities from 0 to 1, "
            f"got {values.min():g} to {values.max():g}"
        )
