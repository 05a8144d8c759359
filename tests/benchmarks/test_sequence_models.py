"""Ours and PyTorch's are the same models: the same loss, and after some updates still."""

import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from needs import need

need("torch")
sys.path.append(str(Path(__file__).parent))
from sequence_models import MODELS
from sequences import contest, summary


@pytest.mark.parametrize("name", MODELS)
def test_the_same_loss_from_the_same_weights(name):
    ours, theirs, batches = MODELS[name](np.random.default_rng(0))
    masks = set()
    for batch in islice(batches, 6):
        assert ours.loss_and_grads(batch)[0] == pytest.approx(theirs(batch).item(), rel=2e-5)
        masks.add(batch.mask is None)
    sizes = sum(p.size for p in ours.params.values())
    extra = sum(p.numel() for n, p in theirs.named_parameters() if "bias_hh" in n)
    b_U = sum(p.size for n, p in ours.params.items() if n.endswith("b_U"))
    assert sizes == sum(p.numel() for p in theirs.parameters()) - extra + b_U


@pytest.mark.parametrize("name", MODELS)
def test_the_same_loss_after_some_updates(name):
    seconds, others, loss, other = contest(MODELS[name], seed=0, updates=8)
    assert loss == pytest.approx(other, rel=1e-3)
    assert seconds > 0 and others > 0
    assert summary([(seconds, others, loss, other)] * 2).split()[2:3]
