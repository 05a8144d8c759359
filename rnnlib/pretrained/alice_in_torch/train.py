"""How the weights of `alice_in_torch` were made: by PyTorch alone, as its users would do it,
``python -m rnnlib.pretrained.alice_in_torch.train`` (which needs ``pip install torch``).

16 readers go through the first nine tenths of Alice in pieces of 50 characters, 5000 times. It
takes some two minutes on one core. Rounding differs from machine to machine, and so do the weights
that come out, but not what they are worth.
"""

import math
import sys
from itertools import islice

import torch
from torch import nn
from tqdm import tqdm

from rnnlib.pretrained.alice_in_torch import FILE
from rnnlib.tasks import Text

D, H, LAYERS = 16, 32, 2
B, T, STEPS = 16, 50, 5000
RATE, CLIP = 6e-3, 1.0


class Reader(nn.Module):
    """Symbols (T, B) to the scores (T, B, V) of the character after each."""

    def __init__(self, V):
        super().__init__()
        self.embedding = nn.Embedding(V, D)
        self.lstm = nn.LSTM(D, H, num_layers=LAYERS)
        self.out = nn.Linear(H, V)

    def forward(self, x, state=None):
        h, state = self.lstm(self.embedding(x), state)
        return self.out(h), state


def nats(scores, target):
    """−log p of the right characters, on average."""
    return nn.functional.cross_entropy(scores.flatten(0, 1), target.flatten())


def lessons(model, text, steps=STEPS):
    """Train the model; yields the loss of every update."""
    optimiser = torch.optim.Adam(model.parameters(), lr=RATE)
    falling = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    state = None
    for batch in islice(text.stream(B, T, endless=True), steps):
        scores, state = model(torch.tensor(batch.x), state)
        state = tuple(s.detach() for s in state)
        loss = nats(scores, torch.tensor(batch.target))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimiser.step()
        falling.step()
        yield loss.item()


@torch.no_grad()
def bits(model, text):
    """Bits per character of a text that is read in one go."""
    codes = torch.tensor(text.codes)[:, None]
    return nats(model(codes[:-1])[0], codes[1:]).item() / math.log(2)


def main():
    """Read everything and write the weights."""
    torch.manual_seed(9)
    train, held_out = Text.alice().split(0.9)
    model = Reader(train.V)
    bar = tqdm(lessons(model, train), total=STEPS, file=sys.stdout)
    for loss in bar:
        bar.set_postfix_str(f"{loss / math.log(2):.2f} bits", refresh=False)
    torch.save(model.state_dict(), FILE)
    print(f"{bits(model, held_out):.4f} bits per character of what it has not read")


if __name__ == "__main__":
    main()
