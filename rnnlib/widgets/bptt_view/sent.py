"""What a BPTTView sends to its page: sizes of all that flows, and the parts of every pair."""

import numpy as np

from rnnlib.analysis import kept, truncation
from rnnlib.analysis.paths import sizes
from rnnlib.analysis.truncation import KINDS
from rnnlib.cells import CoupledLSTMCell, LSTMCell, PeepholeLSTMCell

SHARED = ("V", "E")  # parameters of no recurrent layer
LIGHT = 2**12  # numbers: parts that are more are sent as factors


def layer_of(lanes):
    """What the page is told of a layer: its states, what multiplies the lane of c, its gates."""
    cell = lanes.cell
    peeps = isinstance(cell, PeepholeLSTMCell)  # c⁻ comes to c through its gates, too
    plain = isinstance(cell, LSTMCell | CoupledLSTMCell) and not peeps
    fed = cell.inputs or cell.gates  # what U, W and b have columns for
    return {
        "states": list(cell.states),
        "carry": "f" if plain else "",
        "gates": [g for g in cell.gates if g in fed] if len(fed) > 1 else [],
    }


def arrays(found) -> dict[str, np.ndarray]:
    """Everything that is drawn, by name; what is of layer 0 has a name that begins with 0.

    ``norms h``: ‖∂L_t/∂h_s‖ (T, T); ``back h`` and ``own h``: how much of it comes from the step
    after it, and how much at this step, from above or from another state. With a kind of truncation
    behind it the same of all losses together: (T, T), row k − 1 cut to k steps.
    """
    sent = {"losses": found.losses}
    for layer, lanes in enumerate(found.layers):
        for state, d in lanes.d.items():
            back = lanes.back[state]
            sent[f"{layer} norms {state}"] = sizes(d)
            for way, part in {"back": back, "own": d - back}.items():
                sent[f"{layer} {way} {state}"] = sizes(part)
                sent |= {f"{layer} {way} {state} {kind}": _together(part, kind) for kind in KINDS}
        for short, name in found.parameters(layer).items():
            own = short not in SHARED
            bias = found.grads.get(f"{lanes.name}.b") if own else None
            key, pairs = f"{layer} {short}" if own else short, found.grads[name]
            if short == "b_U" and np.array_equal(pairs, bias, equal_nan=True):
                sent[key] = sent[f"{layer} b"]  # of two biases that are added: the same parts
            else:
                sent |= parts(key, pairs, lanes.cell, bias)
    return sent


def parts(key, pairs, cell, bias=None):
    """The parts of all pairs (T, T, *shape): as they are, or as factors that are far lighter.

    The part of one sequence in a block of columns is, in most cells, a column that belongs to the
    step times a row: ``left`` (T, rows, blocks) and ``right`` (T, T, columns). Where the parts of
    the bias, the sums' gradient itself, are this row, they are not sent once more. A part with an
    entry that is no number, in a run that has overflowed, has no number in its row.
    """
    if pairs.size <= LIGHT or pairs.ndim < 4:
        return {key: pairs}
    blocks = pairs.shape[3] // cell.H if pairs.shape[3] % cell.H == 0 else 1
    if bias is not None and (found := _factors(pairs, blocks, bias)):
        return {f"{key} left": found[0]}
    if found := _factors(pairs, blocks):
        return {f"{key} left": found[0], f"{key} right": found[1]}
    return {key: pairs}  # no such product


def _factors(pairs, blocks, given=None):
    """(left, right) whose products are the pairs, with ``given`` as right; None if none are."""
    T, _, rows, columns = pairs.shape
    lost = ~np.isfinite(pairs).all(axis=(2, 3))
    if lost.any():
        pairs = np.where(lost[:, :, None, None], 0, pairs)
        if given is not None:
            given = np.where(lost[:, :, None], 0, given)
    left, right = np.zeros((T, rows, blocks)), np.zeros((T, T, columns))
    for s in range(T):
        for block, cut in enumerate(np.split(np.arange(columns), blocks)):
            part = pairs[:, s][..., cut]
            t, row, column = np.unravel_index(np.abs(part).argmax(), part.shape)
            right[:, s, cut] = part[:, row] if given is None else given[:, s][:, cut]
            if right[t, s, cut[column]]:
                left[s, :, block] = part[t, :, column] / right[t, s, cut[column]]
    again = np.repeat(left, columns // blocks, axis=2)[None] * right[:, :, None]
    fits = np.abs(again - pairs).max() <= 1e-5 * np.abs(pairs).max()
    right[lost] = np.nan
    return (left, right) if fits and (given is None or not lost.any()) else None


def _together(part, kind):
    """(T, T), row k − 1: the norm of what all losses bring to step s, cut to k steps."""
    T = len(part)
    rows = []
    for k in range(1, T + 1):
        arrives = np.where(kept(T, k, kind)[..., None, None], part, 0).sum(axis=0)
        rows.append(np.sqrt((arrives**2).sum(axis=(1, 2))))
    return np.array(rows)


def row(sent) -> list[np.ndarray]:
    """The arrays that lie one after the other: what has two names once."""
    return list({id(a): a for a in sent.values()}.values())


def table(sent) -> dict[str, list]:
    """{name: [start, shape]}: where each array lies in the `row`."""
    ends = np.cumsum([a.size for a in row(sent)])
    starts = {id(a): int(end) - a.size for a, end in zip(row(sent), ends, strict=True)}
    return {name: [starts[id(a)], list(a.shape)] for name, a in sent.items()}


def measures(found, kind) -> dict[str, list]:
    """Cosine, ratio, steps and states for k = 1 … T; None where the gradient is zero, or no
    number."""
    measured = truncation(found, kind)._asdict()
    return {name: [_number(v) for v in measured[name]] for name in ("cosine", "ratio", "steps")}


def _number(value):
    return float(value) if np.isfinite(value) else None
