"""The models of `training.py`, ours and the same in PyTorch, and one batch for both."""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch_parts import linear, recurrent, run, tensor

import rnnlib
from rnnlib import Batch, Bidirectional, Embedding, EveryStepModel, Linear, Recurrent, Stacked

sys.path.append(str(Path(__file__).parents[1]))
from torch_twin import to_torch

SHAPE = 64, 32, 256, 96  # T steps, B sequences, H units, V symbols
F = np.float32


def characters(rng, T, B, H, V):
    """A character model: embedding, two LSTM layers, softmax at every step."""
    layers = [lstm(H, H, rng) for _ in range(2)]
    ours = every_step([Embedding(V, H, rng=rng, dtype=F), *layers], V, rng)
    batch = Batch(rng.integers(V, size=(T, B)), rng.integers(V, size=(T, B)))
    return ours, {"torch": TorchCharacters(ours)}, batch


def tagger(rng, T, B, H, V):
    """A tagger that reads both ways: sequences of T/2 to T steps, H/2 units each way.

    PyTorch has it three times: packed, with the batch sorted as it likes it best; turned, where
    each sequence is turned round within its length and read by two forward layers, padding and
    all; and padded, where the way back begins in the padding. That is another function, of which
    the time alone is compared.
    """
    ways = [lstm(H, H // 2, rng) for _ in range(2)]
    ours = every_step([Embedding(V, H, rng=rng, dtype=F), Bidirectional(*ways)], V, rng)
    lengths = np.sort(rng.integers(T // 2, T + 1, B))[::-1]
    lengths[0] = T
    mask = np.arange(T)[:, None] < lengths
    batch = Batch(rng.integers(V, size=(T, B)), rng.integers(V, size=(T, B)), mask)
    kinds = {"packed": TorchTagger, "turned": TorchTurned, "padded": TorchPadded}
    return ours, {name: kind(ours) for name, kind in kinds.items()}, batch


MODELS = {"characters": characters, "tagger": tagger}


def lstm(D, H, rng):
    return Recurrent(rnnlib.LSTMCell(D, H, rng=rng, dtype=F))


def every_step(layers, V, rng):
    rnn = Stacked(layers)
    return EveryStepModel(rnn, Linear(rnn.output_size, V, rng=rng, dtype=F))


class TorchTagger(nn.Module):
    """Embedding, a recurrent layer, one answer at every step that is real."""

    def __init__(self, ours):
        super().__init__()
        E = tensor(ours.rnn.layers[0].params["E"])
        self.embedding = nn.Embedding.from_pretrained(E, freeze=False)
        self.rnn = self.made(*ours.rnn.layers[1:])
        self.readout = linear(ours.readout)

    def forward(self, batch):
        x, target = torch.from_numpy(batch.x), torch.from_numpy(batch.target)
        mask = None if batch.mask is None else torch.from_numpy(batch.mask)
        if mask is not None:
            target = target.where(mask, -1)
        logits = self.readout(self.read(x, mask)).flatten(0, 1)
        return functional.cross_entropy(logits, target.flatten(), ignore_index=-1)

    def made(self, layer):
        return recurrent(layer)

    def read(self, x, mask):
        return run(self.rnn, self.embedding(x), mask)[0]


class TorchPadded(TorchTagger):
    """Padding is read like the rest, by the way back first of all."""

    def read(self, x, mask):
        return self.rnn(self.embedding(x))[0]


class TorchTurned(TorchTagger):
    """Each sequence turned round within its length, for a second layer that reads forward."""

    def made(self, layer):
        return nn.ModuleList(recurrent(way) for way in layer.layers)

    def read(self, x, mask):
        t = torch.arange(len(x))[:, None]
        turned = torch.where(mask, mask.sum(0) - 1 - t, t)  # (T, B)
        ahead, back = self.rnn
        z = back(self.embedding(x.gather(0, turned)))[0]
        z = z.gather(0, turned[..., None].expand_as(z))
        return torch.cat((ahead(self.embedding(x))[0], z), 2)


class TorchCharacters(TorchPadded):
    """Two layers in one `nn.LSTM`, PyTorch's fastest way to have them."""

    def made(self, *layers):
        cell = layers[0].cell
        made = nn.LSTM(cell.D, cell.H, len(layers))
        for k, layer in enumerate(layers):
            with torch.no_grad():
                for name, array in to_torch(type(cell), layer.params).items():
                    getattr(made, f"{name}_l{k}").copy_(tensor(array))
            getattr(made, f"bias_hh_l{k}").requires_grad_(False)  # ours has one bias
        return made
