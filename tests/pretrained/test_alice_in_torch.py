"""The file from PyTorch is worth what is said of it, there and here, and its script teaches."""

import numpy as np
from needs import need

import rnnlib
from rnnlib import interop
from rnnlib.pretrained.alice_in_torch import BITS, FILE, PARTS

torch = need("torch")


def test_both_libraries_measure_the_stated_bits_per_character():
    from rnnlib.pretrained.alice_in_torch import train

    _, held_out = rnnlib.Text.alice().split(0.9)
    theirs = train.Reader(held_out.V)
    theirs.load_state_dict(torch.load(FILE, weights_only=True))
    assert abs(train.bits(theirs, held_out) - BITS) < 0.0005
    scores, _ = interop.from_torch(theirs, PARTS).forward(held_out.codes[:-1, None])
    loss, _ = rnnlib.softmax_cross_entropy(scores, held_out.codes[1:, None])
    assert abs(loss / np.log(2) - BITS) < 0.0005


def test_the_script_teaches():
    from rnnlib.pretrained.alice_in_torch import train

    torch.manual_seed(0)
    text = rnnlib.Text.alice()
    losses = list(train.lessons(train.Reader(text.V), text, 25))
    assert len(losses) == 25
    assert losses[0] > 4.1 > 3.5 > losses[-1]
