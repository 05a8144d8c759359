"""The weights are worth what is said of them, and the script that made them teaches."""

import numpy as np

from rnnlib import Text
from rnnlib.pretrained import gap_fillers
from rnnlib.pretrained.gap_fillers import UNITS, untrained
from rnnlib.pretrained.gap_fillers import train as train_gap_fillers
from rnnlib.pretrained.python_reader import train as train_python_reader
from rnnlib.tasks import gaps

UNSEEN = ("tracemalloc", "graphlib", "pyclbr")  # the same in Python 3.11, 3.12 and 3.13
BITS = {"forward only": 2.61, "both ways": 1.81}  # for each hidden character of these modules
TOLD = {"forward only": 0.52, "both ways": 0.65}  # the share of them that is the likeliest


def test_the_weights_reproduce_the_stated_loss_on_modules_they_have_not_read():
    text = Text.standard_library(UNSEEN)
    read = (*train_python_reader.MORE, *train_python_reader.MODULES)
    assert not set(UNSEEN) & set(read)
    batches = [gaps(text, 64, 100, rng=np.random.default_rng(seed)) for seed in range(3)]
    for dtype in (np.float32, np.float64):
        for name, model in gap_fillers(dtype).items():
            bits, told = model.score(batches)
            assert abs(bits - BITS[name]) < 0.05 and abs(told - TOLD[name]) < 0.02, (bits, told)
    assert untrained("both ways", np.float32).score(batches)[0] > 6


def test_both_have_the_same_number_of_parameters_within_one_in_a_hundred():
    counts = [sum(p.size for p in m.params.values()) for m in gap_fillers().values()]
    assert counts == [25_728, 25_530]


def test_the_script_teaches():
    text = Text.standard_library(("textwrap", "bisect", "csv"))
    for name in UNITS:
        lessons = train_gap_fillers.lessons(untrained(name, np.float32), text, steps=30)
        losses = [record.loss for record in lessons]
        assert len(losses) == 30
        assert losses[0] > 4 > 3.8 > min(losses[-5:])
