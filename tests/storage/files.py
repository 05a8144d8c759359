"""Parameters and files for them."""

import zipfile

import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from rnnlib import storage
from rnnlib.storage import load


class Model:
    """Something with parameters, and a name for itself."""

    def __init__(self, params, name="LSTM"):
        self.params, self.name = params, name

    def describe(self):
        return self.name


def params(seed=0):
    rng = np.random.default_rng(seed)
    return {"0.W": rng.normal(size=(3, 4)), "0.b": rng.normal(size=4).astype(np.float32)}


def same(left, right):
    return left.keys() == right.keys() and all(
        left[k].dtype == right[k].dtype and left[k].tobytes() == right[k].tobytes() for k in left
    )


names = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=8)


values = st.sampled_from([np.float16, np.float32, np.float64]).flatmap(
    lambda dtype: arrays(dtype, array_shapes(min_dims=0, min_side=0, max_side=4))
)


def without(name):
    return {k: p for k, p in params(1).items() if k != name}


def refused(path):
    here = params(1)
    with pytest.raises(ValueError) as caught:
        load(path, here)
    assert same(here, params(1))
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: expected ") and ", got " in sentence
    return sentence


def foreign_npy(path):
    with open(path, "wb") as file:
        np.save(file, np.ones(3))


def foreign_archive(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no weights here")


def later_format(path):
    np.savez(path, **params(), **{storage.HEADER: np.array('{"format": 99, "kind": null}')})


class Explosive:
    """Unpickling it leaves a trace."""

    exploded = []

    def __reduce__(self):
        return self.exploded.append, (1,)
