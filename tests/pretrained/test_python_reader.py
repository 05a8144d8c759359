"""The weights are worth what is said of them, and the script that made them teaches."""

import math

import numpy as np

from rnnlib import Text
from rnnlib.pretrained import python_reader
from rnnlib.pretrained.python_reader import train as train_python_reader
from rnnlib.pretrained.python_reader import untrained

UNSEEN = ("tracemalloc", "graphlib", "pyclbr")  # the same in Python 3.11, 3.12 and 3.13
BITS = 1.68  # per character of these modules


def test_the_weights_reproduce_the_stated_loss_on_modules_they_have_not_read():
    text = Text.standard_library(UNSEEN)
    read = (*train_python_reader.MORE, *train_python_reader.MODULES)
    assert not set(UNSEEN) & set(read)
    for dtype in (np.float32, np.float64):
        bits = python_reader(dtype).bits_per_character(text.stream(1, 1000))
        assert abs(bits - BITS) < 0.02
    assert untrained(np.float32).bits_per_character(text.stream(1, 1000)) > 6
    assert text.unigram_entropy() > BITS + 2.5


def test_the_script_teaches():
    text = Text.standard_library(("textwrap", "bisect", "csv", "random", "fractions", "shutil"))
    losses = [r.loss for r in train_python_reader.lessons(untrained(np.float32), text, steps=30)]
    assert len(losses) == 30
    assert losses[0] > math.log(90) > 3.8 > losses[-1]


def test_the_learning_rate_falls_from_the_highest_to_the_lowest():
    rates = [train_python_reader.learning_rate(step, 100) for step in (0, 50, 100)]
    assert rates[0] == train_python_reader.HIGHEST
    assert math.isclose(rates[1], 0.00408)
    assert math.isclose(rates[2], train_python_reader.LOWEST)


def test_the_corpus_is_what_this_python_has_of_the_modules():
    assert train_python_reader.present("argparse")
    assert not train_python_reader.present("no_such_module")
    assert len(train_python_reader.corpus()) > 2_000_000
