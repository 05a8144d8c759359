"""Ours and PyTorch's are the same models: the same loss, and after some updates still."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from rnnlib import SGD

SHAPES = "digits", "reviews", "captions", "films", "jordan"
TEXTS = "tagger GRU", "tagger LSTM", "text vanilla", "text GRU", "text LSTM"
PAIRS = "plain", "summary fed", "luong", "bahdanau"
names = pytest.mark.parametrize("name", [*SHAPES, *TEXTS, *PAIRS])


@pytest.fixture
def contest(need, monkeypatch):
    """The benchmark's modules: scripts that stand beside each other, not in a package."""
    need("torch")
    monkeypatch.syspath_prepend(Path(__file__).parent)
    import sequence_models
    import sequences

    return sequence_models.MODELS, sequences


def test_all_models_are_tested(contest):
    assert list(contest[0]) == list(names.args[1])


@names
def test_the_same_loss_from_the_same_weights(name, contest):
    ours, theirs, batches = contest[0][name](np.random.default_rng(0))
    for batch in islice(batches, 6):
        assert ours.loss_and_grads(batch)[0] == pytest.approx(theirs(batch).item(), rel=2e-5)
    sizes = sum(p.size for p in ours.params.values())
    extra = sum(p.numel() for n, p in theirs.named_parameters() if "bias_hh" in n)
    b_U = sum(p.size for n, p in ours.params.items() if n.endswith("b_U"))
    assert sizes == sum(p.numel() for p in theirs.parameters()) - extra + b_U


@names
def test_the_same_parameters_after_one_update(name, contest, need):
    """Each learning rate is 1, so that what is compared is the gradients."""
    ours, theirs, batches = contest[0][name](np.random.default_rng(0))
    before = {key: p.detach().clone() for key, p in theirs.named_parameters()}
    batch = next(batches)
    SGD(ours.params, lr=1.0).step(ours.loss_and_grads(batch)[1])
    theirs(batch).backward()
    need("torch").optim.SGD(theirs.parameters(), lr=1.0).step()
    copied = dict(type(theirs)(ours).named_parameters())  # PyTorch's, with our new weights
    moved = 0
    for key, p in theirs.named_parameters():
        assert (p - copied[key]).norm() < 1e-3 * (p - before[key]).norm() + 1e-5, key
        moved += (p - before[key]).norm() > 0.01
    assert moved >= 3


@names
def test_the_same_loss_after_some_updates(name, contest):
    models, sequences = contest
    run = sequences.contest(models[name], seed=0, updates=8)
    assert run[2] == pytest.approx(run[3], rel=1e-3)
    ratio = sequences.summary([run, run]).split()[2]
    assert float(ratio) == pytest.approx(run[0] / run[1], abs=0.006)
