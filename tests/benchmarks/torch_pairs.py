"""The models of pairs in PyTorch, as its users would write them, with the weights of ours."""

import torch
from torch import nn
from torch.nn import functional
from torch_parts import linear, matrix, recurrent, run


class TorchPairs(nn.Module):
    """Encoder, bridge, readout and loss; a subclass writes."""

    def __init__(self, ours):
        super().__init__()
        self.N, self.target = ours.source.N, ours.target
        self.encoder, self.decoder = recurrent(ours.encoder), recurrent(ours.decoder)
        self.readout = linear(ours.readout)
        learned = hasattr(ours.bridge, "linear")
        self.bridge = linear(ours.bridge.linear) if learned else None

    def forward(self, batch):
        """The loss of a `PairBatch`."""
        x, y = (torch.from_numpy(a) for a in (batch.x, batch.target))
        mask = None if batch.mask is None else torch.from_numpy(batch.mask)
        if batch.target_mask is not None:
            y = y.where(torch.from_numpy(batch.target_mask), -100)  # what cross_entropy leaves out
        read, state = self.read(x, mask)
        start = torch.full((1, y.shape[1]), self.target.start)
        fed = torch.cat((start, y[:-1].where(y[:-1] >= 0, self.target.stop)))
        fed = functional.one_hot(fed, self.target.inputs).float()
        logits = self.readout(self.write(fed, state, read, mask))
        return functional.cross_entropy(logits.flatten(0, 1), y.flatten())

    def read(self, x, mask):
        if mask is not None:
            x = x.where(mask, 0)
        x = functional.one_hot(x, self.N).float()
        read, state = run(self.encoder, x, mask)
        state = state.transpose(0, 1).flatten(1)[None]  # both directions side by side
        return read, state if self.bridge is None else torch.tanh(self.bridge(state))


class TorchPlain(TorchPairs):
    def write(self, fed, state, read, mask):
        return self.decoder(fed, state)[0]


class TorchSummaryFed(TorchPairs):
    def write(self, fed, state, read, mask):
        return self.decoder(torch.cat((fed, state.expand(len(fed), -1, -1)), 2), state)[0]


class TorchLuong(TorchPairs):
    def __init__(self, ours):
        super().__init__(ours)
        self.W_a = matrix(ours.attention.params["W_a"])
        self.mix = linear(ours.mix)

    def write(self, fed, state, read, mask):
        h = self.decoder(fed, state)[0]
        keys = read.transpose(0, 1)  # (B, S, K)
        e = torch.bmm((h @ self.W_a).transpose(0, 1), keys.transpose(1, 2))
        if mask is not None:
            e = e.masked_fill(~mask.T[:, None], -torch.inf)
        w = torch.bmm(torch.softmax(e, 2), keys).transpose(0, 1)
        return torch.tanh(self.mix(torch.cat((w, h), 2)))


class TorchBahdanau(TorchPairs):
    def __init__(self, ours):
        super().__init__(ours)
        for name, array in ours.attention.params.items():
            setattr(self, name, matrix(array))

    def write(self, fed, state, read, mask):
        h, said = state[0], []
        keys = read.transpose(0, 1)  # (B, S, K)
        projected = keys @ self.U_a
        for x in fed:
            e = torch.tanh((h @ self.W_a)[:, None] + projected) @ self.v_a  # (B, S)
            if mask is not None:
                e = e.masked_fill(~mask.T, -torch.inf)
            w = torch.bmm(torch.softmax(e, 1)[:, None], keys)[:, 0]
            h = self.decoder(torch.cat((x, w), 1)[None], h[None])[1][0]
            said.append(torch.cat((h, w), 1))
        return torch.stack(said)
