"""The recurrent layers of a Keras model, and which of them reads the outputs of which."""

from dataclasses import dataclass, field

CELLED = ("SimpleRNN", "LSTM", "GRU")
KINDS = (*CELLED, "Bidirectional")
MATRICES = ("Embedding", "Dense")  # beside them, taken where they are named
HELD = ("Sequential", "Functional", "Model")  # models that hold layers
PASSING = (  # what gives the numbers that it takes, once training is over
    "ActivityRegularization",
    "AlphaDropout",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "Identity",
    "SpatialDropout1D",
)


@dataclass(frozen=True)
class Part:
    """One recurrent layer: its arrays kernel, recurrent_kernel and bias, if it has one; of a
    Bidirectional the parts of both directions, and no arrays of its own. Or one of `MATRICES`."""

    name: str
    kind: str
    config: dict = field(default_factory=dict)  # empty where a file does not say
    arrays: tuple = ()
    ways: tuple = ()
    reads: int | None = None  # the place of the part whose outputs of all steps it reads
    once: bool = True  # whether the model calls it no more than once


def sources(config, reads, given=None, once=True):
    """Append to ``reads``, for each recurrent layer in a model's configuration, what `Part` calls
    reads and once: (the place of the one whose outputs of all steps it reads; None where it reads
    anything else, whether it is called no more than once).

    ``given`` is what the model itself reads, and the result what it gives, both as such a place;
    ``once`` tells whether the model itself is.
    """
    own = config["config"]
    if config["class_name"] == "Sequential":
        for layer in own["layers"]:
            given = _through(layer, reads, given, once)
        return given
    found = {}
    for layer in own["layers"]:
        calls = [tensors(call) for call in layer["inbound_nodes"]]
        below = found.get(_only(calls)) if calls else given
        gives = _through(layer, reads, below, once and len(calls) < 2)
        found[layer["name"]] = gives if len(calls) < 2 else None
    return found.get(_only([outputs(own["output_layers"])]))


def _through(layer, reads, given, once):
    kind, own = layer["class_name"], layer["config"]
    if kind in KINDS:
        reads.append((given, once))
        inner = own["layer"]["config"] if kind == "Bidirectional" else own
        return len(reads) - 1 if inner["return_sequences"] else None
    if kind in HELD:
        return sources(layer, reads, given, once)
    return given if kind in (*PASSING, "InputLayer") else None


def _only(calls):
    """The name of the layer that gives the only tensor of the only call, if there is one."""
    return calls[0][0][0] if len(calls) == 1 and len(calls[0]) == 1 else None


def tensors(value):
    """[[layer, call, output]] of all tensors among the arguments of a call."""
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            return [value["config"]["keras_history"]]
        value = [*value.values()]
    return sum(map(tensors, value), []) if isinstance(value, list | tuple) else []


def outputs(value):
    """The same of a model's outputs: one of them, or a list or dict of more."""
    if isinstance(value, dict):
        value = [*value.values()]
    return [value] if value and isinstance(value[0], str) else value
