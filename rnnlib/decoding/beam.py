"""Search for the likeliest string with several candidates in hand."""

import numpy as np

from rnnlib.decoding.edge import check_limit, check_model, check_sources
from rnnlib.decoding.lengths import undivided
from rnnlib.decoding.states import rows
from rnnlib.decoding.tree import Tree
from rnnlib.edge import brief, expect, whole
from rnnlib.ops import log_softmax


def beam_search(model, sources, *, beam, limit, divisor=undivided):
    """For each source string the `Tree` of a beam search; ``tree.written()`` is its best string.

    In every step each string in hand is continued by every symbol, and of all these candidates the
    ``beam`` likeliest are kept; those that end in the stop are complete, and the others go on
    (Sutskever, Vinyals & Le 2014, §3.2). At ``limit`` symbols, the stop included, what is still
    open is complete, too. Of all complete strings of n symbols the one with the highest
    log p / divisor(n) is best: `undivided`, `per_symbol` or `Wu`. A search ends early when no open
    string can become better than the best.

    The string that greedy decoding writes is never given up: where it is not among the ``beam``
    best it is kept beside them. So the best is never worse than it, in the score it was chosen by,
    and a beam of 1 is greedy decoding. (A plain beam search can lose: what looked worse than beam
    others half-way may be likelier in the end.)

    All sources are decoded together, and what is found for one does not depend on the others.
    """
    check_model(model)
    beam = whole("beam", beam, 1, "a number of strings to keep, at least 1")
    limit = check_limit(limit)
    check_divisor(divisor, limit)
    x, mask = check_sources(model, sources)
    trees = [Tree(model.target, beam, limit, divisor) for _ in range(x.shape[1])]
    open_ = [(b, [0]) for b in range(len(trees))]  # trees that grow, and their open nodes
    state, last = model.begin(x, mask), np.full(len(trees), model.target.start)
    while open_:
        logits, state = model.step(last, state)
        log_p = log_softmax(logits.astype(np.float64))
        chosen, last, going, first = [], [], [], 0
        for b, nodes in open_:
            tree, end = trees[b], first + len(nodes)
            kept, new = tree.grow(nodes, log_p[first:end])
            if not tree.settled(new):
                chosen += [first + row for row in kept]
                last += [tree.symbol_of(node) for node in new]
                going.append((b, new))
            first = end
        open_, last, state = going, np.array(last, int), rows(state, np.array(chosen, int))
    return [tree.close() for tree in trees]


def check_divisor(divisor, limit):
    """A function that is positive and never falls: a search may then end early."""
    what = "a function such as per_symbol or Wu(0.6)"
    expect(callable(divisor) and not isinstance(divisor, type), "divisor", what, brief(divisor))
    values = [divisor(n) for n in range(1, limit + 1)]
    fits = all(np.isfinite(v) and v > 0 for v in values) and sorted(values) == values
    expect(fits, "divisor", "positive numbers that never fall with the length", brief(values))
