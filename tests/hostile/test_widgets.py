"""Widgets that are given what makes no sense: one sentence, and they stay as they were."""

import re
from functools import cache

import numpy as np
import pytest
import traitlets
from hostile.widget_values import FIRST, MADE, SET, TRAITS, widget


def called(value):
    """What a value is called in a test's name."""
    short = isinstance(value, str) and value.isascii() and len(value) < 20
    return value if short else type(value).__name__


def assert_one_sentence(caught, argument=r"[\w ]+"):
    sentence = str(caught.value)
    assert re.match(rf"{argument}: (\w+: )?(.*)expected .+(, |; )got .+", sentence), sentence
    assert len(sentence) < 300 and "\n" not in sentence


@pytest.mark.parametrize(("name", "trait", "value"), SET, ids=called)
def test_a_trait_that_is_set_wrong(name, trait, value):
    one = made(name)
    before = getattr(one, trait)
    with pytest.raises(traitlets.TraitError) as caught:
        setattr(one, trait, value)
    assert isinstance(caught.value, ValueError)
    assert_one_sentence(caught, f"(a row of )?{trait}")
    assert getattr(one, trait) is before or getattr(one, trait) == before


@cache
def made(name):
    return widget(name)


@pytest.mark.parametrize(("name", "argument", "value"), MADE, ids=called)
def test_an_argument_that_is_wrong(name, argument, value):
    with pytest.raises(ValueError) as caught:
        widget(name, **{argument: value})
    assert_one_sentence(caught, argument)


@pytest.mark.parametrize(("name", "arguments"), FIRST, ids=called)
def test_a_run_that_is_none(name, arguments):
    with pytest.raises(ValueError) as caught:
        widget(name, *arguments)
    assert_one_sentence(caught)


@pytest.mark.parametrize("name", sorted(set(TRAITS) - {"WidgetCheck"}))
def test_a_trait_that_there_is_not(name):
    with pytest.raises(ValueError, match="^notaton: expected one of t, .*, got 'notaton'$"):
        made(name).notaton = "ng"
    made(name).t, made(name).speed = np.int64(1), np.float32(2)
    assert (made(name).t, made(name).speed) == (1, 2.0)
