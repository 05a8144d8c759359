"""The weights are worth what is said of them, and the script that made them teaches."""

import numpy as np

from rnnlib import NGrams
from rnnlib.pretrained import alice_writer
from rnnlib.pretrained.alice_writer import train as train_alice_writer
from rnnlib.pretrained.alice_writer import untrained

BITS = 2.11  # per character of the tenth that was held out


def test_the_weights_reproduce_the_stated_loss_on_the_tenth_that_was_held_out():
    for dtype in (np.float32, np.float64):
        model = alice_writer(dtype)
        train, held_out = model.text.split(0.9)
        bits = model.bits_per_character(held_out.stream(8, 100))
        assert abs(bits - BITS) < 0.02
    assert NGrams(train, 4).bits_per_character(held_out) > BITS + 0.05
    assert untrained(np.float32).bits_per_character(held_out.stream(8, 100)) > 6


def test_the_script_teaches():
    losses = [record.loss for record in train_alice_writer.lessons(untrained(np.float32), 25)]
    assert len(losses) == 25
    assert losses[0] > 4.1 > 3.5 > losses[-1]
