"""Parameters on disk come back bit for bit, into what they belong to."""

import os

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storage.files import (
    Model,
    names,
    params,
    same,
    values,
    without,
)

from rnnlib import storage
from rnnlib.storage import load, save


@given(st.dictionaries(names, values, max_size=4), st.none() | st.text(max_size=8))
@settings(deadline=None, max_examples=60)
def test_everything_comes_back(tmp_path_factory, there, kind):
    path = tmp_path_factory.mktemp("storage") / "w"
    here = {k: np.full_like(a, 7) for k, a in reversed(there.items())}
    live = dict(here)
    save(path, there, kind=kind)
    load(path, here, kind=kind)
    assert same({k: here[k] for k in there}, there)
    assert all(here[k] is live[k] for k in live)


def test_views_and_other_memory_orders(path):
    a = np.arange(24.0).reshape(4, 6)
    there = {"strided": a[::2, ::3], "columns": np.asfortranarray(a), "transposed.npy.T": a.T}
    save(path, there)
    here = {k: np.zeros_like(v) for k, v in there.items()}
    load(path, here)
    for k, v in there.items():
        np.testing.assert_array_equal(here[k], v)


def test_a_file_has_the_name_it_was_given_and_plain_numpy_reads_it(tmp_path, path):
    save(str(path), params())
    save(tmp_path / "other", params())
    assert sorted(os.listdir(tmp_path)) == ["other", "weights.npz"]
    assert path.read_bytes() == (tmp_path / "other").read_bytes()
    with np.load(path, allow_pickle=False) as file:
        assert same({k: file[k] for k in file.files if k != storage.HEADER}, params())


def test_models(path):
    save(path, Model(params()))
    here = Model(params(1))
    load(path, here)
    assert same(here.params, params())
    plain = params(1)
    load(path, plain)  # a dict does not know its kind
    assert same(plain, params())
    save(path, plain)
    load(path, Model(params(1)))  # nor does this file
    save(path, Model(params()), kind="GRU")
    load(path, params(1), kind="GRU")


@pytest.mark.parametrize(
    ("receiver", "sentence"),
    [
        (Model(params(1), "GRU"), "expected parameters of GRU, got those of LSTM"),
        (without("0.b"), "expected parameters {0.W (3, 4)}, got {0.W (3, 4), 0.b (4,)}"),
        (
            {**params(1), "U": np.ones(1)},
            "expected parameters {0.W (3, 4), 0.b (4,), U (1,)}, got {0.W (3, 4), 0.b (4,)}",
        ),
        (
            {**params(1), "0.b": np.ones((4, 1), np.float32)},
            "expected '0.b' as float32 of shape (4, 1), got float32 of shape (4,)",
        ),
        (
            {**params(1), "0.b": np.ones(4)},
            "expected '0.b' as float64 of shape (4,), got float32 of shape (4,)",
        ),
    ],
)
def test_parameters_of_something_else(path, receiver, sentence):
    save(path, Model(params()))
    held = receiver.params if isinstance(receiver, Model) else receiver
    before = {k: p.copy() for k, p in held.items()}
    with pytest.raises(ValueError) as caught:
        load(path, receiver)
    assert str(caught.value) == f"{path}: {sentence}"
    assert same(held, before)


def test_a_read_only_receiver_is_refused_whole(path):
    save(path, params())
    here = params(1)
    here["0.b"].flags.writeable = False
    with pytest.raises(ValueError, match="^params: expected writeable arrays, got '0.b' read-only"):
        load(path, here)
    assert same(here, params(1))
