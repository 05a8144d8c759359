"""Runs along time by compiled loops."""

from array import array

import numpy as np

from rnnlib.compiled import switch
from rnnlib.compiled.contraction import Contraction
from rnnlib.compiled.fit import check, check_inputs
from rnnlib.compiled.loop import sizes
from rnnlib.compiled.outside import outside
from rnnlib.compiled.plan import Apart, Plan, matrix, ready
from rnnlib.compiled.pool import shared
from rnnlib.compiled.program import LIVE, backward, forward
from rnnlib.compiled.values import Dot, Unrecordable
from rnnlib.notes import Notes
from rnnlib.workspace import address, room


def run_forward(tape):
    """All steps of a run, if they can be compiled; whether they could."""
    loop = find(tape, forward, (tape.cell.step,))
    if isinstance(loop, str):
        return False
    bound(loop, tape).run(False)
    return True


def run_backward(back, gradients):
    """All steps of a run backward, if they can be compiled; whether they could.

    ``gradients.contraction`` takes the large products on the way.
    """
    loop = find(back, backward, (back.cell.local, back.cell.step_back))
    if isinstance(loop, str):
        return False
    try:
        run = bound(loop, back)
    except Apart:  # a copy of a tape, whose arrays are copies each for itself
        return False
    if gradients.contraction is None:
        gradients.contraction = Contraction(back.cell, gradients.T, back.B, loop.kernels)
    gradients.contraction.open(back)
    run.run(True, gradients.contraction)
    return True


def bound(loop, record):
    """A loop bound to the arrays of a record, which keeps it if it is to run again: unless there is
    a mask, which is another one then."""
    if record.again is None or record.mask is not None:
        return Bound(loop, record)
    if loop not in record.again:
        record.again[loop] = Bound(loop, record)
    return record.again[loop]


def find(record, way, methods):
    """The `Loop` of a run forward (of a tape) or backward (of an adjoint), or why there is none."""
    mine, seen = _NOTES.of(record.cell), outside(methods)
    plain = (getattr(method, "__func__", method) for method in methods)
    family = (*plain, record.symbols, record.mask is None, switch.machine())
    key = family, seen
    if key not in mine or (seen is None and not isinstance(mine[key], str)):
        known = mine.setdefault(family, [])  # what its methods have read from outside so far
        if len(known) == CHANGES:
            return "what its methods read from outside themselves changes time and again"
        known += [seen] if seen is not None else []
        try:
            program = way(record)
            if way(record) != program:
                raise Unrecordable("methods do not do the same in every call")
            loop = program, record.symbols, switch.machine()
            if loop not in mine:
                check(record, program)
                if way is backward:
                    check_inputs(record)
                mine[loop] = Loop(switch.machine(), record.cell.dtype, program)
            mine[key] = mine[loop]
        except Unrecordable as reason:
            mine[key] = f"its {reason}"
        except (RuntimeError, OSError) as fault:  # LLVM's own, on a processor that it does not know
            mine[key] = f"LLVM cannot compile it: {fault}"
    return mine[key]


CHANGES = 8  # of what is read from outside, each of which costs a new loop

_NOTES = Notes()  # on cells: what `find` has found


class Loop:
    """The compiled loop of a program."""

    def __init__(self, machine, dtype, program):
        from rnnlib.compiled import library

        self.kernels = library.kernels(machine, dtype)
        self.function = library.run(machine, dtype, program)
        self.blocks, self.sizes = program.blocks, sizes(program)
        self.dots = [step for step in program.steps if isinstance(step, Dot)]
        self.plans = {}  # by where the arrays of a run lie, and those that it reads


MOST = 100  # plans that a loop keeps


class Bound:
    """A loop and the arrays of one run: addresses and strides, as `rnnlib.compiled.loop` wants."""

    def __init__(self, loop, record):
        matrices = [matrix(record, dot.matrix) for dot in loop.dots]
        key = (record.layout, *(S.strides for S in matrices))
        plan = loop.plans.get(key)
        if plan is None:
            if len(loop.plans) > MOST:
                loop.plans.clear()
            plan = loop.plans[key] = Plan(loop, record)
        self.loop, self.plan, self.T, self.B = loop, plan, record.T, record.B
        self.kept = record.kept  # as long as a thread is at work, whoever has given up waiting
        self.own = [own(record, block, shape) for block, (_, shape) in plan.own.items()]
        self.S = [ready(loop.kernels, S, way) for S, way in zip(matrices, plan.ways, strict=True)]
        bases = [address(block) for block in (*self.kept, *self.own)]
        places = [bases[n] + offset for n, offset in plan.places]
        self.addresses = array("q", places + [address(S) for S in self.S])

    def run(self, back, contraction=None):
        """All steps, all columns; with a `Contraction`, that too."""
        T, B, function = self.T, self.B, self.loop.function

        def work(first, last):  # has hold of self, and with it of all memory that is written
            given = self.addresses.buffer_info()[0], self.plan.numbers.buffer_info()[0]
            if contraction is None:
                function(*given, 0, T, int(back), B, first, last)
                return
            part = contraction.part(first, last)
            for start, end in contraction.stretches(T):
                function(*given, start, end, int(back), B, first, last)
                part.take(contraction, start, end)

        whole = T if contraction is None else contraction.T  # a stretch is cut as all of them are
        shared(B, self.loop.kernels["width"], self.plan.work * whole // T, work)


def own(record, block, shape):
    """What a record has no place for: scratch, columns that every sequence gets, the mask."""
    if block == LIVE:
        return record.mask.astype(record.cell.dtype)
    if block.name in record.given:
        return np.ascontiguousarray(np.broadcast_to(record.given[block.name], shape))
    return room(shape, record.cell.dtype)
