"""Which cell reads best, at equal parameters? Three kinds, two learning rates, three seeds::

    python -m rnnlib.experiments.readers readers.json

teaches each network on nine tenths of Alice and examines it on the rest. All have as many units as
`PARAMETERS` allow, readout included. It takes a few minutes; `stored` gives what the package has.
"""

import json
import sys
from pathlib import Path

import numpy as np

from rnnlib.cells import GRUCell, LSTMCell, VanillaCell
from rnnlib.edge import expect, path_of
from rnnlib.files import replaced, target
from rnnlib.layers import Recurrent
from rnnlib.lessons import Lessons
from rnnlib.models import LanguageModel
from rnnlib.tasks.characters import Text

STORED = Path(__file__).with_name("readers.json")
KINDS = {"vanilla": VanillaCell, "GRU": GRUCell, "LSTM": LSTMCell}
PARAMETERS = 24_000
RATES = (0.005, 0.015)
SEEDS = 3
UPDATES = 300


def reader(kind, text, rng):
    """An untrained `LanguageModel` with this cell, as large as `PARAMETERS` allow, in float32."""
    best = None
    for H in range(1, PARAMETERS):
        cell = kind(text.V, H, rng=np.random.default_rng(0), dtype=np.float32)
        if sum(p.size for p in cell.params.values()) + (H + 1) * text.V > PARAMETERS:
            break
        best = H
    layer = Recurrent(kind(text.V, best, rng=rng, dtype=np.float32))
    return LanguageModel(text, layer, rng=rng)


def examined(name, lr, seed, updates=UPDATES):
    """Bits per character of one network on the held-out tenth of Alice."""
    text = Text.alice()
    model = reader(KINDS[name], text, np.random.default_rng(seed))
    lessons = Lessons(model, text, updates=updates, lr=lr)
    lessons.advance(updates)
    return lessons.examine()


def stored(path=STORED):
    """{name: {learning rate: bits per character by seed}} of a file of the command."""
    path = path_of("path", path)
    try:
        found = json.loads(path.read_text("utf-8"))["bits"]
        return {name: {float(lr): b for lr, b in rates.items()} for name, rates in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{path}: expected the bits of readers, got another file") from None


def best(rates):
    """The bits by seed at the learning rate that is best on average."""
    return min(rates.values(), key=np.mean)


def main(arguments=None):
    """Teach them all and write their bits."""
    from tqdm import tqdm

    arguments = sys.argv[1:] if arguments is None else arguments
    expect(len(arguments) == 1, "FILE", "one file for the results", f"{len(arguments)} words")
    path = target(arguments[0])  # now, not after all that work
    bits = {name: {str(lr): [] for lr in RATES} for name in KINDS}
    runs = [(name, lr, seed) for name in KINDS for lr in RATES for seed in range(SEEDS)]
    for name, lr, seed in tqdm(runs):
        bits[name][str(lr)].append(round(examined(name, lr, seed), 3))
    command = "python -m rnnlib.experiments.readers readers.json"
    with replaced(path, "w") as file:
        file.write(json.dumps({"command": command, "bits": bits}, indent=1) + "\n")


if __name__ == "__main__":
    main()
