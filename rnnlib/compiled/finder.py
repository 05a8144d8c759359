"""The arrays of a cell's methods, found by the names of their arguments."""

from rnnlib.blocks import names
from rnnlib.compiled.recording import Given, Named, Trace
from rnnlib.compiled.values import Block, Unrecordable


class Finder:
    """What the names of a method's arguments stand for (`rnnlib.cells.base`)."""

    def __init__(self, cell, given, symbols):
        self.cell, self.given, self.symbols = cell, given, symbols
        known = (*cell.states, *cell.extras)
        known += (*cell.gates, *(name for name in cell.operand if name not in known))
        if twice := [name for name in known if known.count(name) > 1]:
            raise Unrecordable(f"arrays cannot be told apart: two of them are called {twice[0]}")
        self.scratch = set()  # blocks that nobody asks for afterwards
        self.labels = {cell.H: "H"}  # rows: what a size is called
        for name in (*cell.states, *cell.gates, *cell.extras, *cell.operand):
            self.labels.setdefault(cell.size(name), name)

    def trace(self, function, trace=None):
        """Call a method with recorded arguments."""
        trace = trace or Trace(self.cell.dtype)
        try:
            function(*(self.argument(trace, name) for name in names(function)))
        except Exception as error:
            raise Unrecordable(f"{function.__name__} cannot be recorded: {error}") from error
        return trace

    def argument(self, trace, name):
        blocks = self.blocks(name)
        if blocks:
            return Named(trace, blocks)
        rows = (getattr(self.given.get(name), "shape", ()) or (None,))[0]
        adds = self.symbols and name in self.cell.through
        return Given(trace, name, self.labels.get(rows, name), adds)

    def block(self, name):
        (block,) = self.blocks(name)
        return block

    def blocks(self, name):
        """The blocks under one another that a name means; none if it is a working matrix."""
        cell = self.cell
        kind, _, run = name.partition("_")
        if name in cell.factors or kind == "tmp":
            return [self._scratch(name, run if kind == "tmp" else "")]
        if kind == "K":
            return [self._scratch(f"K_{gate}", gate) for gate in self._run(run, cell.gates)]
        if kind == "dz":
            return [self._block(f"dz_{gate}", gate) for gate in self._run(run, cell.gates)]
        if kind[:1] == "d" and kind[1:] in cell.states and run == "":
            return [self._block(name, kind[1:])]
        if kind in cell.states and run == "":
            return [self._block(name, kind)]
        if name == "z":
            return [self._block(gate, gate) for gate in cell.gates]
        if name in cell.extras:
            return [self._block(name, name)]
        if found := self._run(name, cell.gates, none=True):
            return [self._block(gate, gate) for gate in found]
        if found := self._run(name, cell.operand, none=True):
            return [self._block(f"{n}_" if n in cell.states else n, n) for n in found]
        return []

    def _block(self, name, like):
        return Block(name, self.labels.setdefault(self.cell.size(like), like))

    def _scratch(self, name, like):
        block = self._block(name, like)
        self.scratch.add(block)
        return block

    @staticmethod
    def _run(run, parts, none=False):
        """The neighbouring parts whose names joined are the run; all of them for no name."""
        if not run and not none:
            return parts
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                if "".join(parts[first:last]) == run:
                    return parts[first:last]
        if none:
            return ()
        raise Unrecordable(f"it asks for {run}, which is no run of {', '.join(parts)}")
