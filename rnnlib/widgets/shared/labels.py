"""What stands under the steps and beside them: labels of the inputs, and the likeliest symbols."""

import numpy as np

from .player import BadValue

VISIBLE = str.maketrans({"\n": "↵", "\t": "⇥", "\r": "␍", "\0": "␀"})
TOP = 5  # predictions shown per step


def visible(symbol) -> str:
    """A symbol as a mark on the page: space ␣, newline ↵, tab ⇥."""
    text = str(symbol).translate(VISIBLE)
    return "␣" * len(text) if text and not text.strip() else text or "∅"


def labels_of(labels, tape, T, B) -> list[list[str]]:
    """Per sequence of the batch, T labels; [] where there is nothing to show."""
    if labels is None:
        x = np.asarray(tape.x)
        return [[str(int(k)) for k in x[:, b]] if x.ndim == 2 else [] for b in range(B)]
    rows = list(labels)
    if len(rows) != T:
        raise BadValue(f"labels: expected {T}, one for each step, got {len(rows)}")
    if all(isinstance(row, str) or np.ndim(row) == 0 for row in rows):
        return [[visible(row) for row in rows]] * B
    if any(isinstance(row, str) or len(row) != B for row in rows):
        raise BadValue(f"labels: expected rows of {B}, one label for each sequence of the batch")
    return [[visible(row[b]) for row in rows] for b in range(B)]


def predictions_of(predictions, symbols, T, B) -> list[list]:
    """Per sequence, T lists of (symbol, probability), the likeliest first; [] for none."""
    if predictions is None:
        return [[] for _ in range(B)]
    if len(predictions) != T:
        raise BadValue(f"predictions: expected {T}, one for each step, got {len(predictions)}")
    if isinstance(predictions, np.ndarray):
        return _from_array(predictions, symbols, T, B)
    try:
        steps = [[(visible(s), float(p)) for s, p in step] for step in predictions]
    except (TypeError, ValueError):
        raise BadValue(
            f"predictions: expected an array (T, B, V) = ({T}, {B}, V) or for each step a list of "
            "(symbol, probability)"
        ) from None
    _probabilities(np.array([p for step in steps for _, p in step]))
    return [[sorted(step, key=lambda pair: -pair[1])[:TOP] for step in steps]] * B


def _from_array(probabilities, symbols, T, B):
    if probabilities.ndim != 3 or probabilities.shape[1] != B:
        shape = "×".join(map(str, probabilities.shape))
        raise BadValue(f"predictions: expected the shape (T, B, V) = ({T}, {B}, V), got {shape}")
    _probabilities(probabilities)
    V = probabilities.shape[2]
    names = [visible(s) for s in (range(V) if symbols is None else symbols)]
    if len(names) != V:
        raise BadValue(f"symbols: expected {V}, one for each column, got {len(names)}")
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
