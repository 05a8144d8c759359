"""What is shipped of a task: results of all networks, and the weights of some."""

from rnnlib.experiments.turing.results import write
from rnnlib.pretrained.half import save_half
from rnnlib.pretrained.turing_machines import turing_machine, weights


def store(task, trainings, states, shipped):
    """Write weights in float16 of the ``shipped``, pairs (kind, seed), and the results of all.

    Those that are shipped are examined as they are shipped. Returns the files.
    """
    models, files = {}, []
    for training in trainings:
        model = states[training.name].model(training)
        if (training.kind, training.seed) in shipped:
            path = weights(task, training.kind, training.seed)
            save_half(path, model)
            files.append(path)
            model = turing_machine(task, training.kind, training.seed, model.rnn.dtype)
        models[training.name] = model
    return [*files, write(task, states, models)]
