"""What a network hears in a recording, and where its target may lie in it."""

from typing import NamedTuple

import numpy as np

from rnnlib.decoding.ctc import best_path
from rnnlib.edge import brief, expect, one_of
from rnnlib.losses.ctc import ctc_lattice
from rnnlib.models import EveryStepModel
from rnnlib.tasks.speech import SYMBOLS, decode, encode, together


class Hearing(NamedTuple):
    """One recording, as a network with the loss `ctc_loss` reads it.

    - digits: what was said; read: what the network makes of it, greedily; voice: who said it;
    - samples (N,) at 8000 a second; spectrogram (frames, 20), two frames to a step;
    - y (T, K): the probability of every symbol at every step; path (T,): the likeliest of each;
    - states (S,): the symbols of the lattice's states, the digits with blanks around them;
    - log_alpha, log_beta, gamma (T, S): as of `Lattice`;
    - dz (T, K): ∂L/∂logits of L = −ln p(digits), for this recording alone; log_p: ln p(digits).
    """

    digits: str
    read: str
    voice: str
    samples: np.ndarray
    spectrogram: np.ndarray
    y: np.ndarray
    path: np.ndarray
    states: np.ndarray
    log_alpha: np.ndarray
    log_beta: np.ndarray
    gamma: np.ndarray
    dz: np.ndarray
    log_p: float


def hearing(model, utterance, digits=None):
    """The `Hearing` of a model such as `digit_listener` of one `Utterance`.

    The lattice is that of ``digits``, by default those that were said. ValueError: more digits
    than the steps of the recording can hold.
    """
    fits = all(hasattr(utterance, name) for name in ("digits", "samples", "x"))
    expect(fits, "utterance", "one such as those of speech.clips()", brief(utterance))
    one_of("model", model, EveryStepModel, "an EveryStepModel such as digit_listener()")
    digits = utterance.digits if digits is None else digits
    batch = together([utterance], np.float64)
    logits, _ = model.forward(batch.x, None, batch.mask)
    logits = logits.astype(float)
    found = ctc_lattice(logits, [encode(digits)])
    (read,) = best_path(logits)
    y = np.exp(found.log_y[:, 0])
    expect(y.shape[1] == len(SYMBOLS), "model", f"one of {len(SYMBOLS)} symbols", y.shape[1])
    return Hearing(
        digits,
        decode(read.symbols),
        utterance.voice,
        utterance.samples,
        utterance.spectrogram,
        y,
        read.path,
        found.states[0],
        found.log_alpha[:, 0],
        found.log_beta[:, 0],
        found.gamma[:, 0],
        y - found.occupancy()[:, 0],
        float(found.log_p[0]),
    )
