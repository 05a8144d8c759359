"""The three counters are what is said of them, and the script that made them teaches."""

import numpy as np

from rnnlib.experiments.contest import COUNTING, KINDS
from rnnlib.pretrained import counters
from rnnlib.pretrained.counters import together
from rnnlib.pretrained.counters import train as train_counters
from rnnlib.storage import load

REACH = {"vanilla": 10, "LSTM": 14, "GRU": 11}  # at most, at least, at most


def test_the_weights_count_as_far_as_stated():
    rng = np.random.default_rng(0)
    reach = {name: COUNTING.score(model, rng) for name, model in counters().items()}
    assert reach["LSTM"] >= REACH["LSTM"]
    assert all(3 <= reach[name] <= REACH[name] for name in ("vanilla", "GRU"))


def test_the_script_writes_what_it_taught(tmp_path, monkeypatch):
    taught = []

    class Short:
        @staticmethod
        def teach(kind, seed):
            taught.append((kind, seed))
            return COUNTING._replace(lessons=2).teach(kind, seed)

    monkeypatch.setattr(train_counters, "COUNTING", Short)
    monkeypatch.setattr(train_counters, "WEIGHTS", tmp_path / "counters.npz")
    train_counters.main()
    assert taught == [(kind, 3) for kind in KINDS.values()]
    models = counters()
    load(tmp_path / "counters.npz", together(models))
    again = COUNTING._replace(lessons=2).teach(KINDS["GRU"], 3)
    assert all(np.allclose(models["GRU"].params[k], p) for k, p in again.params.items())
