"""What is shipped of a collection: results of all networks, and the weights of seed 0."""

from rnnlib.experiments.pixels.results import write
from rnnlib.pretrained.half import save_half
from rnnlib.pretrained.pixel_painters import pixel_painter, weights


def store(data, trainings, states):
    """Write weights of seed 0 in float16, and the results of all networks; returns the files.

    No weights are shipped of the wider LSTM, nor of pairs. What is shipped is examined as it is
    shipped.
    """
    models, files = {}, []
    for training in trainings:
        model = states[training.name].model(training)
        if training.seed == 0 and training.kind != "wide" and data != "pairs":
            file = weights(data, training.kind)
            save_half(file, model)
            files.append(file)
            model = pixel_painter(data, training.kind, model.dtype)
        models[training.name] = model
    return [*files, write(data, states, models)]
