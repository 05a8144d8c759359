"""Train a character language model on a text of yours::

    python -m rnnlib.train_text my.txt

It shows how it goes, prints what the model writes now and then, and keeps everything in
``my.rnn.npz``. Stop it, or kill it, whenever you like: the same command goes on where it was, and
ends with the same bytes as if it had never been stopped.

From Python, `reader` gives the model of such a file.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

from rnnlib import storage
from rnnlib.cells import GRUCell, LSTMCell, VanillaCell
from rnnlib.edge import expect, generator, path_of, size_of
from rnnlib.files import about, alone, harmless, print_all
from rnnlib.layers import Recurrent
from rnnlib.lessons import KIND, Lessons
from rnnlib.models import LanguageModel
from rnnlib.tasks.characters import Text

CELLS = {"lstm": LSTMCell, "gru": GRUCell, "vanilla": VanillaCell}
SHOWN = 300  # characters of a sample


def untrained(text, cell="lstm", units=128, rng=None):
    """The model before its first update, in float32."""
    layer = Recurrent(CELLS[cell](text.V, size_of("units", units), rng=rng, dtype=np.float32))
    return LanguageModel(text, layer, rng=rng)


def train(path, text, *, cell="lstm", units=128, seed=0, every=100, **settings):
    """Train until the end, from the checkpoint at ``path`` on if there is one.

    Yields ``(lessons, notes)`` after every update. ``notes["examined"]`` holds (update, bits per
    character on held-out text), one for each checkpoint, and ``notes["sample"]`` what the model
    wrote at the last. ``settings`` are those of `Lessons`.
    """
    every, rng = size_of("every", every), np.random.default_rng(seed)
    lessons = Lessons(untrained(text, cell, units, rng), text, **settings)
    own = {"cell": cell, "units": units, "seed": seed, "every": every, "alphabet": text.alphabet}
    notes = {"examined": [], "sample": ""}
    with alone(path):
        if Path(path).exists():
            notes = lessons.load(path)
            for name, value in own.items():
                expect(notes[name] == value, path, f"a training with {name} {value}", notes[name])
            rng.bit_generator.state = notes["rng"]
        if lessons.done == lessons.updates:  # nothing is left to do
            yield lessons, notes
        while lessons.done < lessons.updates:
            lessons.advance()
            if lessons.done % every == 0 or lessons.done == lessons.updates:
                notes["examined"].append([lessons.done, lessons.examine()])
                notes["sample"] = lessons.model.sample(text.corpus[0], SHOWN, rng=generator(rng))
                lessons.save(path, **notes | own | {"rng": rng.bit_generator.state})
            yield lessons, notes


def reader(path):
    """The `LanguageModel` of a checkpoint that the command has written."""
    path = path_of("path", path)
    found, header = storage.read(path)
    expect(header["kind"] == KIND, path, "a checkpoint of rnnlib.train_text", f"a {header['kind']}")
    notes = header["notes"]
    rng = np.random.default_rng(0)
    model = untrained(Text(notes["alphabet"], name=path.name), notes["cell"], notes["units"], rng)
    for name, p in model.params.items():
        p[...] = found[f"params.{name}"]
    return model


def main(arguments=None):
    """Carry out the command line; the exit code."""
    options = vars(parser().parse_args(arguments))
    file, out = options.pop("file"), options.pop("out")
    try:
        text = Text.read(file)
        out = Path(out) if out else Path(Path(file).stem + ".rnn.npz")
        with about(out):
            return _watched(out, text, options)
    except (ValueError, OSError, ArithmeticError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the same command goes on from here", file=sys.stderr)
        return 130


def _watched(out, text, options):
    """Train with a progress bar; tell each examination."""
    from tqdm import tqdm

    with tqdm(total=options["updates"], unit="update", file=sys.stdout) as bar:
        for lessons, notes in train(out, text, **options):
            bar.update(lessons.done - bar.n)
            bar.set_postfix_str(f"{lessons.losses[-1]:.2f} bits per character", refresh=False)
            done, bits = (notes["examined"] or [(0, 0)])[-1]
            if done == lessons.done:
                bar.write(f"\n{done} updates, held out {bits:.3f} bits per character:")
                bar.write(harmless(notes["sample"]))
    print(f"\nAll is in {out}; the model: rnnlib.train_text.reader({str(out)!r})")
    return 0


def parser():
    """The options of the command line."""
    ours = argparse.ArgumentParser(
        prog="python -m rnnlib.train_text",
        description="Train a character language model on a text file in utf-8. After a kill, the "
        "same command goes on where it was.",
    )
    ours.add_argument("file", metavar="FILE", help="the text")
    ours.add_argument("--out", metavar="FILE", help="the checkpoint (default: NAME.rnn.npz here)")
    ours.add_argument("--cell", choices=CELLS, default="lstm", help="(default: lstm)")
    for name, kind, default, help_ in (
        ("units", int, 128, "units of the recurrent layer"),
        ("updates", int, 3000, "updates in all"),
        ("B", int, 32, "readers side by side"),
        ("T", int, 64, "steps of truncated backpropagation"),
        ("lr", float, 0.008, "learning rate at the start; it falls like a cosine"),
        ("clip", float, 1.0, "largest norm of a gradient"),
        ("every", int, 100, "updates from checkpoint to checkpoint"),
        ("seed", int, 0, "of the first weights and the samples"),
    ):
        help_ += " (default: %(default)s)"
        ours.add_argument(f"--{name}", type=kind, metavar="N", default=default, help=help_)
    return ours


if __name__ == "__main__":
    print_all()
    sys.exit(main())
