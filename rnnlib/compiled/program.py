"""What one step of a run computes, forward or backward, as data: elementwise stretches and dots.

`step` is a program as it is recorded. On the way back the local factors are computed in the step
that needs them, so that `local` and `step_back` are one program. The masks of `Tape.hold`,
`Adjoint.cut` and `Adjoint.hold` are part of it.
"""

from dataclasses import dataclass, replace

from rnnlib.compiled.finder import Finder
from rnnlib.compiled.values import Block, Dot, Unrecordable, Value, loads, number, value_of

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
            given = trace.read(LIVE), trace.read(new), trace.read(old)
            trace.write(new, value_of("select", given, new.size))
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
            trace.write(factor, value_of("multiply", (value, trace.read(LIVE)), factor.size))
    finder.trace(cell.step_back, trace)
    if masked:
        one = number(1)
        held = value_of("subtract", (one, trace.read(LIVE)), LIVE.size)
        for state in cell.states:
            new, old = finder.block("d" + state), finder.block(f"d{state}_")
            kept = value_of("multiply", (trace.read(new), held), new.size)
            trace.write(old, value_of("add", (trace.read(old), kept), old.size))
    return _finished(trace, finder.scratch)


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
        seen = [b for b in step.operand if b in sums] + [
            b for b in sums for other, v in after.items() if other != b and b in loads(v)
        ]  # who reads it is to find what it was before
        again = any(tmp in read_by(later) for later in _until_written(steps[n + 2 :], tmp))
        if tmp in scratch and len(sums) == 1 == uses and not again and not seen:
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
