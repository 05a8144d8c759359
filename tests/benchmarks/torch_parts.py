"""Parts of models in PyTorch with the weights of ours."""

import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import rnnlib

sys.path.append(str(Path(__file__).parents[1]))
from torch_twin import to_torch

KINDS = {
    rnnlib.VanillaCell: nn.RNN,
    rnnlib.LSTMCell: nn.LSTM,
    rnnlib.ResetAfterGRUCell: nn.GRU,
}


def tensor(array):
    return torch.tensor(array.copy())


def matrix(array):
    return nn.Parameter(tensor(array))


def recurrent(layer):
    """`nn.RNN`, `nn.LSTM` or `nn.GRU` with the weights of one layer, or of both directions of a
    bidirectional one.

    PyTorch has two biases where ours has one: the second moves only where it is needed, in the
    last third of a GRU's, so that both have the same parameters.
    """
    ways = getattr(layer, "layers", (layer,))
    cell = ways[0].cell
    made = KINDS[type(cell)](cell.D, cell.H, bidirectional=len(ways) > 1)
    needed = torch.zeros(len(made.bias_hh_l0))
    needed[len(needed) - len(cell.params.get("b_U", ())) :] = 1
    with torch.no_grad():
        for way, ending in zip(ways, ("_l0", "_l0_reverse"), strict=False):
            for name, array in to_torch(type(cell), way.params).items():
                getattr(made, name + ending).copy_(tensor(array))
            getattr(made, "bias_hh" + ending).register_hook(lambda g: g * needed)
    return made


def run(layer, x, mask=None, state=None):
    """Outputs and final state of a recurrent layer; sequences are as long as the mask says."""
    if mask is None:
        return layer(x, state)
    packed = pack_padded_sequence(x, mask.sum(0), enforce_sorted=False)
    y, state = layer(packed, state)
    return pad_packed_sequence(y, total_length=len(x))[0], state


def linear(layer):
    """`nn.Linear` with the weights of ours."""
    return affine(layer.params["V"], layer.params["b"])


def affine(V, b=None):
    """`nn.Linear` that computes x V + b."""
    made = nn.Linear(*V.shape, bias=b is not None)
    with torch.no_grad():
        made.weight.copy_(tensor(V.T))
        if b is not None:
            made.bias.copy_(tensor(b))
    return made


def tensors(batch, N):
    """x (T, B, N), one-hot where ours are symbols, target and mask of a `Batch`."""
    x, target = torch.from_numpy(batch.x), torch.from_numpy(batch.target)
    mask = None if batch.mask is None else torch.from_numpy(batch.mask)
    return x if x.is_floating_point() else functional.one_hot(x, N).float(), target, mask
