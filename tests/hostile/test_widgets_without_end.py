"""Traits that are set to what is endless or cannot be told: one sentence, and all stays."""

from functools import cache

import numpy as np
import pytest
import traitlets
from browser.showcase import SHOWN
from ipywidgets import DOMWidget


class Mute:
    def __repr__(self):
        raise RuntimeError("no words")


NAMES = [name for name in SHOWN if not name.startswith("CellPlayer") or name == "CellPlayer LSTM"]
VALUES = {
    "mute": Mute(),
    "digits": 10**400,
    "more digits": 10**5000,
    "digits in a list": [10**5000],
    "far below": -1e308,
    "no axis": np.array(3),
    "a long text": "x" * 10**6,
}
FREE = {  # they take any number, or any text
    ("restarts", "digits"),
    ("restarts", "more digits"),
    ("restarts", "far below"),
    ("asked", "far below"),
    ("answer", "far below"),
    ("c0", "far below"),
    ("asked", "a long text"),
}


@cache
def shown(name):
    return SHOWN[name]()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", NAMES)
def test_every_trait_refuses_it_in_a_short_sentence(name, value):
    one = shown(name)
    own = set(one.trait_names(sync=True)) - set(DOMWidget.class_trait_names())
    for trait in {name for name in own if name[0] != "_" and (name, value) not in FREE}:
        before = getattr(one, trait)
        with pytest.raises(traitlets.TraitError, match=rf"(a row of )?{trait}: ") as caught:
            setattr(one, trait, VALUES[value])
        sentence = str(caught.value)
        assert isinstance(caught.value, ValueError)
        assert ": expected " in sentence and ", got " in sentence, sentence
        assert len(sentence) < 300 and "\n" not in sentence, sentence
        assert getattr(one, trait) is before or getattr(one, trait) == before
    assert one.get_state() and one._repr_mimebundle_()[0]["text/plain"]
