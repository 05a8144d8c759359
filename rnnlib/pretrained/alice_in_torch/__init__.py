"""A reader of Alice that was written and trained in PyTorch, as a file of ``torch.save``."""

from pathlib import Path

# The state dict of an nn.Embedding (68, 16), an nn.LSTM of two layers of 32 units and an nn.Linear,
# made by ``python -m rnnlib.pretrained.alice_in_torch.train``.
FILE = Path(__file__).with_name("weights.pt")
PARTS = ["embedding", "lstm", "out"]
BITS = 2.4287  # per character of the tenth that it has not read: what PyTorch measured
