"""A small machine to look at."""

import numpy as np

from rnnlib import Linear, sigmoid
from rnnlib.layers.memory import FeedForwardController, NeuralTuringMachine
from rnnlib.losses.bits import sigmoid_cross_entropy
from rnnlib.models import EveryStepModel
from rnnlib.tasks.algorithmic import copy_bits
from rnnlib.widgets.memory_view import MemoryView


def example(length=6, N=12, M=5, **traits):
    """A machine that copies vectors of four bits, with weights drawn by chance, run both ways.

    It knows nothing; but its heads move on by a place in every step, as those of a trained one do.
    """
    rng = np.random.default_rng(0)
    controller = FeedForwardController(5 + M, 10, rng=rng)
    machine = NeuralTuringMachine(controller, N, M, rng=rng)
    for part, z in ((M, 2.0), (M + 1, 2.0), (M + 2, -1.5), (M + 5, 4.0)):  # β, γ, g, s(1)
        machine.params["heads.b"][: machine.heads.K * machine.heads.each].reshape(2, -1)[
            :, part
        ] = z
    machine.params["heads.V"] *= 3
    model = EveryStepModel(machine, Linear(machine.output_size, 4, rng=rng), sigmoid_cross_entropy)
    batch = copy_bits(length, 2, rng=rng, bits=4)
    _, _, tape = model.loss_and_grads(batch)
    predictions = sigmoid(model.forward(batch.x)[0])
    return MemoryView(tape.rnn, predictions=predictions, targets=batch.target, **traits)
