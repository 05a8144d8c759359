"""The benchmark of a training step compares like with like, and its parts are all of the step."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from rnnlib import SGD

SMALL = 6, 5, 8, 7  # T, B, H, V
names = pytest.mark.parametrize("name", ["characters", "tagger"])


@pytest.fixture
def modules(need, monkeypatch):
    """The benchmark's modules: scripts that stand beside each other, not in a package."""
    need("torch")
    monkeypatch.syspath_prepend(Path(__file__).parent)
    import training
    import training_models

    monkeypatch.setattr(training_models, "SHAPE", SMALL)
    return training, training_models.MODELS


def test_all_models_are_tested(modules):
    assert list(modules[1]) == list(names.args[1])


@names
def test_the_same_loss_and_update(name, modules, need):
    """Each learning rate is 1, so that what is compared is the gradients."""
    training, models = modules
    ours, others, batch = models[name](np.random.default_rng(0), *SMALL)
    before = {key: p.copy() for key, p in ours.params.items()}
    loss, grads, _ = ours.loss_and_grads(batch)
    SGD(ours.params, lr=1.0).step(grads)
    assert all((p != before[key]).any() for key, p in ours.params.items())
    for variant, theirs in others.items():
        found = theirs(batch)
        found.backward()
        need("torch").optim.SGD(theirs.parameters(), lr=1.0).step()
        copied = dict(type(theirs)(ours).named_parameters())  # PyTorch's, with our new weights
        apart = max((p - copied[key]).norm().item() for key, p in theirs.named_parameters())
        if variant == training.OTHER:
            assert abs(found.item() - loss) > 1e-4 * loss and apart > 1e-3
        else:
            assert found.item() == pytest.approx(loss, rel=1e-5) and apart < 1e-5, variant


@names
def test_the_table(name, modules, capsys):
    training, models = modules
    training.compare(name, 0.0, time.perf_counter)
    text = capsys.readouterr().out
    variants = models[name](np.random.default_rng(0), *SMALL)[1]
    assert all(f"\n{variant} " in text for variant in variants)
    assert text.count("×") == len(variants)
    shares = [float(line.split()[-1][:-1]) for line in text.splitlines() if line.endswith("%")]
    assert len(shares) == 8 and sum(shares) == pytest.approx(100, abs=0.5)


def test_losses_that_differ_are_noticed(modules):
    training, models = modules
    ours, others, batch = models["tagger"](np.random.default_rng(0), *SMALL)
    false = {"packed": others["padded"]}  # another function under the name of the same one
    steps = {name: training.torch_updates(model, batch) for name, model in false.items()}
    with pytest.raises(AssertionError, match="packed"):
        training.check(training.updates(ours, batch), steps)


def test_no_library_is_held_back_alone(modules, monkeypatch):
    import kernels

    monkeypatch.setenv("OPENBLAS_CORETYPE", "Nehalem")
    assert not kernels.CHOICES.keys() & kernels.environment().keys()
    chosen = kernels.environment(avx2=True)
    assert chosen["OPENBLAS_CORETYPE"] == "Haswell" and chosen["ONEDNN_MAX_CPU_ISA"] == "AVX2"
    assert "OPENBLAS_CORETYPE" in os.environ
