"""What the arguments of the loss must be."""

import numpy as np

from rnnlib.edge import any_array, array_of, expect, iterable, whole
from rnnlib.losses.steps import floats, probable


def checked(logits, targets, mask, blank):
    """logits (T, B, K), the states (B, S) padded with blanks, their numbers (B,), lengths (B,)."""
    logits = floats("logits", logits)
    fits = logits.ndim == 3 and all(logits.shape)
    expect(fits, "logits", "an array (T, B, K) that is not empty", f"shape {logits.shape}")
    T, B, K = logits.shape
    blank = whole("blank", blank, 0, f"a symbol from 0 to {K - 1}")
    expect(blank < K, "blank", f"a symbol from 0 to {K - 1}", blank)
    lengths = lengths_of(mask, T, B)
    probable("logits", logits[np.arange(T)[:, None] < lengths])
    expect(not isinstance(targets, str), "targets", f"{B} sequences of integers", "a string")
    symbols = [_symbols(b, one, K, blank) for b, one in enumerate(iterable("targets", targets))]
    expect(len(symbols) == B, "targets", f"one sequence for each of {B} inputs", len(symbols))
    for b, (own, steps) in enumerate(zip(symbols, lengths.tolist(), strict=True)):
        repeats = int((own[1:] == own[:-1]).sum())
        needed = len(own) + repeats
        expect(
            needed <= steps,
            f"targets[{b}]",
            f"at most as many symbols as there are steps, with one more between two equal ones, "
            f"{steps}",
            f"{len(own)} symbols, {repeats} of them like the one before",
        )
    sizes = np.array([2 * len(own) + 1 for own in symbols])
    states = np.full((B, sizes.max()), blank)
    for row, own in zip(states, symbols, strict=True):
        row[1 : 2 * len(own) : 2] = own
    return logits, states, sizes, lengths


def lengths_of(mask, T, B):
    """How many real steps each of B inputs has; a mask of shape (T, B) has no gaps."""
    if mask is None:
        return np.full(B, T)
    mask = any_array("mask", mask)
    fits = mask.dtype == bool and mask.shape == (T, B)
    expect(fits, "mask", f"bool of shape {(T, B)}", f"{mask.dtype} of shape {mask.shape}")
    lengths = mask.sum(0)
    first = np.arange(T)[:, None] < lengths
    expect((mask == first).all(), "mask", "real steps first, padding after them", "gaps")
    expect(lengths.min() > 0, "mask", "a real step in every sequence", "none")
    return lengths


def _symbols(b, target, K, blank):
    """One target as integers."""
    own = array_of(f"targets[{b}]", target, kinds="fiu")
    own = own.astype(int) if not own.size else own
    fits = own.ndim == 1 and own.dtype.kind in "iu"
    got = f"{own.dtype} of shape {own.shape}"
    expect(fits, f"targets[{b}]", "a sequence of integers", got)
    wrong = own[(own < 0) | (own >= K) | (own == blank)]
    what = f"symbols from 0 to {K - 1} other than the blank, {blank}"
    expect(not wrong.size, f"targets[{b}]", what, wrong[:1])
    return own
