"""What stands between an embedding and a recurrent node of ONNX does not hide the embedding."""

import pytest
from needs import need

from rnnlib.interop.file_parts import reads_embedded
from rnnlib.interop.onnx_graph import graph_of, nodes_of

torch = need("torch")
need("onnx")
nn = torch.nn


class Reader(nn.Module):
    def __init__(self, front):
        super().__init__()
        self.front, self.rnn = front, nn.LSTM(12, 5)

    def forward(self, x):
        return self.rnn(self.front(x))[0]


class Front(nn.Module):
    """What a function makes of symbols, and of the modules that it needs."""

    def __init__(self, of, *needs):
        super().__init__()
        self.of, self.needs = of, nn.ModuleList(needs)
        self.register_buffer("eye", torch.eye(12))

    def forward(self, x):
        return self.of(self, x)


def beside(self, x):
    return torch.cat([one(x) for one in self.needs], dim=-1)


def one_hot(self, x):
    return nn.functional.one_hot(x, 12).float()


E = nn.Embedding(12, 12)
FRONTS = {
    "embedding": (E, True),
    "linear": (nn.Sequential(nn.Embedding(12, 4), nn.Linear(4, 12)), True),
    "unbiased": (nn.Sequential(nn.Embedding(12, 4), nn.Linear(4, 12, bias=False)), True),
    "norm": (nn.Sequential(E, nn.LayerNorm(12)), True),
    "relu": (nn.Sequential(E, nn.ReLU()), True),
    "scaled": (Front(lambda self, x: self.needs[0](x) * 3.5, E), True),
    "two": (Front(beside, nn.Embedding(12, 6), nn.Embedding(12, 6)), True),
    "below": (Front(lambda self, x: self.needs[1](self.needs[0](x))[0], E, nn.GRU(12, 12)), True),
    "half": (Front(lambda self, x: self.needs[0].weight.half()[x].float(), E), True),
    "one_hot": (Front(one_hot), False),
    "eye": (Front(lambda self, x: self.eye[x]), False),
    "made eye": (Front(lambda self, x: torch.eye(12)[x]), False),
    "turned": (Front(lambda self, x: one_hot(self, x.T).transpose(0, 1)), False),
}


@pytest.mark.parametrize(("front", "embeds"), FRONTS.values(), ids=FRONTS)
@pytest.mark.filterwarnings("ignore")
def test_an_embedding_is_seen_through_what_lies_between(tmp_path, front, embeds):
    x, place = (torch.zeros(4, 1, dtype=torch.long),), tmp_path / "m.onnx"
    torch.onnx.export(Reader(front).eval(), x, place, dynamo=False, input_names=["x"])
    *_, node = nodes_of(graph_of(place))
    assert reads_embedded(place, node.name) == embeds
