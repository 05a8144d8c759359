"""Networks that tell the next pixel, beside one another: how they are taught, and what came of it.

The numbers of units, the dropout and the number of updates were chosen on the last 200 of the
pictures to learn from; the results are of pictures that took no part in that.
"""

from rnnlib.experiments.pixels.network import KINDS, network
from rnnlib.experiments.pixels.results import Results

__all__ = ["KINDS", "Results", "network"]
