"""What has been found out about objects, kept no longer than they are."""

from weakref import ref


class Notes:
    """A dictionary for each object: for this very one, whatever it is equal to."""

    def __init__(self):
        self._of = {}

    def of(self, owner):
        """The notes on an object; they go with it."""
        n = id(owner)
        found = self._of.get(n)
        if found is None:
            found = self._of[n] = ref(owner, lambda _: self._of.pop(n, None)), {}
        return found[1]

    def __len__(self):
        return len(self._of)
