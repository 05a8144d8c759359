"""exp and tanh of all lanes, by the same few multiplications.

Both stand on one reduction: y = k log 2 + r with an integer k and |r| ≤ ½ log 2, for which Taylor's
series e^r − 1 = r + r²/2! + r³/3! + … is cut where its next term is below half a unit in the last
place. Then

    e^y = 2^k (1 + p),                       p = e^r − 1
    tanh(y/2) = E / (E + 2),                 E = e^y − 1 = 2^k p + (2^k − 1)

The errors stay below `ULPS` units in the last place over the whole range of floats. exp goes over
to 0 through the subnormal numbers, and to ∞; NaN stays NaN.
"""

import math
from decimal import Decimal, localcontext

import numpy as np

ULPS = {"exp": 1.5, "tanh": 3.0}  # measured by tests/compiled/test_functions.py

SINGLE, DOUBLE = np.dtype(np.float32), np.dtype(np.float64)
TERMS = {SINGLE: 7, DOUBLE: 13}  # r^n / n! up to this n
FIRST = {SINGLE: 15, DOUBLE: 32}  # bits of log 2, few enough for their product with k to be exact
LOWEST = {SINGLE: -105.0, DOUBLE: -747.0}  # exp is 0 from here down
HIGHEST = {SINGLE: 90.0, DOUBLE: 711.0}  # exp is ∞ from here up
FLAT = {SINGLE: 20.0, DOUBLE: 40.0}  # tanh(y/2) is 1 from here up


def exp(lanes, x):
    """e^x."""
    x = below(lanes, x, HIGHEST[lanes.dtype])
    low = lanes.constant(LOWEST[lanes.dtype])
    x = lanes.select(lanes.ordered("olt", x, low), low, x)
    k, p = reduced(lanes, x)
    half = lanes.integer("ashr", k, lanes.whole(1))  # two factors: 2^k may be too large for one
    first, second = power(lanes, half), power(lanes, lanes.integer("sub", k, half))
    return lanes.multiply(lanes.multiply_add(first, p, first), second)


def tanh(lanes, x):
    """(e^2x − 1) / (e^2x + 1), of |x|, with the sign of x."""
    size = lanes.call("fabs", x)
    k, p = reduced(lanes, below(lanes, lanes.add(size, size), FLAT[lanes.dtype]))
    scale = power(lanes, k)
    E = lanes.multiply_add(scale, p, lanes.subtract(scale, lanes.constant(1)))
    y = lanes.divide(E, lanes.add(E, lanes.constant(2)))
    return lanes.call("copysign", y, x)


def below(lanes, x, most):
    """x, or ``most`` where x is larger; NaN stays."""
    most = lanes.constant(most)
    return lanes.select(lanes.ordered("ogt", x, most), most, x)


def reduced(lanes, y):
    """k, as an integer in each lane, and p = e^r − 1."""
    kind = lanes.dtype
    shift = lanes.constant(1.5 * 2.0 ** np.finfo(kind).nmant)  # a sum with it has no fraction
    shifted = lanes.multiply_add(y, lanes.constant(1 / math.log(2)), shift)
    rounded = lanes.subtract(shifted, shift)
    k = lanes.integer("sub", lanes.bits(shifted), lanes.bits(shift))
    high, rest = log_2(FIRST[kind])
    r = lanes.multiply_add(rounded, lanes.constant(-high), y)
    r = lanes.multiply_add(rounded, lanes.constant(-rest), r)
    series = lanes.constant(1 / math.factorial(TERMS[kind]))
    for n in range(TERMS[kind] - 1, 1, -1):
        series = lanes.multiply_add(series, r, lanes.constant(1 / math.factorial(n)))
    return k, lanes.multiply_add(lanes.multiply(r, r), series, r)


def log_2(bits):
    """The first bits of log 2, and what is left of it: together more than a float64 holds."""
    with localcontext(prec=60):
        high = Decimal(int(Decimal(2).ln() * 2**bits)) / 2**bits
        return float(high), float(Decimal(2).ln() - high)


def power(lanes, k):
    """2^k, by writing k where a float has its exponent."""
    mantissa = np.finfo(lanes.dtype).nmant
    bias = np.finfo(lanes.dtype).maxexp - 1
    exponent = lanes.integer("add", k, lanes.whole(bias))
    return lanes.floats(lanes.integer("shl", exponent, lanes.whole(mantissa)))
