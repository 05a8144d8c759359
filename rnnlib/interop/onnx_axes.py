"""How the axes of a recurrent node's output lie, behind nodes that move them and no number.

Axes are words of letters: T the steps, W the directions, B the sequences, H the units. Y is
["T", "W", "B", "H"]; both directions side by side, as a layer above reads them, ["T", "B", "WH"].
An axis of size 1 is "".
"""

from math import prod

MOVING = ("Dropout", "Identity", "Reshape", "Squeeze", "Transpose", "Unsqueeze")
# Stand-ins for sizes that a file leaves open: no size that it states is their multiple.
OPEN = {"T": 2**61 - 1, "B": 2**89 - 1}


class Axes:
    """The axes of the output of a node with ``ways`` directions and ``H`` units."""

    def __init__(self, ways, H):
        self.sizes = OPEN | {"W": ways, "H": H}

    def own(self, layout):
        """Those of Y itself."""
        return self._words("BTWH" if layout else "TWBH")

    def read(self, layout):
        """Those that a layer above reads."""
        return self._words(("B", "T", "WH") if layout else ("T", "B", "WH"))

    def moved(self, operator, axes, attributes, given):
        """The axes behind one of `MOVING`; None if the file does not say how they lie.

        ``given`` is its second input, as a list of numbers, or None.
        """
        if operator == "Transpose":
            order = attributes.get("perm", range(len(axes))[::-1])
            return [axes[k] for k in order] if sorted(order or ()) == [*range(len(axes))] else None
        if operator == "Reshape" and given:
            return self._reshaped(axes, given, attributes.get("allowzero", 0))
        where = attributes.get("axes", given)
        if operator == "Squeeze":
            where = [k for k, a in enumerate(axes) if not a] if where is None else where
            gone = {k % len(axes) for k in where}
            fits = all(not axes[k] for k in gone)
            return [a for k, a in enumerate(axes) if k not in gone] if fits else None
        if operator == "Unsqueeze" and where is not None:
            rank, kept = len(axes) + len(where), iter(axes)
            new = {k % rank for k in where}
            if len(new) < len(where):
                return None
            return ["" if k in new else next(kept) for k in range(rank)]
        return list(axes) if operator in ("Identity", "Dropout") else None

    def _words(self, axes):
        """The axes without the letters of size 1."""
        return ["".join(a for a in axis if self.sizes[a] > 1) for axis in axes]

    def _size(self, axis):
        return prod(self.sizes[a] for a in axis)

    def _reshaped(self, axes, shape, allowzero):
        if not allowzero:
            if any(not n for n in shape[len(axes) :]):
                return None
            shape = [n or self._size(axes[k]) for k, n in enumerate(shape)]
        known = prod(n for n in shape if n != -1)
        if not known:
            return None
        shape = [self._size("".join(axes)) // known if n == -1 else n for n in shape]
        letters, found = list("".join(axes)), []
        for size in shape:
            axis = ""
            while self._size(axis) < size and letters:
                axis += letters.pop(0)
            if self._size(axis) != size:
                return None
            found.append(axis)
        return None if letters else found
