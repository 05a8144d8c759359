"""Networks of other libraries in rnnlib, and back: weights of PyTorch, Keras and ONNX.

`from_torch`, `from_keras` and `from_onnx` make layers of rnnlib out of a model, or of a file, and
`from_file` asks the ending of a file which of them it is for; `to_torch`, `to_keras` and `to_onnx`
are the way back. `runs` tells the layers of a run apart, for the widgets. Each is loaded when it is
first used, and no other library before it is needed.

`python -m rnnlib.interop look FILE` writes a page that plays the network in a file.
"""

from importlib import import_module

_PUBLIC = {
    "torch": "from_torch state_dict to_torch",
    "keras": "from_keras to_keras",
    "onnx": "from_onnx to_onnx",
    "files": "from_file",
    "tapes": "runs",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
