"""What a trait can be given: the right kind of value, or one clear sentence."""

import math
from numbers import Real

import numpy as np
import traitlets

from rnnlib.edge import brief


class BadValue(ValueError, traitlets.TraitError):
    """A trait or argument was given something it cannot be: both a ValueError and a TraitError."""


def within(proposal, limits):
    """The value that a trait is offered, a number inside its (low, high) in ``limits``."""
    name, value = proposal.trait.name, proposal.value
    low, high = limits[name]
    if not (math.isfinite(value) and low <= value <= high):
        raise BadValue(f"{name}: expected a number from {low:g} to {high:g}, got {value:g}")
    return value


class Given(traitlets.Any):
    """A trait whose own validator says what it may be, of None too, which `Any` lets pass."""

    allow_none = False


KINDS = {
    traitlets.Int: "an integer",
    traitlets.Float: "a number",
    traitlets.Unicode: "a string",
    traitlets.Bool: "True or False",
    traitlets.List: "a list",
}


class Clear:
    """Traits that refuse in a sentence of ours; once `_start` is set, no other name can be set."""

    def __setattr__(self, name, value):
        trait = getattr(type(self), name, None)
        if not isinstance(trait, traitlets.TraitType):
            self._check_name(name)
            return super().__setattr__(name, value)
        expected = KINDS.get(type(trait))
        try:
            super().__setattr__(name, _plain(trait, value, self) if expected else value)
        except traitlets.TraitError as error:
            if isinstance(error, BadValue) or not expected:
                raise
            raise BadValue(f"{name}: expected {expected}, got {brief(value)}") from None

    def _check_name(self, name):
        known = self.__dict__.get("_trait_values", {}).get("_start")
        if known and not name.startswith("_") and not hasattr(self, name):
            raise BadValue(f"{name}: expected one of {', '.join(known)}, got {name!r}")


def _plain(trait, value, owner):
    """The value as Python's own number; TraitError for what the trait cannot be.

    That is a bool for a number, and what no float can hold, too.
    """
    if isinstance(value, np.generic):
        value = value.item()
    number = isinstance(trait, traitlets.Int | traitlets.Float) and isinstance(value, Real)
    if number and isinstance(value, bool):
        raise traitlets.TraitError
    try:
        value = float(value) if number and isinstance(trait, traitlets.Float) else value
        trait.validate(owner, value)
    except Exception:  # its sentence is made of the value, whose repr can fail
        raise traitlets.TraitError from None
    return value
