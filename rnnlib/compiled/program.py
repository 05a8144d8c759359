"""What one step of a run computes, forward or backward, as data: elementwise stretches and dots.

`step` is a program as it is recorded. On the way back the local factors are computed in the step
that needs them, so that `local` and `step_back` are one program. The masks of `Tape.hold`,
`Adjoint.cut` and `Adjoint.hold` are part of it.
"""

from dataclasses import dataclass, replace

from rnnlib.compiled.recording import (
    Block,
    Dot,
    Given,
    Named,
    Trace,
    Unrecordable,
    Value,
    loads,
    value_of,
)
from rnnlib.tape import names

LIVE = Block("live", "live")  # one where a step is real, zero where it is held: (B,), for all rows


@dataclass(frozen=True)
class Program:
    """Stretches, pairs (block, value), and `Dot`s in their order, the same for every step."""

    steps: tuple

    @property
    def blocks(self):
        """All blocks that are read or written, each once."""
        found = {}
        for step in self.steps:
            for block in read_by(step) | dict.fromkeys(written_by(step)):
                found.setdefault(block)
        return tuple(found)

    @property
    def masked(self):
        return LIVE in self.blocks

    @property
    def key(self):
        """The same for the same program, and for no other."""
        return repr(self.steps)


def forward(tape):
    """The program of ``cell.step`` for such a run."""
    finder = Finder(tape.cell, tape.given, tape.symbols)
    trace = finder.trace(tape.cell.step)
    if tape.mask is not None:
        for state in tape.cell.states:
            new, old = finder.block(state), finder.block(state + "_")
            trace.write(new, _value("select", trace.read(LIVE), trace.read(new), trace.read(old)))
    return _finished(trace, finder.scratch)


def backward(back):
    """The program of ``cell.local`` and ``cell.step_back`` for such a run."""
    cell, masked = back.cell, back.tape.mask is not None
    finder = Finder(cell, back.given, back.tape.symbols)
    trace = finder.trace(cell.local)
    if any(isinstance(step, Dot) for step in trace.done):
        raise Unrecordable("local cannot be recorded: it calls dot")
    if masked:
        for factor, value in list(trace.now.items()):
            trace.write(factor, _value("multiply", value, trace.read(LIVE)))
    finder.trace(cell.step_back, trace)
    if masked:
        one = Value("number", (1.0,), None)
        held = _value("subtract", one, trace.read(LIVE))
        for state in cell.states:
            new, old = finder.block("d" + state), finder.block(f"d{state}_")
            kept = _value("multiply", trace.read(new), held)
            trace.write(old, _value("add", trace.read(old), kept))
    return _finished(trace, finder.scratch)


def _value(operation, *given):
    sizes = {value.size for value in given} - {None, "live"}
    return value_of(operation, given, *(sizes or {"live"}))


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
        rows = getattr(self.given.get(name), "shape", (None,))[0]
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


def _finished(trace, scratch):
    """The program, without scratch that no later step reads."""
    trace.end()
    steps, wanted = [], set()
    for step in reversed(_joined(trace.done, scratch)):
        if isinstance(step, Dot):
            wanted -= set() if step.adds else set(step.out)
        else:
            step = {b: v for b, v in step.items() if b not in scratch or b in wanted}
            wanted -= set(step)
        wanted |= set(read_by(step))
        if step:
            steps.append(step if isinstance(step, Dot) else tuple(step.items()))
    return Program(tuple(reversed(steps)))


def _joined(steps, scratch):
    """U.dot(dz, tmp) and then h + tmp, tmp being scratch, is one product: h += U dz."""
    steps = list(steps)
    for n, step in enumerate(steps[:-1]):
        after = steps[n + 1]
        if not isinstance(step, Dot) or isinstance(after, Dot) or step.adds or len(step.out) > 1:
            continue
        (tmp,) = step.out
        read = Value("load", (tmp,), tmp.size)
        sums = [
            b for b, v in after.items()
            if v.operation == "add" and set(v.given) == {read, Value("load", (b,), b.size)}
        ]  # fmt: skip
        uses = sum(_uses(value, read) for value in after.values())
        again = any(tmp in read_by(later) for later in _until_written(steps[n + 2 :], tmp))
        if tmp in scratch and len(sums) == 1 == uses and not again:
            steps[n] = replace(step, out=(sums[0],), adds=True)
            steps[n + 1] = {b: v for b, v in after.items() if b != sums[0]}
    return steps


def _until_written(steps, block):
    for step in steps:
        yield step
        if block in written_by(step):
            return


def _uses(value, wanted):
    """How often one value is part of another."""
    if value == wanted:
        return 1
    return sum(_uses(given, wanted) for given in value.given if isinstance(given, Value))


def read_by(step):
    """The blocks that a step reads, in their order."""
    if isinstance(step, Dot):
        return dict.fromkeys((*step.operand, *(step.out if step.adds else ())))
    found = {}
    for value in dict(step).values():
        found |= loads(value)
    return found


def written_by(step):
    """The blocks that a step writes."""
    return step.out if isinstance(step, Dot) else tuple(dict(step))
