"""A small search to look at."""

import math

from rnnlib.widgets.beam_tree import BeamTree

TABLE = {  # p of what follows: greed takes b at once, and comes out lower
    "": {"a": 0.4, "b": 0.45, "c": 0.15},
    "a": {"n": 0.9, "t": 0.1},
    "b": {"e": 0.5, "o": 0.5},
    "an": {"■": 0.8, "d": 0.2},
    "be": {"■": 0.6, "d": 0.4},
    "bo": {"■": 0.5, "y": 0.5},
    "and": {"■": 1.0},
}


def example():
    """Two texts are kept at every step."""
    steps, beam = [], [(0, "", 0.0)]
    while beam:
        nodes = [
            (place, token, logp + math.log(p), text + token)
            for place, text, logp in beam
            for token, p in TABLE[text].items()
        ]
        best = sorted(nodes, key=lambda node: -node[2])[:2]
        fate = {n: (n[1] != "■", n[1] == "■") for n in best}
        steps.append([(*n[:3], n[2], *fate.get(n, (False, False))) for n in nodes])
        beam = [(k, n[3], n[2]) for k, n in enumerate(nodes) if fate.get(n, (False,))[0]]
    return BeamTree(steps, greedy=["b", "e", "■"])
