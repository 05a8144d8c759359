import inspect
from itertools import islice

import numpy as np
import pytest

from rnnlib import tasks
from rnnlib.tasks import Batch, Text, adding, endless
from rnnlib.tasks.batch import check_batch


def test_mask_is_optional():
    x, target, mask = Batch(1, 2)
    assert (x, target, mask) == (1, 2, None)


def test_endless_draws_the_same_batches_as_calling_again_and_again():
    rng = np.random.default_rng(3)
    expected = [adding(6, 2, rng=rng, dtype=np.float32) for _ in range(4)]
    batches = endless(adding, 6, 2, rng=np.random.default_rng(3), dtype=np.float32)
    for batch, wanted in zip(islice(batches, 4), expected, strict=True):
        np.testing.assert_array_equal(batch.x, wanted.x)
        np.testing.assert_array_equal(batch.target, wanted.target)


def test_endless_takes_nothing_from_the_generator_before_it_is_asked():
    rng = np.random.default_rng(3)
    batches = endless(adding, 6, 2, rng=rng)
    assert rng.random() == np.random.default_rng(3).random()
    next(batches)


def test_endless_windows_of_a_text():
    text = Text("abcabc")
    batches = endless(text.sample_windows, 2, 3, rng=np.random.default_rng(0))
    assert all(batch.x.shape == (3, 2) for batch in islice(batches, 3))


def test_bad_sizes_are_refused_when_the_first_batch_is_asked_for():
    with pytest.raises(ValueError, match="^T: expected an integer of at least 2, got 0"):
        next(endless(adding, 0, 2, rng=np.random.default_rng(0)))


def test_what_is_no_batch_is_named():
    check_batch("batch", Batch(1, 2))
    for wrong in (np.zeros((3, 2)), (1, 2, None)):
        sentence = rf"^batch: expected a Batch\(x, target, mask\), got {type(wrong).__name__}$"
        with pytest.raises(ValueError, match=sentence):
            check_batch("batch", wrong)


BASELINES = [name for name in tasks.__all__ if name.endswith("_baseline")]


@pytest.mark.parametrize("name", BASELINES)
def test_a_task_and_its_baseline_speak_of_the_same_thing_unless_told_otherwise(name):
    task, baseline = (
        {p.name: p.default for p in inspect.signature(f).parameters.values()}
        for f in (getattr(tasks, name.removesuffix("_baseline")), getattr(tasks, name))
    )
    both = task.keys() & baseline.keys()
    assert {key: task[key] for key in both} == {key: baseline[key] for key in both}
