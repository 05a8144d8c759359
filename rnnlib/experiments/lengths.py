"""How does accuracy fall as strings grow? Numbers in words, to be written in digits::

    python -m rnnlib.experiments.lengths lengths.json

teaches five kinds of network, with several seeds each, numbers of one to nine digits, and examines
them on numbers of two to twelve digits that were in no lesson. For the same seed all kinds have the
same lessons and the same examination, and all have as many units; they differ in parameters. It
takes about two minutes on one core; `stored` gives what the package has.
"""

import json
import sys
from itertools import islice
from pathlib import Path

import numpy as np

from rnnlib.cells import GRUCell
from rnnlib.decoding import accuracy
from rnnlib.edge import brief, expect, path_of
from rnnlib.files import replaced, target
from rnnlib.layers import AdditiveAttention, Bidirectional, GeneralAttention, Recurrent, Reversed
from rnnlib.models import (
    BahdanauEncoderDecoder,
    EncoderDecoder,
    LuongEncoderDecoder,
    SummaryFedEncoderDecoder,
)
from rnnlib.optim import Adam
from rnnlib.tasks import number_words
from rnnlib.tasks.pairs.numbers import SOURCE, TARGET
from rnnlib.train import fit

STORED = Path(__file__).with_name("lengths.json")
KINDS = ("summary", "reversed", "summary-fed", "Bahdanau", "Luong")
TAUGHT, EXAMINED = range(1, 10), range(2, 13)  # digits
N, B, UPDATES, RATE = 10_000, 64, 500, 0.01
EACH = 100  # numbers of each length in the examination
H = 48  # units of the decoder, and of the encoder
SEEDS = 5


def network(kind, rng, dtype=np.float32):
    """An untrained network of one of the `KINDS`.

    Those with attention read both ways, with half of the units each way.
    """
    expect(kind in KINDS, "kind", f"one of {', '.join(KINDS)}", brief(kind))
    shape = {"rng": rng, "dtype": dtype}

    def gru(D, size=H):
        return Recurrent(GRUCell(D, size, **shape))

    vocabularies, D, inputs = (SOURCE, TARGET), SOURCE.N, TARGET.inputs
    if kind == "summary-fed":
        return SummaryFedEncoderDecoder(*vocabularies, gru(D), gru(inputs + H), rng=rng)
    if kind == "summary":
        return EncoderDecoder(*vocabularies, gru(D), gru(inputs), rng=rng)
    if kind == "reversed":
        return EncoderDecoder(*vocabularies, Reversed(gru(D)), gru(inputs), rng=rng)
    both = Bidirectional(gru(D, H // 2), gru(D, H // 2))
    if kind == "Luong":
        look = GeneralAttention(H, H, **shape)
        return LuongEncoderDecoder(*vocabularies, both, gru(inputs), look, rng=rng)
    look = AdditiveAttention(H, H, H // 2, **shape)
    return BahdanauEncoderDecoder(*vocabularies, both, gru(inputs + H), look, rng=rng)


def lessons(model, rng, updates=UPDATES):
    """Teach it, the learning rate falling to 0 like a cosine; yields the `Record` of each update.

    The numbers are drawn with ``rng``.
    """
    batches = number_words(N, TAUGHT, rng=rng).buckets(B, rng=rng, endless=True)
    optimiser = Adam(model.params, lr=RATE)
    for record in islice(fit(model, batches, optimiser, clip=1.0), updates):
        optimiser.lr = RATE * (1 + np.cos(np.pi * (record.step + 1) / updates)) / 2 + 1e-6
        yield record


def taught(kind, seed, updates=UPDATES):
    """A network of this kind, drawn and taught with this seed."""
    lot, teacher, _ = np.random.default_rng(seed).spawn(3)
    model = network(kind, lot)
    for _ in lessons(model, teacher, updates):
        pass
    return model


def examined(model, seed, digits=EXAMINED):
    """{digits: the share of numbers of that length written without a mistake}, decoding greedily.

    The numbers were in no lesson; they are the same for all kinds.
    """
    *_, examiner = np.random.default_rng(seed).spawn(3)
    exams = {d: number_words(EACH, d, rng=examiner, held_out=True) for d in digits}
    return {d: accuracy(model, exam) for d, exam in exams.items()}


def stored(path=STORED):
    """{kind: {digits: [accuracy by seed]}} of a file that the command has written."""
    path = path_of("path", path)
    try:
        found = json.loads(path.read_text("utf-8"))["accuracy"]
        return {kind: {int(d): a for d, a in by.items()} for kind, by in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValueError(f"{path}: expected accuracies by length, got another file") from None


def main(arguments=None, *, seeds=SEEDS, updates=UPDATES):
    """Teach and examine them all, and write how many were right."""
    from tqdm import tqdm

    arguments = sys.argv[1:] if arguments is None else arguments
    expect(len(arguments) == 1, "FILE", "one file for the results", f"{len(arguments)} words")
    path = target(arguments[0])  # now, not after all that work
    right = {kind: {d: [] for d in EXAMINED} for kind in KINDS}
    for kind, seed in tqdm([(kind, seed) for seed in range(seeds) for kind in KINDS]):
        for d, share in examined(taught(kind, seed, updates), seed).items():
            right[kind][d].append(round(share, 3))
    command = "python -m rnnlib.experiments.lengths lengths.json"
    with replaced(path, "w") as file:
        file.write(json.dumps({"command": command, "accuracy": right}, indent=1) + "\n")


if __name__ == "__main__":
    main()
