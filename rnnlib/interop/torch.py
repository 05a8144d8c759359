"""Weights from PyTorch and to PyTorch.

Both ways change no bit. PyTorch's LSTM has the gates in the order i, f, g, o, its GRU in the order
r, z, n with z = 1 − u, and both keep two biases: see `rnnlib.interop.biases`. PyTorch's own
equations stand in the documentation of torch.nn.RNN, torch.nn.LSTM and torch.nn.GRU.
"""

import os

import numpy as np

from rnnlib.cells import Cell, VanillaReLUCell
from rnnlib.edge import brief, expect
from rnnlib.interop import pt_file
from rnnlib.interop import torch_parts as parts
from rnnlib.interop.blocks import cells_of, uniform, weights_of
from rnnlib.layers import Recurrent, Stacked

MODULES = ("RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell")
HOME = "torch.nn.modules.rnn"


def from_torch(source, name=None, *, nonlinearity=None):
    """The layer of rnnlib that computes what a network in PyTorch computes.

    source        a module; or its ``state_dict()``, of tensors or arrays; or the path of a file of
                  ``torch.save(module.state_dict(), path)``, which is read without PyTorch, and of
                  which nothing is run.
    name          which part of it, such as "encoder.lstm"; by default the only recurrent one. A
                  list of names gives a `Stacked` of them, where there may also be nn.Embedding and
                  nn.Linear; of arrays alone, a matrix without a bias is an embedding in the first
                  place and linear elsewhere.
    nonlinearity  "tanh" or "relu", of an nn.RNN, where the source is no module: files do not say.

    A `Recurrent`, a `Bidirectional`, a `Stacked` of such, or for nn.RNNCell, nn.LSTMCell and
    nn.GRUCell the cell. Arrays are (T, B, D), whatever ``batch_first`` was; an nn.RNN or nn.GRU has
    the state (h,), an nn.LSTM (h, c), per layer and direction. ValueError: anything else.
    """
    if isinstance(source, str | os.PathLike):
        source = pt_file.read(source)
    known = nonlinearity in (None, "tanh", "relu")
    expect(known, "nonlinearity", "'tanh' or 'relu'", brief(nonlinearity))
    module = source if hasattr(source, "state_dict") else None
    arrays = parts.flat(source if module is None else module.state_dict())
    if isinstance(name, list | tuple):
        made = [_part(arrays, n, module, nonlinearity, k == 0) for k, n in enumerate(name)]
        return Stacked([Recurrent(part) if isinstance(part, Cell) else part for part in made])
    expect(name is None or isinstance(name, str), "name", "a name, or a list of names", brief(name))
    name = parts.the_recurrent_part(arrays) if name is None else name
    return _part(arrays, name, module, nonlinearity)


def state_dict(layer):
    """{name: array} with the names and the arrays that PyTorch has for a recurrent layer.

    For a cell those of nn.RNNCell, nn.LSTMCell or nn.GRUCell. It needs no PyTorch. ValueError: a
    layer that PyTorch does not have.
    """
    cells = cells_of(layer)
    kind, _ = uniform(cells, "PyTorch")
    if kind not in parts.GATES:
        known = ", ".join(k.__name__ for k in parts.GATES)
        raise ValueError(f"layer: expected a cell that PyTorch has, {known}, got {kind.__name__}")
    weights = [[weights_of(cell) for cell in ways] for ways in cells]
    biased = any(b is not None for ways in weights for _, _, b, _ in ways)
    found = {}
    for k, ways in enumerate(weights):
        for back, (W, U, *biases) in enumerate(ways):
            if biased:
                biases = [np.zeros(W.shape[1], W.dtype) if b is None else b for b in biases]
            end = parts.suffix(None if isinstance(layer, Cell) else k, back)
            for name, array in zip(parts.NAMES, (W, U, *biases), strict=True):
                if array is not None:
                    found[name + end] = np.ascontiguousarray(parts.theirs(kind, array).T)
    return found


def to_torch(layer, *, batch_first=False):
    """The nn.RNN, nn.LSTM or nn.GRU, or for a cell the nn.RNNCell, …, with a layer's weights.

    Layers must be of one kind and size, as PyTorch has them; else convert them one by one.
    """
    arrays = state_dict(layer)
    try:
        import torch
    except ImportError:
        raise ImportError("to_torch needs PyTorch: pip install torch") from None
    cells = cells_of(layer)
    kind, H = uniform(cells, "PyTorch")
    made = {1: "RNN", 3: "GRU", 4: "LSTM"}[len(parts.GATES[kind])]
    biased = any(name.startswith("bias") for name in arrays)
    options = {"bias": biased, "dtype": getattr(torch, layer.dtype.name)}
    if made == "RNN":
        options["nonlinearity"] = "relu" if kind is VanillaReLUCell else "tanh"
    if isinstance(layer, Cell):
        made += "Cell"
    else:
        options |= {
            "num_layers": len(cells),
            "bidirectional": len(cells[0]) == 2,
            "batch_first": batch_first,
            "dropout": getattr(layer, "dropout", 0.0),
        }
    module = getattr(torch.nn, made)(cells[0][0].D, H, **options)
    module.load_state_dict({k: torch.from_numpy(a.copy()) for k, a in arrays.items()})
    return module


def _part(arrays, name, module, nonlinearity, first=True):
    own = parts.part_of(arrays, name)
    part = None if module is None else module.get_submodule(name)
    if not any(parts.FIRST.fullmatch(k) for k in own):
        return parts.matrix_part(own, first if part is None else type(part).__name__ == "Embedding")
    if part is None:
        return parts.recurrent(own, relu=nonlinearity == "relu")
    bases = {base.__name__ for base in type(part).__mro__ if base.__module__ == HOME}
    known = ", ".join(f"nn.{kind}" for kind in MODULES)
    expect(bases & {*MODULES}, "source", f"one of {known}", type(part).__name__)
    relu = getattr(part, "nonlinearity", None) == "relu"
    return parts.recurrent(own, relu, getattr(part, "dropout", 0.0))
