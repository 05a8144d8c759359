"""How a model writes: the likeliest symbol each time, or the likeliest string that can be found."""

from rnnlib.decoding.beam import beam_search
from rnnlib.decoding.ctc import best_path, prefix_beam
from rnnlib.decoding.greedy import Written, accuracy, greedy
from rnnlib.decoding.lengths import Wu, per_symbol, undivided
from rnnlib.decoding.states import rows
from rnnlib.decoding.tree import Tree

__all__ = [
    "Tree",
    "Written",
    "Wu",
    "accuracy",
    "beam_search",
    "best_path",
    "greedy",
    "per_symbol",
    "prefix_beam",
    "rows",
    "undivided",
]
