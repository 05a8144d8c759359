"""What a network hears, against the loss and the lattice that it is made of."""

import numpy as np
import pytest

from rnnlib import ctc_lattice, ctc_loss
from rnnlib.analysis import hearing
from rnnlib.pretrained.speech import digit_listener
from rnnlib.tasks import speech


@pytest.fixture(scope="module")
def listener():
    return digit_listener()


@pytest.mark.parametrize("digits", [None, "01", ""])
def test_it_is_the_lattice_and_the_gradient_of_its_digits(listener, digits):
    clip = speech.clips()[17]
    found = hearing(listener, clip, digits)
    logits, _ = listener.forward(clip.x[:, None])
    target = [speech.encode("011" if digits is None else digits)]
    loss, dlogits = ctc_loss(logits, target)
    lattice = ctc_lattice(logits, target)
    assert found.log_p == pytest.approx(-loss)
    np.testing.assert_allclose(found.dz, dlogits[:, 0], atol=1e-12)
    np.testing.assert_array_equal(found.gamma, lattice.gamma[:, 0])
    np.testing.assert_array_equal(found.states, lattice.states[0])
    np.testing.assert_allclose(found.y.sum(1), 1)
    assert found.read == "011" and len(found.path) == len(found.y) == len(clip.x)


def test_wrong_input(listener):
    with pytest.raises(ValueError, match="utterance: expected one such as those of speech.clips"):
        hearing(listener, "011")
    with pytest.raises(ValueError, match=r"targets\[0\]: expected at most as many symbols"):
        hearing(listener, speech.clips()[17], "1" * 30)


@pytest.mark.parametrize("model", [None, 3, object()])
def test_wrong_model(model):
    with pytest.raises(ValueError, match="^model: expected an EveryStepModel such as"):
        hearing(model, speech.clips()[0])
