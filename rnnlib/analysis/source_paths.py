"""Which way the gradient came to the source: through the attention, or through the state."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import brief, expect
from rnnlib.layers.bidirectional import BidirectionalTape
from rnnlib.layers.reversed import ReversedTape
from rnnlib.layers.stacked import StackedTape
from rnnlib.tape import Tape


class SourcePaths(NamedTuple):
    """∂L/∂h_j of the encoder's outputs, in two parts whose sum is all of it, (S, B, H) each.

    - attention: what came from the decoder's looks at the source, at h_j or at later positions
      from which it went on along the encoder;
    - state: what came from the decoder's first state, along the encoder from its end;
    - looks: what the looks at h_j itself brought, a part of ``attention``.
    """

    attention: np.ndarray
    state: np.ndarray
    looks: np.ndarray


def source_paths(model, tape):
    """The `SourcePaths` of a run on which `backward` has been, as after `loss_and_grads`.

    Backpropagation is linear in the adjoints that come in, so that the encoder is gone through
    twice: once with those of the looks alone, once with that of its final state alone. Of an
    encoder of several layers it is the top one. Without attention that part is zero.
    """
    fits = getattr(tape, "dstate", None) is not None
    expect(fits, "tape", "one that the backward of a model of pairs has been run on", brief(tape))
    encoder, looks = model.encoder, tape.dread
    encoder.backward(tape.encoder, None, tape.dstate)
    state = adjoints(tape.encoder)
    looks = np.zeros_like(state) if looks is None else looks
    encoder.backward(tape.encoder, looks, None)
    attention = adjoints(tape.encoder)
    encoder.backward(tape.encoder, looks, tape.dstate)  # the tape keeps the whole again
    return SourcePaths(attention, state, looks.copy())


def adjoints(tape):
    """∂L/∂h of the outputs at every position of the source, (S, B, ·), in the source's order."""
    if isinstance(tape, Tape):
        return np.array(tape.back[tape.cell.states[0]])
    if isinstance(tape, BidirectionalTape):
        ahead, back = map(adjoints, tape)
        return np.concatenate((ahead, back[::-1]), axis=2)
    if isinstance(tape, ReversedTape):
        return adjoints(tape[0])[::-1]
    expect(isinstance(tape, StackedTape), "tape", "one of a recurrent encoder", brief(tape))
    return adjoints(tape[-1])
