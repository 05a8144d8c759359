"""Two networks that fill gaps in Python source: one reads forward alone, the other both ways."""

from pathlib import Path

import numpy as np

from rnnlib.cells import GRUCell
from rnnlib.layers import Bidirectional, Recurrent
from rnnlib.models import GapFiller
from rnnlib.pretrained.counters import together
from rnnlib.storage import load
from rnnlib.tasks.characters import Text
from rnnlib.tasks.corpora import ASCII

WEIGHTS = Path(__file__).with_name("weights.npz")
FORWARD, BOTH = "forward only", "both ways"
UNITS = {FORWARD: 48, BOTH: 27}  # 25 728 and 25 530 parameters


def gap_fillers(dtype=np.float64):
    """{"forward only": …, "both ways": …}: a `GapFiller` each, GRUs of equal size.

    Their weights were made by ``python -m rnnlib.pretrained.gap_fillers.train``, in float32.
    """
    trained, models = (
        {name: untrained(name, kind) for name in UNITS} for kind in (np.float32, dtype)
    )
    load(WEIGHTS, together(trained))
    for name, model in models.items():
        for key, p in model.params.items():
            p[...] = trained[name].params[key]
    return models


def untrained(name, dtype, seed=0):
    """One of the two before its first lesson."""
    rng = np.random.default_rng(seed)
    text = Text(ASCII, name="printable ASCII")

    def layer():
        return Recurrent(GRUCell(text.V + 1, UNITS[name], rng=rng, dtype=dtype))

    rnn = layer() if name == FORWARD else Bidirectional(layer(), layer())
    return GapFiller(text, rnn, rng=rng)
