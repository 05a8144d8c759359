"""The digits are the ones that the source says, whole and unchanged."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from rnnlib.tasks import digit_pictures, digits, digits_baseline
from rnnlib.tasks.digits import FILE, LESSONS

SHA = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"  # of what the file holds


def test_the_file_holds_the_source_s_numbers():
    with np.load(FILE) as file:
        images, labels = file["images"], file["labels"]
    assert images.shape == (1797, 8, 8) and images.dtype == labels.dtype == np.uint8
    assert hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest() == SHA
    assert FILE.stat().st_size < 60_000


def test_its_licence_and_source_stand_beside_it():
    said = Path(FILE).with_suffix(".txt").read_text("utf-8")
    assert "CC BY 4.0" in said and "Alpaydin" in said and "10.24432/C50P49" in said


def test_pictures_are_ink_from_0_to_1_and_read_only():
    pictures, labels = digit_pictures()
    assert pictures.shape == (1797, 8, 8) and labels.shape == (1797,)
    assert pictures.min() == 0 and pictures.max() == 1
    assert np.bincount(labels).min() > 170
    with pytest.raises(ValueError, match="read-only"):
        pictures[0] = 0


def test_a_batch_is_one_step_and_the_examination_is_kept_apart():
    pictures, labels = digit_pictures()
    for held_out, own in ((False, slice(LESSONS)), (True, slice(LESSONS, None))):
        x, target, mask = digits(50, rng=np.random.default_rng(0), held_out=held_out)
        assert x.shape == (1, 50, 64) and target.shape == (50,) and mask is None
        known = {(p.tobytes(), k) for p, k in zip(pictures[own], labels[own], strict=True)}
        assert all((np.ascontiguousarray(p).tobytes(), k) in known
                   for p, k in zip(x[0].reshape(-1, 8, 8), target, strict=True))  # fmt: skip
    assert digits_baseline() == np.log(10)


def test_bad_input():
    with pytest.raises(ValueError, match="B: expected an integer of at least 1, got 0"):
        digits(0, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match="rng: expected a numpy.random.Generator"):
        digits(3, rng=1)
