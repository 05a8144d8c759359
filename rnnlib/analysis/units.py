"""Units that stand for something: found by search over all of them, then confirmed elsewhere."""

from typing import NamedTuple

import numpy as np

from rnnlib.edge import array_of, brief, expect, mapping


class Unit(NamedTuple):
    """The unit that follows a feature best.

    ``r`` is its correlation on the text that chose it, ``confirmed`` on text that did not.
    """

    feature: str
    name: str
    unit: int
    r: float
    confirmed: float


def correlations(values, feature):
    """Pearson's r of every unit with a feature: values (T, B, H) and feature (T, B) to (H,).

    r = cov(v, φ) / (sd(v) sd(φ)), over all steps of all sequences. A unit or feature that never
    changes has r = 0.
    """
    values, feature = array_of("values", values, "fiub"), array_of("feature", feature, "fiub")
    values, feature = values.astype(float), feature.astype(float)
    expect(values.size, "values", "at least one step of one unit", f"shape {values.shape}")
    if values.ndim != 3 or feature.shape != values.shape[:2]:
        raise ValueError(
            f"feature: expected shape (T, B) of values {values.shape}, got {feature.shape}"
        )
    v = values - values.mean((0, 1))
    phi = feature - feature.mean()
    scale = np.sqrt((v**2).sum((0, 1)) * (phi**2).sum())
    covariance = np.einsum("tbh,tb->h", v, phi)
    return np.divide(covariance, scale, out=np.zeros_like(scale), where=scale > 1e-12)


def find_units(tape, features, names=("c",)):
    """For every feature the unit with the largest \\|r\\|, the best feature first.

    features: {feature: (T,) or (T, B)}; names: the arrays of the tape to search, gates included.
    The first half of the steps chooses, the second half confirms: among hundreds of units some
    must look good by luck, but the same luck does not come twice.
    """
    fits = hasattr(tape, "names") and hasattr(tape, "__len__")
    expect(fits, "tape", "that of one recurrent layer", brief(tape))
    mapping("features", features, "a dict, as of `features`")
    expect(len(names), "names", "at least one array of the tape", "none")
    half = len(tape) // 2
    if half < 2:
        raise ValueError(f"tape: expected at least 4 steps, got {len(tape)}")
    found = [
        _best(tape, feature, _per_step(tape, feature, values), names, half)
        for feature, values in features.items()
    ]
    return sorted(found, key=lambda unit: -abs(unit.confirmed))


def _per_step(tape, feature, values):
    """The feature as (T, B)."""
    values = array_of(f"features[{brief(feature)}]", values, "fiub").astype(float)
    T, B = len(tape), tape.B
    if values.shape not in ((T,), (T, B)):
        raise ValueError(
            f"features: {brief(feature)}: expected shape ({T},) or ({T}, {B}), got {values.shape}"
        )
    return np.broadcast_to(values.reshape(T, -1), (T, B))


def _best(tape, feature, values, names, half):
    tried = []
    for name in names:
        r = correlations(tape[name][:half], values[:half])
        unit = int(np.argmax(np.abs(r)))
        tried.append((abs(r[unit]), name, unit, r[unit]))
    _, name, unit, r = max(tried)
    again = correlations(tape[name][half:, :, unit : unit + 1], values[half:])
    return Unit(feature, name, unit, float(r), float(again[0]))
