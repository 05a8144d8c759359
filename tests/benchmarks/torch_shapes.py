"""Models that read one sequence in PyTorch, as its users would write them, with our weights."""

import torch
from torch import nn
from torch.nn import functional
from torch_parts import affine, linear, recurrent, run, tensors


class TorchLastStep(nn.Module):
    """Many to one, and one to one: read out once, at the end."""

    def __init__(self, ours):
        super().__init__()
        self.rnn, self.readout = recurrent(ours.rnn), linear(ours.readout)

    def forward(self, batch):
        x, target, mask = tensors(batch, self.rnn.input_size)
        _, state = run(self.rnn, x, mask)
        return functional.cross_entropy(self.readout(state[-1]), target)


class TorchEveryStep(nn.Module):
    """Many to many, aligned: read out at every step; a target of −1 is not asked for."""

    def __init__(self, ours):
        super().__init__()
        self.rnn, self.readout = recurrent(ours.rnn), linear(ours.readout)

    def forward(self, batch):
        x, target, mask = tensors(batch, self.rnn.input_size)
        if mask is not None:
            target = target.where(mask, -1)
        logits = self.readout(self.read(x, mask))
        return functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-1)

    def read(self, x, mask):
        return run(self.rnn, x, mask)[0]


class TorchCarried(TorchEveryStep):
    """Every batch begins in the state in which the last one ended; no gradient goes back to it."""

    def __init__(self, ours):
        super().__init__(ours.model)
        self.state = None

    def read(self, x, mask):
        y, state = run(self.rnn, x, mask, self.state)
        several = isinstance(state, tuple)
        self.state = tuple(s.detach() for s in state) if several else state.detach()
        return y


class TorchOneToMany(nn.Module):
    """One to many: x is the first state, and every word is read to get the next."""

    def __init__(self, ours):
        super().__init__()
        self.reader, self.readout = linear(ours.reader), linear(ours.readout)
        self.rnn, self.start = recurrent(ours.rnn), ours.K

    def forward(self, batch):
        x, words, mask = tensors(batch, self.start + 1)
        fed = torch.cat((torch.full_like(words[:1], self.start), words[:-1]))
        fed = functional.one_hot(fed, self.start + 1).float()
        logits = self.readout(run(self.rnn, fed, None, self.reader(x))[0])
        target = words.where(mask, -1)
        return functional.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=-1)


class TorchTeacherForced(nn.Module):
    """Output to hidden recurrence with the right outputs given: all steps at once, as ours."""

    def __init__(self, ours):
        super().__init__()
        p = ours.params
        self.seen, self.told = affine(p["W"], p["b"]), affine(p["U"])
        self.readout = affine(p["V"], p["b_y"])

    def forward(self, batch):
        x, target, mask = tensors(batch, None)
        given = torch.cat((torch.zeros_like(target[:1]), target[:-1]))
        y = self.readout(torch.tanh(self.seen(x) + self.told(given)))
        return functional.mse_loss(y[mask], target[mask], reduction="sum") / (2 * mask.sum())
