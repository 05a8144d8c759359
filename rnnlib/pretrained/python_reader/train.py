"""How the weights of `python_reader` were made: here, and anew by running this module,
``python -m rnnlib.pretrained.python_reader.train``.

32 readers go through the source of 75 modules of Python's standard library (3.11), 2.9 million
characters, in pieces of 80 steps, 10 000 times; the learning rate falls like a cosine. It takes
about five minutes on one core. Rounding differs from machine to machine, and so do the weights
that come out, but not what they are worth.
"""

import math
import sys
from itertools import islice

import numpy as np
from tqdm import tqdm

from rnnlib.optim import Adam
from rnnlib.pretrained.python_reader import WEIGHTS, untrained
from rnnlib.storage import save
from rnnlib.tasks.characters import Text
from rnnlib.tasks.corpora import MODULES, module_source
from rnnlib.train import fit

B, T, STEPS = 32, 80, 10_000
HIGHEST, LOWEST = 8e-3, 1.6e-4  # learning rates
CLIP = 1.0
HELD_OUT = ("heapq", "string", "difflib")  # of the modules that a chapter trains on
MORE = """
argparse ast calendar cmd codecs configparser contextlib copy dataclasses datetime decimal dis
doctest enum fileinput fnmatch ftplib functools getopt gettext glob gzip hashlib imaplib inspect
ipaddress linecache locale mailbox mimetypes ntpath optparse os pathlib pdb pickle platform poplib
posixpath pprint profile pstats queue sched selectors shelve shlex smtplib socket socketserver
sqlite3.dump ssl stat subprocess tarfile tempfile threading timeit tokenize traceback types typing
uuid warnings wave weakref webbrowser zipfile
""".split()


def corpus():
    """What is read: those of the modules that this Python has."""
    modules = (*MORE, *(module for module in MODULES if module not in HELD_OUT))
    return Text.standard_library(tuple(filter(present, modules)))


def present(module):
    """Does this Python have the module's source?"""
    try:
        return bool(module_source(module))
    except ValueError:
        return False


def learning_rate(step, steps):
    """From `HIGHEST` to `LOWEST` along half a cosine."""
    return LOWEST + (HIGHEST - LOWEST) * (1 + math.cos(math.pi * step / steps)) / 2


def lessons(model, text, steps=STEPS):
    """Train the model on the text; yields the `Record` of every update."""
    optimiser = Adam(model.params, lr=HIGHEST)
    batches = text.stream(B, T, endless=True)
    for record in islice(fit(model, batches, optimiser, clip=CLIP, carry=True), steps):
        optimiser.lr = learning_rate(record.step, steps)
        yield record


def main():
    """Read everything and write the weights."""
    model = untrained(np.float32)
    bar = tqdm(lessons(model, corpus()), total=STEPS, file=sys.stdout)
    for record in bar:
        bar.set_postfix_str(f"{record.loss / math.log(2):.2f} bits", refresh=False)
    save(WEIGHTS, model)


if __name__ == "__main__":
    main()
