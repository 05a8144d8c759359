"""What a step computes, as data: values of elementwise operations on blocks, and dots."""

from dataclasses import dataclass
from typing import NamedTuple

COMPARISONS = frozenset("greater greater_equal less less_equal".split())
HEAVIEST = 1000  # operations for one number, so that reading a step takes no time


class Unrecordable(TypeError):
    """A method that does what cannot be recorded; the message says what."""


class Block(NamedTuple):
    """A named array of a step, and which length its rows have: blocks of one length are computed
    side by side."""

    name: str
    size: str


class Value(NamedTuple):
    """What an elementwise operation gives: of a block ("load"), a number ("number"; as `float.hex`
    writes it, for 0 and −0 are equal) or values."""

    operation: str
    given: tuple
    size: str | None  # of the blocks that it comes of; None for a number
    weight: int = 1  # how many values it is made of


@dataclass(frozen=True)
class Dot:
    """out = matrix · operand, out and operand being blocks under one another; or out += …"""

    matrix: str
    operand: tuple
    out: tuple
    adds: bool = False


def value_of(operation, given, size):
    """The value of an operation on other values."""
    weight = 1 + sum(value.weight for value in given)
    if weight > HEAVIEST:
        raise Unrecordable(f"one number of it takes more than {HEAVIEST} operations")
    return Value(operation, tuple(given), size, weight)


def number(value):
    """The value of a number."""
    return Value("number", (float(value).hex(),), None)


def truth(value):
    """Whether it is true or false and no float: a comparison, or what is made of nothing else."""
    if value.operation in ("maximum", "minimum", "multiply"):
        return all(map(truth, value.given))
    return value.operation in COMPARISONS


def loads(value):
    """The blocks that a value is made of, in their order."""
    if value.operation == "load":
        return {value.given[0]: None}
    found = {}
    for given in value.given if value.operation != "number" else ():
        found |= loads(given)
    return found
