"""Rows of the state in which a model writes."""


def rows(state, which):
    """The sequences with these numbers (n,) of a nested tuple of arrays (B, …)."""
    if isinstance(state, tuple):
        return tuple(rows(part, which) for part in state)
    return None if state is None else state[which]
