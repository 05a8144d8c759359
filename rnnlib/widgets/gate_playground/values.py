"""What the gate playground accepts: inputs, gates and weights, or one clear sentence."""

import sys
from collections.abc import Mapping
from numbers import Real

from rnnlib.edge import brief
from rnnlib.widgets.shared.steps import check_steps
from rnnlib.widgets.shared.traits import BadValue

from .presets import GATES, WEIGHTS


def check_gates(given, present, T) -> dict[str, list[float]]:
    """`present` with the gates that are given: i, f, o from 0 to 1, g from −1 to 1."""
    whole = dict(present)
    for gate, values in _named("gates", given, GATES).items():
        name = f"gates: {gate}"
        steps = check_steps(name, [values] * T if isinstance(values, Real) else values, T)
        low = -1 if gate == "g" else 0
        if outside := [v for v in steps if not low <= v <= 1]:
            raise BadValue(f"{name}: expected numbers from {low} to 1, got {outside[0]:g}")
        whole[gate] = steps
    return whole


def check_weights(given, present, T) -> dict[str, float]:
    """`present` with the weights that are given."""
    whole = dict(present)
    for name, value in _named("weights", given, WEIGHTS).items():
        if not _is_finite(value):
            raise BadValue(f"weights: expected a finite number for {name}, got {brief(value)}")
        whole[name] = float(value)
    return whole


def _is_finite(value):
    """Whether it is a number that a float can hold."""
    fits = isinstance(value, Real) and not isinstance(value, bool)
    return fits and -sys.float_info.max <= value <= sys.float_info.max


def _named(argument, given, names):
    if not isinstance(given, Mapping):
        raise BadValue(f"{argument}: expected a dict, got {type(given).__name__}")
    if unknown := [key for key in given if key not in names]:
        raise BadValue(f"{argument}: expected some of {', '.join(names)}, got {brief(unknown[0])}")
    return given
