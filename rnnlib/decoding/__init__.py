"""How a model writes: the likeliest symbol each time, or the likeliest string that can be found."""

from rnnlib.decoding.greedy import Written, accuracy, greedy
from rnnlib.decoding.states import rows

__all__ = ["Written", "accuracy", "greedy", "rows"]
