"""Write the likeliest symbol, again and again."""

from typing import NamedTuple

import numpy as np

from rnnlib.decoding.edge import check_limit, check_model, check_sources
from rnnlib.decoding.states import rows
from rnnlib.edge import one_of, size_of
from rnnlib.ops import log_softmax
from rnnlib.tasks.pairs.pairs import Pairs


class Written(NamedTuple):
    """What a model has written for one source.

    - text: the string, without the stop;
    - symbols: (n,) integers, the stop included where it was written;
    - log_p: log p(symbols | source), the sum of ``steps``;
    - steps: (n,) the log-probability of each symbol, given those before it;
    - ended: whether the stop was written; if not, the limit cut it off.
    """

    text: str
    symbols: np.ndarray
    log_p: float
    steps: np.ndarray
    ended: bool


def greedy(model, sources, *, limit):
    """For each source string the symbols that are likeliest one by one, as a list of `Written`.

    ``limit`` is the most symbols that are written, the stop among them. All sources are decoded
    together, and what is written for one does not depend on the others (but for the last digits of
    the probabilities, which rounding decides). Of equally likely symbols the first is taken.
    """
    check_model(model)
    limit = check_limit(limit)
    x, mask = check_sources(model, sources)
    return decode(model, x, mask, limit)


def decode(model, x, mask, limit):
    """`greedy` for symbols x (S, B) and mask."""
    stop, B = model.target.stop, x.shape[1]
    state = model.begin(x, mask)
    symbols, steps = [], []  # what is written at every step, by all sequences
    lengths = np.full(B, limit)
    open_ = np.arange(B)  # the sequences that go on
    last = np.full(B, model.target.start)
    for t in range(limit):
        logits, state = model.step(last, state)
        log_p = log_softmax(logits.astype(np.float64))
        last = log_p.argmax(1)
        symbols.append(np.full(B, stop))
        symbols[t][open_] = last
        steps.append(np.zeros(B))
        steps[t][open_] = log_p[np.arange(len(last)), last]
        ended = last == stop
        if ended.any():
            lengths[open_[ended]] = t + 1
            going = np.flatnonzero(~ended)
            open_, last, state = open_[going], last[going], rows(state, going)
            if not len(open_):
                break
    symbols, steps = np.array(symbols), np.array(steps)
    return [
        written(model.target, symbols[:n, b], steps[:n, b]) for b, n in enumerate(lengths.tolist())
    ]


def written(target, symbols, steps):
    """The record of one string."""
    ended = bool(symbols[-1] == target.stop)
    return Written(target.decode(symbols), symbols.copy(), float(steps.sum()), steps.copy(), ended)


def accuracy(model, pairs, *, limit=None, batch=256):
    """The share of pairs that are written without a single mistake, decoding greedily.

    ``limit`` is by default two symbols more than the longest target, with its stop.
    """
    check_model(model)
    one_of("pairs", pairs, Pairs, "Pairs such as those of rnnlib.dates")
    batch = size_of("batch", batch)
    limit = check_limit(pairs.target_lengths.max() + 2 if limit is None else limit)
    order = np.argsort(pairs.lengths, kind="stable")
    right = 0
    for start in range(0, len(order), batch):
        which = order[start : start + batch]
        given = pairs.batch(which)
        found = decode(model, given.x, given.mask, limit)
        right += sum(
            w.ended and w.text == pairs.targets[k] for w, k in zip(found, which, strict=True)
        )
    return right / len(pairs)
