"""How long a string can pass from reader to writer: right strings against length, model by model.

``python -m rnnlib.experiments.lengths FILE`` teaches 21 networks, three of each kind, in about two
minutes on one core; the shares that come with the package are in ``lengths.json``, see `stored`.
All have 32 units, the same 500 lessons of 64 strings of 1 to 12 letters, and the same learning
rate, which falls like a cosine.
"""

import json
import math
import sys
from itertools import islice
from pathlib import Path

import numpy as np

from rnnlib.cells import GRUCell
from rnnlib.decoding import accuracy
from rnnlib.edge import expect, path_of
from rnnlib.files import replaced, target
from rnnlib.layers import AdditiveAttention, Bidirectional, GeneralAttention, Recurrent, Reversed
from rnnlib.models import (
    BahdanauEncoderDecoder,
    EncoderDecoder,
    LuongEncoderDecoder,
    SummaryFedEncoderDecoder,
)
from rnnlib.optim import Adam
from rnnlib.tasks import repetition, reversal
from rnnlib.train import fit

H, B, LESSONS = 32, 64, 500
HIGHEST, LOWEST = 1e-2, 1e-4  # learning rates
TAUGHT, LENGTHS = range(1, 13), range(2, 13, 2)  # letters in the lessons, and in the examination
EXAM, SEEDS = 100, 3  # strings of each length; networks of each kind
TASKS = {"reversal": reversal, "repetition": repetition}
ENTRIES = {  # who is compared on what
    "reversal": ("plain", "summary fed", "luong", "bahdanau"),
    "repetition": ("plain", "reversed", "summary fed"),
}
STORED = Path(__file__).with_name("lengths.json")


def untaught(name, source, target, rng):
    """A network of this name before its first lesson, in float32."""
    K = H  # width of what is read: of one encoder, or of both directions together

    def layer(D, size):
        return Recurrent(GRUCell(D, size, rng=rng, dtype=np.float32))

    if name in ("luong", "bahdanau"):
        both = Bidirectional(layer(source.N, K // 2), layer(source.N, K // 2))
        if name == "luong":
            attention = GeneralAttention(H, K, rng=rng, dtype=np.float32)
            decoder = layer(target.inputs, H)
            return LuongEncoderDecoder(source, target, both, decoder, attention, rng=rng)
        attention = AdditiveAttention(H, K, H // 2, rng=rng, dtype=np.float32)
        decoder = layer(target.inputs + K, H)
        return BahdanauEncoderDecoder(source, target, both, decoder, attention, rng=rng)
    encoder = layer(source.N, K)
    if name == "summary fed":
        decoder = layer(target.inputs + K, H)
        return SummaryFedEncoderDecoder(source, target, encoder, decoder, rng=rng)
    expect(name in ("plain", "reversed"), "name", "one of those in ENTRIES", repr(name)[:60])
    encoder = Reversed(encoder) if name == "reversed" else encoder
    return EncoderDecoder(source, target, encoder, layer(target.inputs, H), rng=rng)


def teach(name, task, seed, lessons=LESSONS):
    """A network of this name, drawn and taught with this seed; the lessons are the same for all."""
    lot, teacher, _ = np.random.default_rng(seed).spawn(3)
    pairs = TASKS[task](8000, TAUGHT, rng=teacher)
    model = untaught(name, pairs.source, pairs.target, lot)
    optimiser = Adam(model.params, lr=HIGHEST)
    batches = pairs.buckets(B, rng=teacher, endless=True)
    for record in islice(fit(model, batches, optimiser, clip=1.0), lessons):
        wave = (1 + math.cos(math.pi * (record.step + 1) / lessons)) / 2
        optimiser.lr = LOWEST + (HIGHEST - LOWEST) * wave
    return model


def examine(model, task, seed, n=EXAM):
    """{length: share of n new strings written without a mistake}; the same exam for all."""
    *_, examiner = np.random.default_rng(seed).spawn(3)
    return {T: float(accuracy(model, TASKS[task](n, T, rng=examiner))) for T in LENGTHS}


def stored(path=STORED):
    """{task: {name: array (seeds, lengths)}} of a file that the command has written."""
    path = path_of("path", path)
    try:
        shares = json.loads(path.read_text("utf-8"))["shares"]
        return {
            task: {k: np.array(v, float) for k, v in own.items()} for task, own in shares.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{path}: expected the shares of `lengths`, got another file") from None


def main(arguments=None):
    """Teach and examine all networks and write their shares, seed by seed."""
    from tqdm import tqdm

    arguments = sys.argv[1:] if arguments is None else arguments
    expect(len(arguments) == 1, "FILE", "one file for the shares", f"{len(arguments)} words")
    path = target(arguments[0])  # now, not after all that work
    shares = {task: {name: [] for name in names} for task, names in ENTRIES.items()}
    entries = [(task, name) for task, names in ENTRIES.items() for name in names]
    for seed, (task, name) in tqdm([(s, entry) for s in range(SEEDS) for entry in entries]):
        found = examine(teach(name, task, seed), task, seed)
        shares[task][name].append([round(share, 3) for share in found.values()])
    command = "python -m rnnlib.experiments.lengths lengths.json"
    whole = {"command": command, "lengths": list(LENGTHS), "shares": shares}
    with replaced(path, "w") as file:
        file.write(json.dumps(whole, indent=1) + "\n")


if __name__ == "__main__":
    main()
