"""What the arguments of a search must be."""

import numpy as np

from rnnlib.edge import brief, expect, iterable, whole
from rnnlib.tasks.pairs.pairs import padded, trimmed


def check_model(model):
    """A model that begins with a source and goes on step by step."""
    fits = hasattr(model, "begin") and hasattr(model, "step") and not isinstance(model, type)
    expect(fits, "model", "one that writes, such as an EncoderDecoder", brief(model))
    return model


def check_limit(limit):
    """The most symbols that may be written, the stop among them."""
    return whole("limit", limit, 1, "a number of symbols, at least 1")


def check_sources(model, sources):
    """Strings as x (S, B) and mask; or whatever a model that is told of something else takes."""
    if hasattr(model, "seen"):
        return model.seen(sources), None
    expect(not isinstance(sources, str), "sources", "a list of strings", "a single one")
    strings = list(iterable("sources", sources))
    expect(strings, "sources", "at least one string", "none")
    codes = [model.source.encode(string) for string in strings]
    return trimmed(padded(codes, model.source.pad), np.array([len(own) for own in codes]))
