"""Rows of the state in which a model writes."""


def rows(state, which):
    """The sequences with these numbers (n,) of a nested tuple of arrays (B, …); None stays."""
    if isinstance(state, tuple):
        parts = (rows(part, which) for part in state)
        return type(state)(*parts) if hasattr(state, "_fields") else tuple(parts)
    return None if state is None else state[which]
